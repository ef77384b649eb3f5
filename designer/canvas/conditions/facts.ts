/**
 * What a condition may ask about in this process: fields of the ticket and of the requester, variables made by forms,
 * rulesets, calls and the catalog item, and the outcomes of earlier steps. Each with its kind, so that the editor offers
 * only operators and values that make sense. Order is the order in which they are offered.
 */

import {
  CUSTOM,
  type Fact,
  type FactKind,
  type FactOption,
  requesterFacts,
  schemaFacts,
  ticketFacts,
} from '#designer/ui/conditions/facts.ts';
import type { Say } from '#designer/ui/diagram/say.ts';
import { nameOf, portWords } from '#designer/ui/diagram/words.ts';
import type { Definition, Element } from '#engine/definition.ts';
import { portsOf } from '#engine/ports.ts';

export type FactSources = {
  /** Ruleset key → the variables it sets, with an example value of each. */
  readonly rulesets?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** JSON Schema of the catalog item's form, whose values become variables. */
  readonly catalogForm?: Readonly<Record<string, unknown>>;
  /** Forms whose values tickets carry as custom fields: the bound item’s, or of all items where there is none. */
  readonly customForms?: readonly Readonly<Record<string, unknown>>[];
  readonly queues?: readonly FactOption[];
};

export const factsOf = (
  say: Say,
  definition: Definition,
  sources: FactSources = {},
): readonly Fact[] => {
  const facts = new Map<string, Fact>();
  const add = (fact: Fact) => {
    if (!facts.has(fact.path)) facts.set(fact.path, fact);
  };
  // What the process itself makes is asked about most.
  for (const fact of schemaFacts(definition.variables)) add(fact);
  for (const fact of schemaFacts(sources.catalogForm)) add(fact);
  for (const element of definition.elements) addElement(say, element, sources, add);
  for (const fact of ticketFacts(say, { queue: sources.queues })) add(fact);
  for (const form of sources.customForms ?? [])
    for (const fact of schemaFacts(form, CUSTOM)) add(fact);
  for (const fact of requesterFacts(say)) add(fact);
  return [...facts.values()];
};

const addElement = (
  say: Say,
  element: Element,
  sources: FactSources,
  add: (fact: Fact) => void,
) => {
  if (element.type === 'userTask') for (const fact of schemaFacts(element.task.form)) add(fact);
  if (element.type === 'businessRuleTask') {
    for (const [name, example] of Object.entries(sources.rulesets?.[element.ruleset] ?? {})) {
      add({
        path: `variables.${name}`,
        label: name,
        group: 'variables',
        kind: kindOfExample(example),
      });
    }
  }
  if (element.type === 'serviceTask' && element.action.type === 'httpRequest') {
    for (const name of Object.keys(element.action.result ?? {})) {
      add({ path: `variables.${name}`, label: name, group: 'variables', kind: 'any' });
    }
  }
  const ports = outcomesOf(element);
  if (ports.length > 0) {
    add({
      path: `steps.${element.id}.outcome`,
      label: say('canvas.fact.outcomeOf', { name: nameOf(say, element) }),
      group: 'steps',
      kind: 'choice',
      options: ports.map((port) => ({ value: port, label: portWords(say, element, port) })),
    });
  }
};

const outcomesOf = (element: Element): readonly string[] => {
  if (element.type === 'cabReview') return portsOf(element);
  if (element.type === 'approval') {
    return element.approval.due ? ['approved', 'rejected', 'timedOut'] : ['approved', 'rejected'];
  }
  return element.type === 'userTask' ? (element.task.outcomes ?? []).map(({ key }) => key) : [];
};

const kindOfExample = (value: unknown): FactKind => {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'yesNo';
  if (typeof value === 'string') return 'text';
  return Array.isArray(value) ? 'list' : 'any';
};
