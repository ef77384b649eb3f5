/**
 * What is known of the facts: the record’s own fields, which are enumerated; variables by the process’s schema; and, for
 * what one expects of them only, fields of forms and the outcomes of steps.
 */
import { CHANGE_KINDS, RESULTS, RISK_WORDS, RISKS } from '../changes/plan.ts';
import { type Definition, TICKET_TYPES } from '../definition.ts';
import { isObject } from '../json.ts';
import { TICKET_STATUSES } from '../lint/ticket-fields.ts';
import { DONE, portsOf } from '../ports.ts';
import { type Domain, type Domains, type Shape, shapeOfSchema } from './shape.ts';

const TEXT: Shape = { texts: true };
const PERHAPS_COUNT: Shape = { numbers: { minimum: 0, integers: true }, nothing: true };
const PERHAPS_TEXT: Shape = { texts: true, nothing: true };

const TICKET: { readonly [fact: string]: Shape } = {
  'ticket.type': { among: TICKET_TYPES },
  'ticket.status': { among: TICKET_STATUSES },
  'ticket.priority': { among: [1, 2, 3, 4] },
  'ticket.impact': { among: [1, 2, 3] },
  'ticket.urgency': { among: [1, 2, 3] },
  'ticket.title': TEXT,
  'ticket.description': TEXT,
  'ticket.source': TEXT,
  'ticket.createdAt': TEXT,
  'ticket.dueAt': PERHAPS_TEXT,
  'ticket.category': PERHAPS_TEXT,
  'ticket.queue': PERHAPS_TEXT,
  'ticket.assignee': PERHAPS_TEXT,
  'ticket.organization': PERHAPS_TEXT,
  'ticket.holdReason': PERHAPS_TEXT,
  'ticket.catalogItem': PERHAPS_TEXT,
  'ticket.requester': TEXT,
  'ticket.tags': { lists: true },
  'ticket.configItems': { lists: true },
  'ticket.criticality': { among: [1, 2, 3, 4], nothing: true },
  'ticket.change.kind': { among: CHANGE_KINDS, nothing: true },
  'ticket.change.risk': { among: RISKS, nothing: true },
  'ticket.change.riskBy': { among: RISK_WORDS, nothing: true },
  'ticket.change.result': { among: RESULTS, nothing: true },
  'ticket.change.incidents': PERHAPS_COUNT,
  'ticket.change.similar': PERHAPS_COUNT,
  'ticket.change.similarFailed': PERHAPS_COUNT,
  'ticket.change.points': PERHAPS_COUNT,
  'ticket.change.unanswered': PERHAPS_COUNT,
  'ticket.change.dependants': PERHAPS_COUNT,
  'ticket.change.services': PERHAPS_COUNT,
  'ticket.change.steps': { lists: true, nothing: true },
  'ticket.change.begun': { lists: true, nothing: true },
  'ticket.change.plannedFrom': PERHAPS_TEXT,
  'ticket.change.plannedTo': PERHAPS_TEXT,
  'requester.email': TEXT,
  'requester.name': TEXT,
  'requester.organization': PERHAPS_TEXT,
  'requester.manager': PERHAPS_TEXT,
};

/** A run need not have a ticket; then it knows nothing of one. */
const TICKET_DOMAINS: Domains = new Map(
  Object.entries(TICKET).map(([fact, usual]) => [
    fact,
    { usual, sure: { ...usual, nothing: true } },
  ]),
);

/** `isTrusting`: variables are taken to be what the process says they are, though a run could set others. */
export function domainsOf(definition: Definition | null, isTrusting = true): Domains {
  const domains = new Map<string, Domain>(TICKET_DOMAINS);
  if (!definition) return domains;
  for (const element of definition.elements) {
    const ports = portsOf(element);
    if (ports.length > 0)
      domains.set(`steps.${element.id}.outcome`, {
        usual: { among: [...new Set([...ports, DONE])], nothing: true },
      });
    if (element.type !== 'userTask') continue;
    for (const [name, usual] of fieldsOf(element.task.form)) domains.set(name, { usual });
  }
  for (const [name, usual] of fieldsOf(definition.variables))
    domains.set(name, isTrusting ? { usual, sure: sureOf(usual) } : { usual });
  return domains;
}

/** Where a date is expected any text is possible: a form may leave it blank. */
function sureOf({ times: _, ...usual }: Shape): Shape {
  return usual;
}

function fieldsOf(schema: unknown): readonly (readonly [string, Shape])[] {
  if (!isObject(schema) || !isObject(schema.properties)) return [];
  return Object.entries(schema.properties).flatMap(([name, field]) => {
    const shape = shapeOfSchema(field);
    return shape ? [[`variables.${name}`, shape] as const] : [];
  });
}
