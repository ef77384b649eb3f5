/**
 * Tries a ruleset on facts one types in: only the facts its rules ask about are asked for. It is decided here in the
 * browser by the same code that decides live, so that unsaved rules can be tried and nothing is written anywhere.
 */
import { Button, TextInput } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import type { Fact } from '#designer/ui/conditions/facts.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import { factWords } from '#designer/ui/diagram/words.ts';
import { leavesOf } from '#engine/condition.ts';
import { isObject } from '#engine/json.ts';
import type { RulesetResult } from '#rules/evaluate.ts';
import type { Ruleset } from '#rules/ruleset.ts';
import styles from './rulesets.module.css';
import { fromText, toText } from './VariableRows.tsx';

type Props = { readonly ruleset: Ruleset; readonly facts: readonly Fact[] };
type Answer = RulesetResult | { readonly failed: string };

export const TryIt = ({ ruleset, facts }: Props) => {
  const say = useSay();
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const [answer, setAnswer] = useState<Answer | null>(null);
  const asked = factsAsked(ruleset);
  const run = async () => {
    const { evaluateRuleset } = await import('#rules/evaluate.ts');
    const given = asked.map((path) => [path, fromText(texts[path] ?? '')] as const);
    try {
      setAnswer(await evaluateRuleset(ruleset, toFacts(given)));
    } catch (error) {
      setAnswer({ failed: error instanceof Error ? error.message : String(error) });
    }
  };
  if (asked.length === 0) return null;
  return (
    <section className={styles.try} aria-label={say('canvas.ruleset.try')}>
      <h3>{say('canvas.ruleset.try')}</h3>
      <div className={styles.tryFacts}>
        {asked.map((path) => (
          <TextInput
            key={path}
            size="xs"
            label={facts.find((fact) => fact.path === path)?.label ?? factWords(say, path)}
            placeholder={path}
            value={texts[path] ?? ''}
            onChange={(event) => setTexts({ ...texts, [path]: event.currentTarget.value })}
            onKeyDown={(event) => event.key === 'Enter' && void run()}
          />
        ))}
      </div>
      <div className={styles.tryAnswer}>
        <Button variant="default" leftSection={<IconPlayerPlay size={15} />} onClick={run}>
          {say('canvas.ruleset.evaluate')}
        </Button>
        <output aria-live="polite">
          {answer && <AnswerWords answer={answer} ruleset={ruleset} />}
        </output>
      </div>
    </section>
  );
};

const AnswerWords = ({ answer, ruleset }: { answer: Answer; ruleset: Ruleset }) => {
  const say = useSay();
  if ('failed' in answer) return <span className={styles.problem}>{answer.failed}</span>;
  const names = answer.matched.map((id) => {
    const index = ruleset.rules.findIndex((rule) => rule.id === id);
    return ruleset.rules[index]?.name ?? say('canvas.ruleset.ruleName', { number: index + 1 });
  });
  return (
    <>
      <span>
        {names.length > 0
          ? say('canvas.ruleset.matched', { rules: say.list(names), count: names.length })
          : say('canvas.ruleset.noMatch')}
      </span>
      {Object.entries(answer.variables).map(([name, value]) => (
        <code key={name}>
          {name} = {toText(value)}
        </code>
      ))}
    </>
  );
};

/** Every fact the rules ask about, and every fact those are compared with, once each. */
const factsAsked = (ruleset: Ruleset): readonly string[] => {
  const paths = ruleset.rules.flatMap((rule) =>
    leavesOf(rule.conditions).flatMap(({ fact, value }) =>
      isObject(value) && typeof value.fact === 'string' ? [fact, value.fact] : [fact],
    ),
  );
  return [...new Set(paths)];
};

const toFacts = (given: readonly (readonly [string, unknown])[]): Record<string, unknown> => {
  const facts: Record<string, unknown> = {};
  for (const [path, value] of given) {
    const names = path.split('.');
    const last = names.pop();
    let at = facts;
    for (const name of names) {
      const inner = at[name];
      const next: Record<string, unknown> = isObject(inner) ? { ...inner } : {};
      at[name] = next;
      at = next;
    }
    if (last) at[last] = value === '' ? null : value;
  }
  return facts;
};
