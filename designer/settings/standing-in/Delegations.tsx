/** Those of one person: what holds and what is coming; what is over, when asked for. */
import { Button, Skeleton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Delegation, delegationsQuery } from '#designer/client/delegations.ts';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { DelegationDialog } from './DelegationDialog.tsx';
import { DelegationLine } from './DelegationLine.tsx';
import classes from './standing-in.module.css';

export type Whose = {
  /** As the API is asked: `me`, or an address. */
  readonly asked: string;
  readonly email: string;
  readonly name: string;
};

type Props = {
  of: 'mine' | 'forMe';
  title: string;
  none: string;
  person: Whose;
  /** Whether a dialog is open over what shows them. */
  onDialog?: (isOpen: boolean) => void;
};

export function Delegations({ of, title, none, person, onDialog }: Props) {
  const t = useText();
  const found = useQuery(delegationsQuery(person.asked, of));
  const [isOverShown, showOver] = useState(false);
  const [edited, setEdited] = useState<Delegation | 'new' | null>(null);
  const edit = (what: Delegation | 'new' | null) => {
    setEdited(what);
    onDialog?.(what !== null);
  };
  const items = found.data?.items ?? [];
  const over = items.filter(({ state }) => state === 'over');
  const holding = items.filter(({ state }) => state !== 'over');
  const shown = isOverShown ? [...holding, ...over] : holding;
  return (
    <section className={classes.part} aria-label={title}>
      <header className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        {of === 'mine' && (
          <Button
            variant="default"
            size="sm"
            leftSection={<IconPlus size={15} />}
            onClick={() => edit('new')}
          >
            {t('standingIn.add')}
          </Button>
        )}
      </header>
      {found.isError && <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Skeleton height={56} />}
      {found.isSuccess && holding.length === 0 && <p className={classes.none}>{none}</p>}
      {shown.length > 0 && (
        <ul className={classes.list}>
          {shown.map((one) => (
            <DelegationLine key={one.id} delegation={one} of={of} onEdit={() => edit(one)} />
          ))}
        </ul>
      )}
      {over.length > 0 && (
        <Button
          className={classes.over}
          variant="subtle"
          size="compact-sm"
          aria-expanded={isOverShown}
          onClick={() => showOver(!isOverShown)}
        >
          {t(isOverShown ? 'standingIn.hideOver' : 'standingIn.showOver', { count: over.length })}
        </Button>
      )}
      {edited !== null && (
        <DelegationDialog
          delegation={edited === 'new' ? null : edited}
          person={person}
          onClose={() => edit(null)}
        />
      )}
    </section>
  );
}
