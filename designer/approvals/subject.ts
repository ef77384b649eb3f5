/**
 * What an approver has to know, from the facts the approval was opened with: the ones every ticket has are shown in their
 * own places, everything else as it was asked for. Pure.
 */
import type { Person } from '#designer/client/types/people.ts';
import type { Approval } from '#designer/client/types/tasks.ts';
import type { Answer, FormShape } from '#designer/ui/forms/answers.ts';
import type { Say } from '#designer/ui/locale.ts';

/** Shown elsewhere on the page, or of no use to a reader. */
const SHOWN_ELSEWHERE = new Set([
  'id',
  'number',
  'title',
  'requester',
  'description',
  'type',
  'status',
  'createdAt',
  'updatedAt',
  'custom',
  'variables',
  'tags',
  'version',
  'ticket',
  'source',
  'catalogItem',
  'change',
]);

/** What is to be decided: its ticket, or the version of a standard change. Its step says only how it is decided. */
export function titleOf(t: Say, { ticket, name, subject }: Approval): string {
  if (ticket !== null) return ticket.title;
  const { standard, name: called, version } = subject.variables;
  return text(standard) !== null && typeof called === 'string' && typeof version === 'number'
    ? t('approval.standard', { name: called, version })
    : name;
}

/** Keys of what the ticket touches. */
export function touchedBy({ subject }: Approval): readonly string[] {
  const found = subject.ticket.configItems;
  return Array.isArray(found) ? found.filter((key) => typeof key === 'string') : [];
}

/** What was filled in or worked out for the request, by name. */
export function filledIn(approval: Approval): Record<string, unknown> {
  const { ticket, variables } = approval.subject;
  return { ...variables, ...(isRecord(ticket.custom) ? ticket.custom : {}) };
}

/** The same without what the plan says as well, and each list only once, however many names a process has for it. */
export function filledBeside(
  plan: Readonly<Record<string, unknown>>,
  filled: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const told = new Set<string>();
  return Object.fromEntries(
    Object.entries(filled).filter(([name, value]) => {
      if (isSaying(value) && value === plan[name]) return false;
      if (!Array.isArray(value) || value.length === 0) return true;
      const list = JSON.stringify(value);
      return !told.has(list) && told.add(list);
    }),
  );
}

/** The remaining facts: fields of the ticket and whatever else the approval was opened with. */
export function factsOf(approval: Approval): { name: string; value: unknown }[] {
  const filled = filledIn(approval);
  return Object.entries(approval.subject.ticket)
    .filter(([name, value]) => !SHOWN_ELSEWHERE.has(name) && !(name in filled) && isSaying(value))
    .map(([name, value]) => ({ name, value }));
}

export function catalogItemOf(approval: Approval): string | null {
  const found = approval.subject.ticket.catalogItem;
  return typeof found === 'string' ? found : null;
}

export function descriptionOf(approval: Approval): string | null {
  const text = approval.subject.ticket.description;
  return typeof text === 'string' && text !== '' ? text : null;
}

/** The form's questions, and after them what the process says of its own variables: their titles, and those of their values. */
export function withVariables(form: FormShape | null, variables: unknown): FormShape | null {
  const known = propertiesOf(variables);
  if (Object.keys(known).length === 0) return form;
  const properties = { ...known, ...propertiesOf(form?.schema) };
  const order = [...Object.keys(propertiesOf(form?.schema)), ...Object.keys(known)];
  return {
    schema: {
      ...form?.schema,
      properties: Object.fromEntries(order.map((name) => [name, properties[name]])),
    },
    uiSchema: form?.uiSchema ?? null,
  };
}

/** What is asked for under this name, in words. */
export const questionIn = (shape: FormShape | null, name: string): unknown =>
  propertiesOf(shape?.schema)[name];

const propertiesOf = (schema: unknown): Record<string, unknown> =>
  isRecord(schema) && isRecord(schema.properties) ? schema.properties : {};

/** What tells one row from the next: the short answers of a form, in its order. */
export function keyFactsOf(answers: readonly Answer[]): Answer[] {
  return answers
    .filter(
      ({ value }) =>
        typeof value === 'number' || (typeof value === 'string' && value.length <= KEY_FACT_MAX),
    )
    .slice(0, KEY_FACTS);
}

const KEY_FACTS = 3;
const KEY_FACT_MAX = 60;

/** The one who asks, however much of them the facts hold. */
export function requesterOf(approval: Approval): Pick<Person, 'name' | 'email'> | null {
  const { ticket, requester } = approval.subject;
  const email = text(requester.email) ?? text(ticket.requester);
  const name = text(requester.name) ?? email;
  return name === null ? null : { name, email: email ?? name };
}

/** What falls due first stands first; what has no deadline follows in the order it was asked. */
export function byDue(a: Approval, b: Approval): number {
  return (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9') || a.openedAt.localeCompare(b.openedAt);
}

const text = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isSaying = (value: unknown): boolean =>
  value !== null &&
  value !== undefined &&
  value !== '' &&
  !(Array.isArray(value) && value.length === 0) &&
  !(isRecord(value) && Object.keys(value).length === 0);
