/**
 * Starting a run by hand: the ticket it works on, where there is one, and the form of the variables it begins with. What
 * runs is the published version, so the form is that version's; what the server refuses stands at the field it is about.
 */
import { TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { isProblem } from '#designer/client/problem.ts';
import { versionQuery } from '#designer/client/processes.ts';
import { keys } from '#designer/client/query.ts';
import { useIntention } from '#designer/client/use-intention.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { unbound } from '#engine/called-versions.ts';
import { meaning } from '#engine/canonical.ts';
import type { Definition } from '#engine/definition.ts';
import { useEditor } from '../editor/editor.tsx';
import { type StartedRun, startRun } from '../queries.ts';
import { Dialog } from './Dialog.tsx';
import { ProblemDetails } from './ProblemDetails.tsx';
import styles from './page.module.css';
import { toRunForm } from './run-form.ts';
import { Started } from './Started.tsx';
import { VariablesForm } from './VariablesForm.tsx';

type Props = {
  readonly process: string;
  readonly version: number;
  readonly onClose: () => void;
};

type State = { readonly busy: boolean; readonly error?: unknown; readonly run?: StartedRun };

const START = 'start';

export const StartRunDialog = ({ process, version, onClose }: Props) => {
  const { say, definition } = useEditor();
  const client = useQueryClient();
  const published = useQuery(versionQuery(process, version));
  const began = published.data?.definition;
  const form = useMemo(() => toRunForm(say, began?.variables), [say, began]);
  const [ticket, setTicket] = useState('');
  const intention = useIntention();
  const [state, setState] = useState<State>({ busy: false });
  const number = ticket.trim().toUpperCase();
  const name = `run.${process}.${version}`;
  const start = async (variables: Record<string, unknown>) => {
    setState({ busy: true });
    try {
      const run = await intention.send({ variables, number }, (key) =>
        startRun(process, variables, number || null, key),
      );
      setState({ busy: false, run });
      void client.invalidateQueries({ queryKey: keys.processes });
    } catch (error) {
      setState({ busy: false, error });
    }
  };

  const title = say('canvas.run.startTitle', { name: definition.name });
  if (state.run) {
    return (
      <Dialog onClose={onClose} title={title} size="md">
        <Started
          run={state.run}
          version={version}
          ticket={number || null}
          keptAs={`form.${name}`}
          onClose={onClose}
        />
      </Dialog>
    );
  }
  const isAboutTicket = number !== '' && isProblem(state.error, 'not_found', 'ticket_closed');
  const problem = isAboutTicket ? undefined : state.error;
  return (
    <Dialog onClose={onClose} title={title} size="md">
      <div className={styles.dialog}>
        {began && differs(began, definition) && (
          <p className={styles.dialogText}>{say('canvas.run.startText', { version })}</p>
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
