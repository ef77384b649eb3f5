/** Another name for a kept scenario. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { isProblem } from '#designer/client/problem.ts';
import { ScenarioName } from '#designer/ui/ScenarioName.tsx';
import { useEditor } from '../editor/editor.tsx';
import { Dialog } from '../page/Dialog.tsx';
import { ProblemDetails } from '../page/ProblemDetails.tsx';
import styles from '../page/page.module.css';
import type { ScenarioRecord } from '../queries.ts';
import { useKeeping } from './use-keeping.ts';

type Props = { readonly record: ScenarioRecord; readonly onClose: () => void };

export const RenameDialog = ({ record, onClose }: Props) => {
  const { say } = useEditor();
  const { rewrite, busy } = useKeeping();
  const [name, setName] = useState(record.name);
  const [error, setError] = useState<unknown>();
  const isTaken = isProblem(error) && error.status === 409;
  const save = async () => {
    try {
      const { scenario, required } = record;
      await rewrite(record, { scenario: { ...scenario, name: name.trim() }, required });
      onClose();
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <Dialog onClose={onClose} title={say('canvas.rehearse.renameTitle', { name: record.name })}>
      <form
        className={styles.dialog}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) void save();
        }}
      >
        <ScenarioName
          label={say('canvas.rehearse.keepName')}
          value={name}
          taken={isTaken ? say('canvas.rehearse.keepTaken') : undefined}
          onChange={setName}
        />
        {error !== undefined && !isTaken && <ProblemDetails error={error} />}
        <footer className={styles.dialogFoot}>
          <Button variant="default" onClick={onClose}>
            {say('canvas.dialog.cancel')}
          </Button>
          <Button type="submit" loading={busy} disabled={!name.trim()}>
            {say('canvas.rehearse.renameAct')}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
};
