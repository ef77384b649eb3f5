/**
 * Starting a run by hand: the ticket it works on, where there is one, and the form of the variables it begins with. What
 * runs is the version whose form is shown: while a share of the runs takes another one, the server says which it is, and where
 * the ticket takes the other one, its form is shown with what was filled in. What is refused stands at the field it is about.
 */
import { TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { isProblem } from '#designer/client/problem.ts';
import { versionQuery } from '#designer/client/processes.ts';
import { keys } from '#designer/client/query.ts';
import { useIntention } from '#designer/client/use-intention.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { forgetKept } from '#designer/ui/use-kept.ts';
import { unbound } from '#engine/called-versions.ts';
import { meaning } from '#engine/canonical.ts';
import type { Definition } from '#engine/definition.ts';
import { useEditor } from '../editor/editor.tsx';
import { type StartedRun, startRun, versionToStart } from '../queries.ts';
import { Dialog } from './Dialog.tsx';
import { ProblemDetails } from './ProblemDetails.tsx';
import styles from './page.module.css';
import { toRunForm } from './run-form.ts';
import { Started } from './Started.tsx';
import { VariablesForm } from './VariablesForm.tsx';

type Props = {
  readonly process: string;
  /** The one that takes new work, or most of it. */
  readonly version: number;
  /** Whether a share of the new runs takes another one. */
  readonly isShared: boolean;
  readonly onClose: () => void;
};

type State = { readonly busy: boolean; readonly error?: unknown; readonly run?: StartedRun };

const START = 'start';

/** The version whose form is shown, and what was filled in where it took the place of another. */
type Shown = { readonly version: number; readonly filled?: Record<string, unknown> };

export const StartRunDialog = ({ process, version: present, isShared, onClose }: Props) => {
  const { say, definition } = useEditor();
  const client = useQueryClient();
  const [shown, setShown] = useState<Shown | undefined>(
    isShared ? undefined : { version: present },
  );
  // Asked once: each answer is drawn anew.
  useEffect(() => {
    if (shown) return;
    const take = (version: number) => setShown((known) => known ?? { version });
    versionToStart(process, null).then(take, () => take(present));
  }, [process, present, shown]);
  const version = shown?.version ?? present;
  const published = useQuery({ ...versionQuery(process, version), enabled: shown !== undefined });
  const began = shown && published.data?.definition;
  const form = useMemo(() => toRunForm(say, began?.variables), [say, began]);
  const [ticket, setTicket] = useState('');
  const intention = useIntention();
  const [state, setState] = useState<State>({ busy: false });
  const number = ticket.trim().toUpperCase();
  const nameOf = (version: number) => `run.${process}.${version}`;
  const name = nameOf(version);
  const [keptAs, setKeptAs] = useState<readonly string[]>([]);
  const start = async (variables: Record<string, unknown>) => {
    setState({ busy: true });
    try {
      const run = await intention.send({ variables, number, version }, (key) =>
        startRun(process, version, variables, number || null, key),
      );
      setKeptAs((names) => [...names, `form.${name}`]);
      setState({ busy: false, run });
      void client.invalidateQueries({ queryKey: keys.processes });
    } catch (error) {
      if (isProblem(error, 'stale_version')) await showOther(variables).catch(failed);
      else failed(error);
    }
  };
  const failed = (error: unknown) => setState({ busy: false, error });
  const showOther = async (filled: Record<string, unknown>) => {
    const other = await versionToStart(process, number || null);
    forgetKept(`form.${nameOf(other)}`);
    setKeptAs((names) => [...names, `form.${name}`]);
    setShown({ version: other, filled });
    setState({ busy: false });
  };

  const title = say('canvas.run.startTitle', { name: definition.name });
  if (state.run) {
    return (
      <Dialog onClose={onClose} title={title} size="md">
        <Started
          run={state.run}
          version={version}
          ticket={number || null}
          keptAs={keptAs}
          onClose={onClose}
        />
      </Dialog>
    );
  }
  const which = shown?.filled
    ? 'canvas.run.otherVersion'
    : isShared && shown
      ? 'canvas.run.startShared'
      : began && differs(began, definition)
        ? 'canvas.run.startText'
        : null;
  const isAboutTicket = number !== '' && isProblem(state.error, 'not_found', 'ticket_closed');
  const problem = isAboutTicket ? undefined : state.error;
  return (
    <Dialog onClose={onClose} title={title} size="md">
      <div className={styles.dialog}>
        {which && (
          <p className={styles.dialogText} role="status">
            {say(which, { version })}
          </p>
        )}
        <TextInput
          label={`${say('canvas.run.ticket')} ${say('common.optional')}`}
          description={say('canvas.run.ticketHint')}
          value={ticket}
          maxLength={36}
          dir="auto"
          data-autofocus
          error={isAboutTicket ? ticketWords(say('canvas.run.noTicket'), state.error) : undefined}
          onChange={(event) => setTicket(event.currentTarget.value)}
        />
        {published.error && (
          <ProblemNotice error={published.error} onRetry={() => void published.refetch()} />
        )}
        <VariablesForm
          name={name}
          initial={shown?.filled}
          schema={began ? form.schema : {}}
          uiSchema={form.uiSchema}
          problem={problem}
          notice={problem !== undefined && <ProblemDetails error={problem} />}
          submits={[{ key: START, label: say('canvas.run.start') }]}
          busy={state.busy ? START : null}
          disabled={!began}
          onSubmit={(values) => void start(values)}
          onCancel={onClose}
        />
      </div>
    </Dialog>
  );
};

/** A ticket that is closed says so itself. */
const ticketWords = (missing: string, error: unknown): string =>
  isProblem(error, 'ticket_closed') ? (error.detail ?? error.title) : missing;

/** The drawing changes nothing of what runs, and what it calls is bound only as it is published. */
const differs = (one: Definition, other: Definition): boolean =>
  meaning(unbound(one)) !== meaning(unbound(other));
