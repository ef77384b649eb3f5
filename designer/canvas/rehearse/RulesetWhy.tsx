/** Which rules of a ruleset were taken, and what they saw: decided once more by the same facts when somebody asks. */
import { useQuery } from '@tanstack/react-query';
import { conditionWords, factWords, valueWords } from '#designer/ui/diagram/words.ts';
import { factsIn } from '#engine/condition.ts';
import { valueAt } from '#engine/paths.ts';
import { useEditor } from '../editor/editor.tsx';
import { useDirectory } from '../panel/directory.ts';
import type { Ruled } from './journal-words.ts';

export const RulesetWhy = ({ ruled: { ruleset: key, facts } }: { readonly ruled: Ruled }) => {
  const { say, names } = useEditor();
  const { rulesets } = useDirectory();
  const ruleset = rulesets.find((one) => one.key === key)?.ruleset;
  const { data: matched } = useQuery({
    queryKey: ['ruled', ruleset, facts],
    enabled: ruleset !== undefined,
    queryFn: async () => {
      const { evaluateRuleset } = await import('#rules/evaluate.ts');
      return ruleset ? (await evaluateRuleset(ruleset, facts ?? {})).matched : [];
    },
  });
  if (!ruleset || !matched) return null;
  const taken = ruleset.rules.filter(({ id }) => matched.includes(id));
  const looked = [...new Set(ruleset.rules.flatMap(({ conditions }) => factsIn(conditions)))];
  return (
    <>
      {taken.length === 0 && <p>{say('canvas.rehearse.why.otherwise')}</p>}
      {taken.map(({ id, name, conditions }) => (
        <p key={id} dir="auto">
          {say('canvas.rehearse.why.rule', {
            name: name ?? id,
            when: conditionWords(say, conditions, names),
          })}
        </p>
      ))}
      {looked.map((path) => (
        <p key={path} dir="auto">
          {say('canvas.rehearse.saw', {
            fact: factWords(say, path, names),
            value: valueWords(say, path, valueAt(facts, path), names),
          })}
        </p>
      ))}
    </>
  );
};
