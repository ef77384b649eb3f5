/** A message or a signal: it comes, with a value where somebody wants one. */
import { useState } from 'react';
import { useEditor } from '../../editor/editor.tsx';
import { ActButton } from '../ActButton.tsx';
import styles from '../rehearse.module.css';
import { readValue, ValueField } from '../ValueField.tsx';
import type { ActsProps } from './props.ts';

export const HearActs = ({ element, waiting, onHappening }: ActsProps) => {
  const { say } = useEditor();
  const [text, setText] = useState('');
  const { wait } = waiting;
  if (wait.kind !== 'message' && wait.kind !== 'signal') return null;
  const send = () => {
    const value = readValue(text);
    const { kind: type, name } = wait;
    onHappening({ type, element: element.id, name, ...(value === undefined ? {} : { value }) });
  };
  return (
    <div className={styles.column}>
      <ValueField
        label={say('canvas.rehearse.readValue', { name: wait.name })}
        text={text}
        onChange={setText}
      />
      <div className={styles.cardActs}>
        <ActButton first label={say(`canvas.rehearse.act.${wait.kind}`)} onClick={send} />
      </div>
    </div>
  );
};
