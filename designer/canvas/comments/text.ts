/**
 * A comment as it is typed and as it is kept. Who types sees names; what is kept names people by id (`<@id>`), so that it says
 * what they are called when it is read. Of what is shown only addresses of the web become links.
 */
export type Named = { readonly id: string; readonly name: string };

/** What is being typed, and who was chosen in it under which label. */
export type Typed = { readonly text: string; readonly people: readonly Named[] };

export const NOTHING_TYPED: Typed = { text: '', people: [] };

/** As the API takes it at most. */
export const BODY_MAX = 4_000;

const MENTION = /<@([0-9a-f-]{36})>/gi;

/** Two people of one name are told apart by a number, for as long as it is typed. */
export const withPerson = (people: readonly Named[], person: Named): readonly Named[] => {
  if (people.some(({ id }) => id === person.id)) return people;
  const same = people.filter(({ name }) => name.replace(/ \(\d+\)$/, '') === person.name).length;
  const name = same === 0 ? person.name : `${person.name} (${same + 1})`;
  return [...people, { id: person.id, name }];
};

/** Labels count only where they end: “@Ann” is not in “@Anna”. */
export const toBody = ({ text, people }: Typed): string => {
  const byLength = [...people].sort((a, b) => b.name.length - a.name.length);
  return byLength
    .reduce(
      (body, { id, name }) =>
        body.replace(new RegExp(`@${escaped(name)}(?![\\p{L}\\p{N}])`, 'gu'), `<@${id}>`),
      text,
    )
    .trim();
};

export const toTyped = (body: string, mentions: readonly Named[]): Typed => {
  const people = mentions.reduce<readonly Named[]>(withPerson, []);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const text = body.replace(MENTION, (mention, id: string) => {
    const name = names.get(id.toLowerCase());
    return name === undefined ? mention : `@${name}`;
  });
  return { text, people };
};

export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'mention'; readonly id: string; readonly name: string }
  | { readonly kind: 'link'; readonly href: string };

const PARTS = /<@([0-9a-f-]{36})>|(https?:\/\/[^\s<>"]+)/gi;
/** Ends the sentence, not the address. */
const TAIL = /[.,;:!?)\]}'”»]+$/;

/** What a comment is made of, in order. */
export const partsOf = (body: string, mentions: readonly Named[]): readonly Part[] => {
  const names = new Map(mentions.map(({ id, name }) => [id, name]));
  const parts: Part[] = [];
  let from = 0;
  const text = (to: number) => {
    if (to > from) parts.push({ kind: 'text', text: body.slice(from, to) });
    from = to;
  };
  for (const found of body.matchAll(PARTS)) {
    const [whole, id, address] = found;
    const name = id === undefined ? undefined : names.get(id.toLowerCase());
    if (id !== undefined && name !== undefined) {
      text(found.index);
      parts.push({ kind: 'mention', id, name });
      from = found.index + whole.length;
    } else if (address !== undefined) {
      const href = address.replace(TAIL, '');
      if (!URL.canParse(href)) continue;
      text(found.index);
      parts.push({ kind: 'link', href });
      from = found.index + href.length;
    }
  }
  text(body.length);
  return parts;
};

/** In one line, for what is said aloud. */
export const plainOf = (body: string, mentions: readonly Named[]): string =>
  toTyped(body, mentions).text.replace(/\s+/g, ' ').trim();

const ASKED = /(?:^|[\s(])@((?:[\p{L}\p{N}.'’_-]+(?: [\p{L}\p{N}.'’_-]+)?)?)$/u;

/** The name that is being typed behind an @ before the caret; null where none is. */
export const askedFor = (text: string, caret: number): string | null =>
  ASKED.exec(text.slice(0, caret))?.[1] ?? null;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
