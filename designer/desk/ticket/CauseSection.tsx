/** Which change has caused a ticket: the one that is named, those that may have, and another by its number. */
import { Button, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { causeQuery, nameCause, suspectsQuery } from '#designer/client/changes.ts';
import { fieldError } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import type { Suspect } from '#designer/client/types/changes.ts';
import type { Ticket } from '#designer/client/types/tickets.ts';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { StatusIcon } from '#designer/ui/StatusIcon.tsx';
import { Time } from '#designer/ui/Time.tsx';
import classes from './RelatedTab.module.css';

export function CauseSection({ ticket }: { ticket: Ticket }) {
  const t = useText();
  const client = useQueryClient();
  const known = useQuery(causeQuery(ticket.id));
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  if (known.data === undefined) return null;
  const { cause, allowed } = known.data;
  const mayName = allowed.includes('update');
  const name = async (change: string | null): Promise<boolean> => {
    setBusy(true);
    setProblem(null);
    try {
      client.setQueryData(causeQuery(ticket.id).queryKey, await nameCause(ticket.id, change));
      await client.invalidateQueries({ queryKey: keys.ticket(ticket.id) });
      return true;
    } catch (error) {
      setProblem(error);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return (
    <section aria-labelledby="ticket-cause" className={classes.cause}>
      <h2 id="ticket-cause" className={classes.heading}>
        {t('cause.title')}
      </h2>
      {cause === null ? (
        <p className={classes.none}>{t('cause.none')}</p>
      ) : (
        <div className={classes.named}>
          <ChangeLink {...cause} />
          {cause.namedBy && (
            <span className={classes.why}>{t('cause.by', { name: cause.namedBy.name })}</span>
          )}
          {mayName && (
            <Button
              variant="default"
              size="compact-sm"
              loading={busy}
              onClick={() => void name(null)}
            >
              {t('cause.takeBack')}
            </Button>
          )}
        </div>
      )}
      {cause === null && mayName && (
        <>
          <Suspects ticketId={ticket.id} busy={busy} onName={(change) => void name(change)} />
          <Another busy={busy} problem={problem} onName={name} />
        </>
      )}
      {problem !== null && fieldError(problem, '/change') === undefined && (
        <ProblemNotice error={problem} compact />
      )}
    </section>
  );
}

type Named = { readonly number: string; readonly title: string; readonly status: Ticket['status'] };

const ChangeLink = ({ number, title, status }: Named) => {
  const t = useText();
  return (
    <Link to="/tickets/$id" params={{ id: number }} className={classes.change}>
      <StatusIcon status={status} />
      <span className="p-hidden">{t(`status.${status}`)}</span> {number}{' '}
      <span dir="auto">{title}</span>
    </Link>
  );
};

type SuspectsProps = {
  readonly ticketId: string;
  readonly busy: boolean;
  readonly onName: (change: string) => void;
};

function Suspects({ ticketId, busy, onName }: SuspectsProps) {
  const t = useText();
  const suspects = useQuery(suspectsQuery(ticketId));
  if (suspects.isError) return <ProblemNotice error={suspects.error} compact />;
  if (suspects.data === undefined) return null;
  const { items } = suspects.data;
  if (items.length === 0) return <p className={classes.why}>{t('cause.suspects.none')}</p>;
  return (
    <ul className={classes.list} aria-label={t('cause.suspects')}>
      {items.map((one) => (
        <li key={one.id} className={classes.suspect}>
          <ChangeLink {...one} />
          <Button
            variant="default"
            size="compact-sm"
            disabled={busy}
            onClick={() => onName(one.number)}
            aria-label={`${t('cause.name')}: ${one.number}`}
          >
            {t('cause.name')}
          </Button>
          <span className={classes.why}>
            <Reason {...one} /> <Time at={one.begunAt} short />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Reason({ reason, path }: Suspect) {
  const t = useText();
  if (reason === 'time') return t('cause.reason.time');
  const names = path.map(({ name }) => name);
  return reason === 'same_item'
    ? t('cause.reason.same_item', { item: names.at(-1) ?? '' })
    : t('cause.reason.depends_on', { path: names.join(' → ') });
}

type AnotherProps = {
  readonly busy: boolean;
  readonly problem: unknown;
  readonly onName: (change: string) => Promise<boolean>;
};

function Another({ busy, problem, onName }: AnotherProps) {
  const t = useText();
  const [number, setNumber] = useState('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    void onName(number.trim()).then(
      (done) => done && setNumber((now) => (now === number ? '' : now)),
    );
  };
  return (
    <form onSubmit={send} className={classes.other}>
      <TextInput
        label={t('cause.other')}
        size="xs"
        value={number}
        onChange={(event) => setNumber(event.currentTarget.value)}
        error={fieldError(problem, '/change')}
        maxLength={64}
      />
      <Button type="submit" variant="default" size="xs" disabled={busy || number.trim() === ''}>
        {t('cause.other.name')}
      </Button>
    </form>
  );
}
