/**
 * What the choices on a way tell of the facts: a gateway that was left by a flow saw its conditions hold, and those it
 * looked at before not hold. A later gateway sees the same facts, unless something has changed them in between. The
 * process's own variables change only where it changes them itself; the record may be changed by anybody while it waits.
 */
import { type Condition, factsIn } from '../condition.ts';
import { domainsOf } from '../conditions/domains.ts';
import type { Assumption } from '../conditions/search.ts';
import type { Domains } from '../conditions/shape.ts';
import { type Definition, type Element, isActivity } from '../definition.ts';
import { graphOf } from '../graph.ts';
import { isObject } from '../json.ts';
import type { Move } from './moves.ts';
import { satisfiable } from './satisfiable.ts';

/** By their text, so that what is known twice is known once. */
export type Known = ReadonlyMap<string, Assumption>;

export type View = {
  /** The record stays as it is while the process waits. */
  readonly isStill: boolean;
  /** Only what is understood to be possible counts as possible. */
  readonly isStrict: boolean;
};

/** Events that come in the same breath as the step before. */
const AT_ONCE: readonly string[] = [
  'flowChosen',
  'flowsChosen',
  'acted',
  'askFailed',
  'rulesetRun',
  'computed',
  'instantResolved',
];
const RECORD = ['ticket.', 'requester.'];

export class Knowledge {
  /** Something was left out that may be possible. */
  isCut = false;
  readonly #definition: Definition;
  readonly #view: View;
  readonly #domains: Domains;
  /** Names that mean one thing here and another there. */
  readonly #shadowed: readonly string[];
  readonly #relevant: ReadonlySet<string>;
  readonly #answers = new Map<string, ReturnType<typeof satisfiable>>();

  constructor(definition: Definition, view: View) {
    this.#definition = definition;
    this.#view = view;
    this.#domains = domainsOf(definition);
    this.#shadowed = shadowedIn(definition);
    this.#relevant = new Set(
      definition.flows.flatMap(({ conditions }) => (conditions ? factsIn(conditions) : [])),
    );
  }

  /** What is known after this move, or null where the facts do not allow it. */
  after(move: Move, before: Known): Known | null {
    const known = new Map(before);
    const { event } = move.answer;
    const changed = [...this.#shadowed];
    if (!AT_ONCE.includes(event.type) && !this.#view.isStill) changed.push(...RECORD);
    for (const command of move.step.commands) {
      if (command.type !== 'left') continue;
      const element = graphOf(this.#definition).elements.get(command.element);
      if (element) changed.push(...changedBy(element));
      if (command.outcome === null) continue;
      changed.push(`steps.${command.element}.`);
    }
    for (const [text, { condition }] of known) {
      if (factsIn(condition).some((fact) => changed.some((one) => isPart(fact, one))))
        known.delete(text);
    }
    for (const command of move.step.commands) {
      if (command.type !== 'left' || command.outcome === null) continue;
      const fact = `steps.${command.element}.outcome`;
      if (!this.#relevant.has(fact)) continue;
      add(known, { fact, operator: 'equal', value: command.outcome }, true);
    }
    const size = known.size;
    const choice = this.#choiceOf(move);
    for (const { condition, holds } of choice) add(known, condition, holds);
    if (choice.length === 0 && known.size === size) return known;
    const answer = this.#satisfiable(known);
    if (answer === 'unknown' && this.#view.isStrict) {
      this.isCut = true;
      return null;
    }
    return answer === 'no' ? null : known;
  }

  #satisfiable(known: Known): ReturnType<typeof satisfiable> {
    const key = this.key(known);
    const answer = this.#answers.get(key) ?? satisfiable([...known.values()], this.#domains);
    this.#answers.set(key, answer);
    return answer;
  }

  key(known: Known): string {
    return [...known.keys()].sort().join();
  }

  #choiceOf({ token, answer }: Move): readonly Assumption[] {
    const { event } = answer;
    const graph = graphOf(this.#definition);
    const element = graph.elements.get(token.element);
    if (!element) return [];
    const asked = graph
      .outgoing(element.id)
      .filter(
        ({ id, conditions }) => conditions && !('default' in element && element.default === id),
      );
    const assume = (conditions: Condition | undefined, holds: boolean) =>
      conditions ? [{ condition: conditions, holds }] : [];
    if (event.type === 'flowsChosen')
      return asked.flatMap(({ id, conditions }) => assume(conditions, event.flows.includes(id)));
    if (event.type !== 'flowChosen') return [];
    const chosen = asked.findIndex(({ id }) => id === event.flow);
    const looked = chosen < 0 ? asked : asked.slice(0, chosen + 1);
    return looked.flatMap(({ id, conditions }) => assume(conditions, id === event.flow));
  }
}

/** In parts that can be forgotten one by one. */
function add(known: Map<string, Assumption>, condition: Condition, holds: boolean): void {
  if ('not' in condition) {
    add(known, condition.not, !holds);
    return;
  }
  const members =
    holds && 'all' in condition
      ? condition.all
      : !holds && 'any' in condition
        ? condition.any
        : null;
  if (members && members.length > 0) for (const member of members) add(known, member, holds);
  else known.set(`${holds ? '' : '!'}${JSON.stringify(condition)}`, { condition, holds });
}

function isPart(fact: string, changed: string): boolean {
  return fact === changed || fact.startsWith(changed.endsWith('.') ? changed : `${changed}.`);
}

/** The facts that this element can set. */
function changedBy(element: Element): readonly string[] {
  const names: string[] = [];
  const facts: string[] = [];
  if (isActivity(element)) {
    names.push(...Object.keys(element.outputs ?? {}));
    if (element.loop?.collect) names.push(element.loop.collect.into);
  }
  switch (element.type) {
    case 'userTask': {
      const fields = element.task.form?.properties;
      if (isObject(fields)) names.push(...Object.keys(fields));
      break;
    }
    case 'businessRuleTask':
      facts.push('variables.');
      break;
    case 'serviceTask': {
      const { action } = element;
      if (action.type === 'httpRequest') names.push(...Object.keys(action.result ?? {}));
      if (action.type === 'updateTicket')
        facts.push(...Object.keys(action.set).map((field) => `ticket.${field}`));
      if (action.type === 'assign') facts.push('ticket.queue', 'ticket.assignee');
      break;
    }
    case 'intermediateCatchEvent':
      names.push(...intoOf(element));
      break;
    case 'boundaryEvent':
      names.push(...intoOf(element));
      break;
    case 'startEvent':
      if (element.trigger.type === 'event') names.push(...intoOf(element.trigger));
  }
  return [...facts, ...names.map((name) => `variables.${name}`)];
}

type Into = { readonly into?: string };

function intoOf(event: {
  readonly message?: Into;
  readonly signal?: Into;
  readonly error?: Into;
}): readonly string[] {
  return [event.message, event.signal, event.error].flatMap((one) => one?.into ?? []);
}

function shadowedIn({ elements }: Definition): readonly string[] {
  return elements.flatMap((element) => {
    if (!isActivity(element)) return [];
    const names = [
      ...Object.keys(element.inputs ?? {}),
      ...(element.loop ? [element.loop.as ?? 'item'] : []),
    ];
    return names.map((name) => `variables.${name}`);
  });
}
