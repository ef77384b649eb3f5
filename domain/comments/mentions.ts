/**
 * Mentions: a comment holds `<@id>` where somebody is named, so that a person who is renamed is called by their new name and
 * one who was erased by none. Only who may read processes can be named: others could not open what they are called to.
 */
import { invalid } from '../errors.ts';
import type { Author } from '../processes/read-processes.ts';
import type { Work } from '../work.ts';

export const MENTIONS_MAX = 20;
const MENTION = /<@([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})>/gi;

export type Named = { readonly id: string; readonly name: string };

/** Whom a text names, each once. */
export const mentionedIn = (body: string): readonly string[] => [
  ...new Set([...body.matchAll(MENTION)].map(([, id = '']) => id.toLowerCase())),
];

/** As it is read where nothing can be clicked. */
export const withNames = (body: string, people: readonly Named[]): string => {
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return body.replace(MENTION, (mention, id: string) => {
    const name = names.get(id.toLowerCase());
    return name === undefined ? mention : `@${name}`;
  });
};

/** In SQL: they are here and may read processes. */
const READS = `active and exists (select from person_role pr join role r on r.id = pr.role_id
  where pr.person_id = person.id and r.permissions @> '[{"permission": "process.read"}]')`;

const READERS_MAX = 20;

/** Who can be named, by name. */
export function readersOf(work: Work, q: string): Promise<Author[]> {
  const like = `%${q.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  return work.em.execute<Author[]>(
    `select id, name, email from person where tenant_id = current_tenant() and ${READS} and (lower(name) like ? or email like ?)
     order by name, id limit ${READERS_MAX}`,
    [like, like],
  );
}

/** Everybody a text may name: who reads processes, and whoever was named in it before. @throws DomainError invalid_input */
export async function peopleMentioned(
  work: Work,
  body: string,
  before: readonly string[] = [],
): Promise<readonly Named[]> {
  const ids = mentionedIn(body);
  if (ids.length === 0) return [];
  if (ids.length > MENTIONS_MAX)
    return invalid('/body', `may name at most ${MENTIONS_MAX} people; it names ${ids.length}.`);
  const people = await work.em.execute<(Named & { reads: boolean })[]>(
    `select id, name, ${READS} as reads from person where id in (select value::uuid from jsonb_array_elements_text(?))`,
    [JSON.stringify(ids)],
  );
  for (const id of ids) {
    const person = people.find((one) => one.id === id);
    if (!person) return invalid('/body', `names nobody here: ${id}.`);
    if (!person.reads && !before.includes(id))
      return invalid('/body', `names ${person.name}, who may not read processes.`);
  }
  return people.map(({ id, name }) => ({ id, name }));
}
