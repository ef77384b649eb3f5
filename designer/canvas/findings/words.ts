/**
 * A finding in the reader's language. The engine's own sentence is English; where the catalogue has the rule (and its
 * case) the sentence is made here from the values that come with it.
 */
import type { Say } from '#designer/ui/diagram/say.ts';
import { conditionWords, type Names, nameOf, portWords } from '#designer/ui/diagram/words.ts';
import type { Definition } from '#engine/definition.ts';
import type { Finding } from '#engine/lint/index.ts';

export const findingWords = (
  say: Say,
  definition: Definition,
  finding: Finding,
  names: Names = {},
): string => wordsOf('canvas.finding', say, definition, finding, names) ?? finding.message;

/** What its fix does, for the button. */
export const fixWords = (say: Say, definition: Definition, finding: Finding): string =>
  wordsOf('canvas.fix', say, definition, finding) ?? say('canvas.findings.fix');

const wordsOf = (
  prefix: string,
  say: Say,
  definition: Definition,
  finding: Finding,
  names: Names = {},
): string | undefined => {
  const { rule, values, example } = finding;
  const { problem, side, wanted, kind } = values;
  const inside = finding.element === undefined ? undefined : 'inside';
  const id = [example && `${problem}.example`, problem, side, wanted, kind, inside]
    .map((which) => `${prefix}.${rule}.${which}`)
    .concat(`${prefix}.${rule}`)
    .find(say.has);
  if (!id) return undefined;
  // Where an element has no name, the engine says its id and we what it is.
  const called = (text: string): string => {
    const element = definition.elements.find((one) => one.id === text);
    return element ? nameOf(say, element) : text;
  };
  const about = definition.elements.find((element) => element.id === finding.element);
  const plain = Object.entries(values).map(([name, value]): [string, string | number] => {
    if (typeof value === 'number') return [name, value];
    if (typeof value === 'boolean') return [name, String(value)];
    if (typeof value !== 'string') return [name, say.list(value.map(called))];
    return [name, name === 'outcome' && about ? portWords(say, about, value) : called(value)];
  });
  if (example) plain.push(['example', conditionWords(say, example, names)]);
  return say(id, Object.fromEntries(plain));
};

/** Why it matters, where the sentence itself does not say. */
export const findingReason = (say: Say, finding: Finding): string | undefined => {
  const id = `canvas.finding.${finding.rule}.why`;
  return say.has(id) ? say(id) : undefined;
};
