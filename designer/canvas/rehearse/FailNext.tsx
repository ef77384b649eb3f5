/** Makes the next action of an element fail, to see what the process does then. */
import { Select } from '@mantine/core';
import { useState } from 'react';
import { nameOf } from '#designer/ui/diagram/words.ts';
import type { Element } from '#engine/definition.ts';
import { useEditor } from '../editor/editor.tsx';
import { FailWith } from './FailWith.tsx';
import styles from './rehearse.module.css';
import { useRehearse } from './rehearse.tsx';

/** Of these something is asked of the record or of the world. */
const ACTING: readonly Element['type'][] = ['serviceTask', 'businessRuleTask', 'callActivity'];

export const FailNext = () => {
  const { say, definition } = useEditor();
  const { attempt } = useRehearse();
  const [chosen, setChosen] = useState<string | null>(null);
  const acting = definition.elements.filter(({ type }) => ACTING.includes(type));
  const element = acting.find(({ id }) => id === chosen)?.id ?? acting[0]?.id;
  if (!element) return null;
  return (
    <details className={styles.failNext}>
      <summary>{say('canvas.rehearse.failNext')}</summary>
      <div className={styles.failRow}>
        <Select
          aria-label={say('canvas.rehearse.failOf')}
          data={acting.map((one) => ({ value: one.id, label: nameOf(say, one) }))}
          value={element}
          allowDeselect={false}
          onChange={setChosen}
        />
        <FailWith
          label={say('canvas.rehearse.act.fail')}
          onFail={(code) => void attempt({ type: 'fail', element, code })}
        />
      </div>
    </details>
  );
};
