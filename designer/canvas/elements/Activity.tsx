/** What every activity may have beside its work: repetition, values that go in and come out, and what undoes it. */
import { useState } from 'react';
import type { Activity } from '#engine/definition/is-activity.ts';
import { useActs } from '../editor/acts.tsx';
import { useEditor } from '../editor/editor.tsx';
import { AddButton, Section } from '../panel/fields.tsx';
import styles from '../panel/panel.module.css';
import { useUpdateElement } from '../panel/update.ts';
import { Repetition } from './activity/Repetition.tsx';
import { handlersFor, Undoing } from './activity/Undoing.tsx';
import { Values } from './activity/Values.tsx';

const PARTS = ['loop', 'inputs', 'outputs', 'undo'] as const;
type Part = (typeof PARTS)[number];

/** What most activities do not need is one line to add until it is there. */
export const ActivityFields = ({ element }: { element: Activity }) => {
  const { say, definition, readOnly } = useEditor();
  const { setUndo } = useActs();
  const update = useUpdateElement<Activity>();
  const [opened, setOpened] = useState<readonly Part[]>([]);
  const shows = (part: Part) => element[part] !== undefined || opened.includes(part);
  const isBeside = element.type === 'subProcess' && element.triggeredByEvent === true;
  const offered = PARTS.filter(
    (part) =>
      !shows(part) &&
      !(part === 'undo' && element.forCompensation) &&
      !(isBeside && (part === 'loop' || part === 'undo')),
  );
  const add = (part: Part) => {
    const hasHandlers = part === 'undo' && handlersFor(definition, element).length > 0;
    if (part === 'loop') update({ ...element, loop: { each: '3', sequential: true } }, 'loop.add');
    else if (part === 'undo' && !hasHandlers) setUndo(element.id, null);
    else setOpened([...opened, part]);
  };
  return (
    <>
      {shows('loop') && <Repetition element={element} />}
      {shows('inputs') && <Values element={element} which="inputs" />}
      {shows('outputs') && <Values element={element} which="outputs" />}
      {(shows('undo') || element.forCompensation) && <Undoing element={element} />}
      {!readOnly && offered.length > 0 && (
        <Section title={say('canvas.activity.more')}>
          <div className={styles.list}>
            {offered.map((part) => (
              <AddButton
                key={part}
                label={say(`canvas.activity.add.${part}`)}
                onClick={() => add(part)}
              />
            ))}
          </div>
        </Section>
      )}
    </>
  );
};
