/** Starting a run by hand: the variables the process begins with, asked for in their own kinds. */
import { Button } from '@mantine/core';
import { IconCircleCheckFilled } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Run } from '#designer/client/types.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useEditor } from '../editor/editor.tsx';
import { toFields } from '../panel/form-fields.ts';
import { startRun, versionQuery } from '../queries.ts';
import { Dialog } from './Dialog.tsx';
import styles from './page.module.css';
import { missingIn, RunVariables } from './RunVariables.tsx';

type Props = {
  readonly process: string;
  readonly version: number | null;
  readonly onClose: () => void;
};

export const StartRunDialog = ({ process, version, onClose }: Props) => {
  const { say, definition } = useEditor();
  // What runs is the published version, not the draft in front of the author.
  const published = useQuery({ ...versionQuery(process, version ?? 0), enabled: version !== null });
  const fields = toFields(published.data?.definition.variables) ?? [];
  const [values, setValues] = useState<Record<string, unknown>>({});
  const [state, setState] = useState<{ busy: boolean; error?: unknown; run?: Run }>({
    busy: false,
  });
  const missing = missingIn(fields, values);
  const start = async () => {
    setState({ busy: true });
    try {
      setState({ busy: false, run: await startRun(process, values) });
    } catch (error) {
      setState({ busy: false, error });
    }
  };
  return (
    <Dialog
      onClose={onClose}
      title={say('canvas.run.startTitle', { name: definition.name })}
      size="md"
    >
      <div className={styles.dialog}>
        {state.run ? (
          <p className={styles.done}>
            <IconCircleCheckFilled size={18} aria-hidden />
            <span>
              {say('canvas.run.started', { version: state.run.version ?? version ?? 0 })}{' '}
              <code>{state.run.workflowId}</code>
            </span>
          </p>
        ) : (
          <>
            <p className={styles.dialogText}>
              {say('canvas.run.startText', { version: version ?? 0 })}
            </p>
            <RunVariables fields={fields} values={values} onChange={setValues} />
          </>
        )}
        {state.error !== undefined && <ProblemNotice error={state.error} compact />}
        <footer className={styles.dialogFoot}>
          <Button variant={state.run ? 'filled' : 'default'} onClick={onClose}>
            {say(state.run ? 'canvas.dialog.close' : 'canvas.dialog.cancel')}
          </Button>
          {!state.run && (
            <Button loading={state.busy} disabled={missing || !published.data} onClick={start}>
              {say('canvas.run.start')}
            </Button>
          )}
        </footer>
      </div>
    </Dialog>
  );
};
