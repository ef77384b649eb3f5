/**
 * What a rehearsal begins with, before its author says otherwise: a ticket that the start event would take, with what the
 * process decides by, and values that its form would take. Pure.
 */
import type { JsonSchema } from '#designer/client/types/common.ts';
import type { Ticket } from '#designer/client/types/tickets.ts';
import { USUAL_PLAN } from '#engine/changes/plan.ts';
import { type Condition, factsIn } from '#engine/condition.ts';
import type { Definition, Element } from '#engine/definition.ts';
import { isObject, type Json } from '#engine/json.ts';
import { schemaErrors } from '#engine/lint/schema-errors.ts';
import { type Given, sampleValues } from '#engine/rehearsal/index.ts';
import type { Ruleset } from '#rules/ruleset.ts';

export type Values = { readonly [name: string]: Json };
export type StartEvent = Extract<Element, { type: 'startEvent' }>;

/** Where the process itself may begin. */
export const startsIn = ({ elements }: Definition): readonly StartEvent[] =>
  elements.flatMap((element) =>
    element.type === 'startEvent' && element.parent === undefined ? [element] : [],
  );

/** The form whose values it begins with: that of its catalog item, else the variables of the process. */
export const formOf = (
  { variables }: Definition,
  start: StartEvent | undefined,
  catalogForms: Readonly<Record<string, Readonly<JsonSchema>>>,
): Readonly<JsonSchema> => {
  const trigger = start?.trigger;
  const item = trigger?.type === 'ticketCreated' ? trigger.catalogItem : undefined;
  const form = item === undefined ? undefined : catalogForms[item];
  if (form) return form;
  return trigger?.type === 'ticketCreated' ? {} : (variables ?? {});
};

const ALWAYS = ['type', 'title', 'priority', 'category'];

/** What is asked of a ticket: what every ticket has, and first what this process and its rulesets look at. */
export const askedIn = (
  definition: Definition,
  rulesets: readonly Ruleset[],
): { readonly ticket: readonly string[]; readonly requester: readonly string[] } => {
  const used = new Set(
    definition.elements.flatMap((one) => (one.type === 'businessRuleTask' ? [one.ruleset] : [])),
  );
  const conditions = [
    ...definition.flows.flatMap(({ conditions: held }) => (held ? [held] : [])),
    ...rulesets
      .filter(({ key }) => used.has(key))
      .flatMap(({ rules }) => rules.map(({ conditions: held }) => held)),
  ];
  const facts = [...new Set(conditions.flatMap(safelyIn))];
  const under = (root: string) =>
    facts.flatMap((path) => (path.startsWith(`${root}.`) ? [path.slice(root.length + 1)] : []));
  return {
    ticket: [...new Set([...under('ticket'), ...ALWAYS])],
    requester: under('requester'),
  };
};

/** A half-drawn condition asks for nothing yet. */
const safelyIn = (condition: Parameters<typeof factsIn>[0]): readonly string[] =>
  isObject(condition) ? factsIn(condition) : [];

/** A ticket that this start would take. */
export const ticketFor = ({ name, key }: Definition, start: StartEvent | undefined): Values => {
  const trigger = start?.trigger.type === 'ticketCreated' ? start.trigger : undefined;
  const type = trigger?.ticketTypes?.[0] ?? 'service_request';
  return {
    type,
    title: name || key,
    status: 'new',
    priority: 3,
    impact: 2,
    urgency: 2,
    category: null,
    queue: null,
    assignee: null,
    tags: [],
    ...(trigger?.catalogItem ? { catalogItem: trigger.catalogItem } : {}),
    ...(type === 'change' ? planFor(trigger?.conditions) : {}),
  };
};

/** Of the kind that the start takes, where it says one. */
const planFor = (conditions: Condition | undefined): Values => {
  const said = conditions && 'all' in conditions ? conditions.all : [conditions];
  const kind = said.flatMap((one) =>
    one && 'fact' in one && one.fact === 'ticket.change.kind' && one.operator === 'equal'
      ? [one.value as Json]
      : [],
  )[0];
  return {
    'change.kind': kind ?? USUAL_PLAN.kind,
    'change.risk': USUAL_PLAN.risk,
    'change.plannedFrom': null,
    'change.plannedTo': null,
    'change.steps': [],
  };
};

export const sampleFor = (form: Readonly<JsonSchema>): Record<string, Json> => ({
  ...sampleValues(form),
});

/** The facts of a ticket as the record would give them to a run, as far as the caller may read it. */
export const factsFrom = (ticket: Ticket): Required<Pick<Given, 'ticket' | 'requester'>> => {
  const { id, number, type, title, description, status, holdReason, priority, impact } = ticket;
  const { urgency, category, tags, custom, source, catalogItem, createdAt, dueAt } = ticket;
  return {
    ticket: {
      id,
      number,
      type,
      title,
      description,
      status,
      holdReason,
      priority,
      impact,
      urgency,
      category,
      tags,
      custom,
      source,
      catalogItem,
      createdAt,
      dueAt,
      queue: ticket.queue?.key ?? null,
      assignee: ticket.assignee?.email ?? null,
      organization: ticket.organization?.key ?? null,
      requester: ticket.requester.email,
    },
    requester: { email: ticket.requester.email, name: ticket.requester.name },
  };
};

/** Which of these values the variables of the process would refuse, as pointers. */
export const misfitsIn = (
  { variables }: Definition,
  values: Readonly<Record<string, unknown>>,
): readonly string[] => schemaErrors(variables ?? {}, values).map(({ pointer }) => pointer);

/** A custom field is named `custom.room`; it lies in `custom`. */
export const nested = (values: Values): Values => {
  const whole: Record<string, Json> = {};
  for (const [name, value] of Object.entries(values)) {
    const [root = name, inner] = name.split('.', 2);
    if (inner === undefined) whole[root] = value;
    else whole[root] = { ...((whole[root] as Values | undefined) ?? {}), [inner]: value };
  }
  return whole;
};
