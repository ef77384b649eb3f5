/**
 * What a fact is called and how its value reads: as on the form it was asked for with, as the process says, as tickets say of
 * their fields. Pure.
 */
import { answersOf, type FormShape } from '#designer/ui/forms/answers.ts';
import { humanize } from '#designer/ui/humanize.ts';

type FieldWords = {
  readonly field: (name: string) => string;
  readonly value: (name: string, raw: unknown) => string;
};

type FactWords = { readonly title: string; readonly say: (raw: unknown) => string };

/** `shape`: the form’s questions and the process’s variables. */
export function factWords(fact: string, shape: FormShape | null, words: FieldWords): FactWords {
  const [root, ...names] = fact.split('.');
  const [first = fact, ...deeper] = names;
  const [inPlan] = deeper;
  if (root === 'ticket' && first === 'change' && inPlan !== undefined)
    return { title: words.field(inPlan), say: (raw) => words.value(inPlan, raw) };
  if (root === 'ticket' && first !== 'custom')
    return { title: words.field(first), say: (raw) => words.value(first, raw) };
  if (root === 'requester')
    return { title: `${words.field('requester')}: ${words.field(first)}`, say: plainly(words) };
  const path = root === 'ticket' ? deeper : names;
  const name = path.at(-1) ?? fact;
  const question = path.reduce<unknown>(
    (schema, part) => within(within(schema, 'properties'), part),
    shape?.schema,
  );
  const title = within(question, 'title');
  return {
    title: typeof title === 'string' ? title : humanize(name),
    say: (raw) => {
      const [answer] = answersOf({ properties: { [name]: question } }, { [name]: raw });
      return plainly(words)(answer?.value);
    },
  };
}

/** As it stands, whatever it is called. */
const plainly =
  ({ value }: FieldWords) =>
  (raw: unknown): string =>
    value('', raw);

const within = (schema: unknown, name: string): unknown =>
  typeof schema === 'object' && schema !== null
    ? (schema as Record<string, unknown>)[name]
    : undefined;
