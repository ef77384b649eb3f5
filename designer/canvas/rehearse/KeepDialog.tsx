/** Keeps what was played as a scenario: its name, whether it must pass before publishing, and what is expected of it. */
import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { isProblem } from '#designer/client/problem.ts';
import { ScenarioName } from '#designer/ui/ScenarioName.tsx';
import { useEditor } from '../editor/editor.tsx';
import { Dialog } from '../page/Dialog.tsx';
import { ProblemDetails } from '../page/ProblemDetails.tsx';
import pages from '../page/page.module.css';
import { useClock } from './clock.ts';
import { expectedWords } from './journal-words.ts';
import type { Played } from './play.ts';
import styles from './rehearse.module.css';
import { useRehearse } from './rehearse.tsx';
import { shownOf, toScenario } from './session.ts';
import { useKeeping } from './use-keeping.ts';
import type { Outcome } from './use-outcome.ts';

type Props = {
  readonly outcome: Outcome;
  readonly played: Played;
  readonly onClose: () => void;
};

export const KeepDialog = ({ outcome, played, onClose }: Props) => {
  const { say, definition, names } = useEditor();
  const { dispatch } = useRehearse();
  const { keep, busy } = useKeeping();
  const [name, setName] = useState('');
  const [required, setRequired] = useState(false);
  const [error, setError] = useState<unknown>();
  const { trace } = played.rehearsal;
  const clock = useClock(played.week);
  const expectedLines = expectedWords({ say, definition, names, clock }, played);
  const story = shownOf(outcome.session, outcome.hitch);
  const { happenings } = story;
  const left = outcome.session.happenings.length - happenings.length;
  const isTaken = isProblem(error) && error.status === 409;
  const save = async () => {
    setError(undefined);
    try {
      const scenario = toScenario(story, definition.key, name.trim(), trace);
      const { id } = await keep({ scenario, required });
      dispatch({ type: 'keep', kept: { id, name: name.trim() }, happenings, expected: trace });
      onClose();
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <Dialog onClose={onClose} title={say('canvas.rehearse.keepTitle')} size="md">
      <form
        className={pages.dialog}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) void save();
        }}
      >
        <p className={pages.dialogText}>
          {say('canvas.rehearse.keepWhat', { count: happenings.length })}{' '}
          {left > 0 &&
            say(outcome.hitch ? 'canvas.rehearse.keepUnfit' : 'canvas.rehearse.keepLeft', {
              count: left,
            })}
        </p>
        <ScenarioName
          label={say('canvas.rehearse.keepName')}
          placeholder={say('canvas.rehearse.keepNameHint')}
          value={name}
          taken={isTaken ? say('canvas.rehearse.keepTaken') : undefined}
          onChange={(next) => {
            setName(next);
            setError(undefined);
          }}
        />
        <Checkbox
          label={say('canvas.rehearse.required')}
          description={say('canvas.rehearse.requiredHint')}
          checked={required}
          onChange={(event) => setRequired(event.currentTarget.checked)}
        />
        <section aria-label={say('canvas.rehearse.keepTrace')}>
          <p className={pages.dialogText}>{say('canvas.rehearse.keepTrace')}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
          <ol className={styles.trace} tabIndex={0}>
            {expectedLines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the same may come twice.
              <li key={index}>{line}</li>
            ))}
          </ol>
        </section>
        {error !== undefined && !isTaken && <ProblemDetails error={error} />}
        <footer className={pages.dialogFoot}>
          <Button variant="default" onClick={onClose}>
            {say('canvas.dialog.cancel')}
          </Button>
          <Button type="submit" loading={busy} disabled={!name.trim()}>
            {say('canvas.rehearse.keepAct')}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
};
