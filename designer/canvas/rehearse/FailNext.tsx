/** Makes the next action of an element fail, to see what the process does then. */
import { Select } from '@mantine/core';
import { useState } from 'react';
import { nameOf } from '#designer/ui/diagram/words.ts';
import type { Element } from '#engine/definition.ts';
import { useEditor } from '../editor/editor.tsx';
import { FailWith } from './FailWith.tsx';
import styles from './rehearse.module.css';

/** Of these something is asked of the record or of the world. */
const ACTING: readonly Element['type'][] = ['serviceTask', 'businessRuleTask', 'callActivity'];

export const canFail = ({ type }: Element): boolean => ACTING.includes(type);

type Props = { readonly onFail: (element: string, code: string) => void };

export const FailNext = ({ onFail }: Props) => {
  const { say, definition } = useEditor();
  const [chosen, setChosen] = useState<string | null>(null);
  const acting = definition.elements.filter(canFail);
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
          onFail={(code) => onFail(element, code)}
        />
      </div>
    </details>
  );
};
