/**
 * What an unsaved change of a ruleset does: for which facts it leads elsewhere, with what it set before and what it sets now. It is
 * worked out here by the rules themselves, so that the author sees it before it is in force.
 */
import { useDeferredValue, useMemo } from 'react';
import { conditionWords } from '#designer/ui/diagram/words.ts';
import { type LeadsElsewhere, leadsElsewhere } from '#rules/leads-elsewhere.ts';
import type { Ruleset } from '#rules/ruleset.ts';
import { useEditor } from '../editor/editor.tsx';
import styles from './rulesets.module.css';
import { toText } from './VariableRows.tsx';

type Props = { readonly saved: Ruleset; readonly ruleset: Ruleset };

export const WhatChanges = ({ saved, ruleset }: Props) => {
  const { say, names } = useEditor();
  // Thousands of mixtures may be tried; typing need not wait for it.
  const changed = useDeferredValue(ruleset);
  const elsewhere = useMemo(() => tried(saved, changed), [saved, changed]);
  if (elsewhere === null) return null;
  const { examples, isWhole } = elsewhere;
  const factsOf = ({ facts }: LeadsElsewhere): string => {
    const all = Object.entries(facts).map(([fact, value]) => ({
      fact,
      operator: 'equal' as const,
      value,
    }));
    return all.length === 0
      ? say('canvas.ruleset.elsewhere.rest')
      : conditionWords(say, { all }, names);
  };
  return (
    <section className={styles.try} aria-label={say('canvas.ruleset.elsewhere')}>
      <h3>{say('canvas.ruleset.elsewhere')}</h3>
      {examples.length === 0 ? (
        <p role="status">{say('canvas.ruleset.elsewhere.none')}</p>
      ) : (
        <ul className={styles.elsewhere}>
          {examples.map((one) => (
            <li key={JSON.stringify(one)}>
              <span dir="auto">{factsOf(one)}</span>
              <span>
                {say('canvas.compare.was')} <Sets variables={one.before} />
              </span>
              <span>
                {say('canvas.compare.is')} <Sets variables={one.after} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {!isWhole && <p className={styles.quiet}>{say('canvas.ruleset.elsewhere.part')}</p>}
    </section>
  );
};

const Sets = ({ variables }: { readonly variables: LeadsElsewhere['before'] }) => {
  const { say } = useEditor();
  const all = Object.entries(variables);
  if (all.length === 0) return <span>{say('canvas.compare.nothing')}</span>;
  return <code>{all.map(([name, value]) => `${name} = ${toText(value)}`).join(', ')}</code>;
};

/** Null while it is half written and says nothing yet. */
function tried(saved: Ruleset, changed: Ruleset) {
  try {
    return leadsElsewhere(saved, changed);
  } catch {
    return null;
  }
}
