/**
 * What a ticket from the catalog is called: a template of its item, filled with the answers and with who it is for, so that
 * a hundred requests for one thing can be told apart in a list. Where it comes to nothing, the item's name.
 */
import { fill, placeholdersOf } from '#engine/template.ts';
import { invalid } from '../errors.ts';
import { findPerson } from '../people/find.ts';
import type { Form } from '../processes/form.ts';
import type { Work } from '../work.ts';
import type { CatalogItem } from './catalog-item.ts';

const REQUESTER = new Set(['requester.name', 'requester.email']);
const ANSWER = 'variables.';
const LENGTH_MAX = 300;

/** @throws DomainError not_found for somebody who is not there */
export async function ticketTitle(
  work: Work,
  { name, title }: Pick<CatalogItem, 'name' | 'title'>,
  values: Readonly<Record<string, unknown>>,
  requestedFor: string | null,
): Promise<string> {
  if (!title) return name;
  const asksWho = placeholdersOf(title).some((path) => REQUESTER.has(path));
  const requester = asksWho ? await requesterOf(work, requestedFor) : {};
  const filled = fill(title, { variables: values, requester }).replace(/\s+/g, ' ');
  // What was not answered leaves no dangling colon behind.
  return filled.replace(/[\s:,;·–-]+$/u, '').trim() || name;
}

async function requesterOf(work: Work, requestedFor: string | null) {
  if (requestedFor !== null) {
    const person = await findPerson(work, requestedFor);
    return person ? { name: person.name, email: person.email } : {};
  }
  return work.actor.kind === 'person' ? { name: work.actor.name, email: work.actor.email } : {};
}

/** A template that asks for what nobody is asked would only leave gaps. @throws DomainError invalid_input */
export function demandTitle(title: string, form: Form): void {
  const { properties = {} } = form as { readonly properties?: object };
  if (title.length > LENGTH_MAX) invalid('/title', `must have at most ${LENGTH_MAX} characters.`);
  for (const path of placeholdersOf(title)) {
    const isAnswer =
      path.startsWith(ANSWER) && Object.hasOwn(properties, path.slice(ANSWER.length));
    if (!isAnswer && !REQUESTER.has(path))
      invalid('/title', `“${path}” is neither a question of the form nor requester.name.`);
  }
}
