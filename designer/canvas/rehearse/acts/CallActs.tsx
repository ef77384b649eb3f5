/** A call or a called process: it answers with variables, or fails with a code. */
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Element } from '#engine/definition.ts';
import { isObject, type Json } from '#engine/json.ts';
import { useEditor } from '../../editor/editor.tsx';
import { ActButton } from '../ActButton.tsx';
import { FailWith } from '../FailWith.tsx';
import styles from '../rehearse.module.css';
import { readValue, ValueField } from '../ValueField.tsx';
import type { ActsProps } from './props.ts';

export const CallActs = ({ element, waiting, onHappening }: ActsProps) => {
  const { say } = useEditor();
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const [outcome, setOutcome] = useState('');
  const isCalled = waiting.wait.kind === 'called';
  const at = { element: element.id };
  const asked = isCalled ? [] : resultsOf(element);
  const [back, setBack] = useState('');
  const answer = () => {
    const variables: Record<string, Json> = {};
    for (const name of asked) {
      const value = readValue(texts[name] ?? '');
      if (value !== undefined) variables[name] = value;
    }
    const all = readValue(back);
    if (isObject(all)) Object.assign(variables, all);
    const given = Object.keys(variables).length > 0 ? { variables } : {};
    if (!isCalled) return onHappening({ type: 'answer', ...at, ...given });
    const named = outcome.trim() ? { outcome: outcome.trim() } : {};
    onHappening({ type: 'return', ...at, ...named, ...given });
  };
  return (
    <div className={styles.column}>
      {isCalled && (
        <TextInput
          label={say('canvas.rehearse.calledOutcome')}
          value={outcome}
          maxLength={200}
          dir="auto"
          onChange={(event) => setOutcome(event.currentTarget.value)}
        />
      )}
      {isCalled && (
        <ValueField label={say('canvas.rehearse.calledVariables')} text={back} onChange={setBack} />
      )}
      {asked.map((name) => (
        <ValueField
          key={name}
          label={name}
          text={texts[name] ?? ''}
          onChange={(text) => setTexts({ ...texts, [name]: text })}
        />
      ))}
      <div className={styles.cardActs}>
        <ActButton
          first
          label={say(isCalled ? 'canvas.rehearse.act.return' : 'canvas.rehearse.act.answer')}
          onClick={answer}
        />
        <FailWith onFail={(code) => onHappening({ type: 'break', ...at, code })} />
      </div>
    </div>
  );
};

/** The variables that its answer sets. */
const resultsOf = (element: Element): readonly string[] => {
  if (element.type === 'serviceTask' && element.action.type === 'httpRequest')
    return Object.keys(element.action.result ?? {});
  return [];
};
