/**
 * What a fact is called and how its value reads: as on the form it was asked for with, as the process says, as tickets say of
 * their fields. Pure.
 */
import type { FormShape } from '#designer/ui/forms/answers.ts';
import { humanize } from '#engine/humanize.ts';
import { inLine, type Known, type Reading } from '#engine/reading.ts';

type FieldWords = {
  readonly field: (name: string) => string;
  readonly value: (name: string, raw: unknown) => string;
  readonly read: (raw: unknown, schema?: unknown, known?: Known) => Reading | null;
};

type FactWords = { readonly title: string; readonly say: (raw: unknown) => string };

/** `shape`: the form’s questions and the process’s variables; `known`: what its values name. */
export function factWords(
  fact: string,
  shape: FormShape | null,
  words: FieldWords,
  known?: Known,
): FactWords {
  const plainly = (schema?: unknown) => (raw: unknown) => {
    // A box nobody ticked says no.
    const said = raw ?? (within(schema, 'type') === 'boolean' ? false : raw);
    const reading = words.read(said, schema, known);
    return reading === null ? words.value('', null) : inLine(reading);
  };
  const [root, ...names] = fact.split('.');
  const [first = fact, ...deeper] = names;
  const [planned] = deeper;
  if (root === 'ticket' && first === 'change' && planned !== undefined)
    return { title: words.field(planned), say: (raw) => words.value(planned, raw) };
  if (root === 'ticket' && first !== 'custom')
    return { title: words.field(first), say: (raw) => words.value(first, raw) };
  if (root === 'requester')
    return { title: `${words.field('requester')}: ${words.field(first)}`, say: plainly() };
  const path = root === 'ticket' ? deeper : names;
  const name = path.at(-1) ?? fact;
  const question = path.reduce<unknown>(
    (schema, part) => within(within(schema, 'properties'), part),
    shape?.schema,
  );
  const title = within(question, 'title');
  return {
    title: typeof title === 'string' ? title : humanize(name),
    say: plainly(question),
  };
}

const within = (schema: unknown, name: string): unknown =>
  typeof schema === 'object' && schema !== null
    ? (schema as Record<string, unknown>)[name]
    : undefined;
