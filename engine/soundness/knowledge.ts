/**
 * What the choices on a way tell of the facts: a gateway that was left by a flow saw its conditions hold, and those it
 * looked at before not hold. A later gateway sees the same facts, unless something has changed them in between. The
 * process's own variables change only where it changes them itself; the record may be changed by anybody while it waits.
 * What was learned of variables in a sub-process whose results stay inside (`levels.ts`) is not known around it, nor the
 * other way round.
 */
import { type Condition, factsIn } from '../condition.ts';
import { domainsOf } from '../conditions/domains.ts';
import type { Assumption } from '../conditions/search.ts';
import type { Domains } from '../conditions/shape.ts';
import { isActivity } from '../definition/is-activity.ts';
import type { Definition } from '../definition.ts';
import { graphOf } from '../graph.ts';
import type { State } from '../state.ts';
import { changedBy } from './changes.ts';
import { type Level, Levels } from './levels.ts';
import type { Move } from './moves.ts';
import { satisfiable } from './satisfiable.ts';

/** By their text, so that what is known twice is known once. */
export type Known = ReadonlyMap<string, Learned>;

export type Learned = Assumption & {
  /** Where it was learned; undefined where it says nothing of variables, and so holds everywhere. */
  readonly level: Level | undefined;
};

type Change = { readonly name: string; readonly level: Level };

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
  readonly #levels: Levels;
  /** Names that mean one thing here and another there. */
  readonly #shadowed: readonly string[];
  readonly #relevant: ReadonlySet<string>;
  readonly #answers = new Map<string, ReturnType<typeof satisfiable>>();

  constructor(definition: Definition, view: View) {
    this.#definition = definition;
    this.#view = view;
    this.#domains = domainsOf(definition, view.isStrict);
    this.#levels = new Levels(definition);
    this.#shadowed = shadowedIn(definition);
    this.#relevant = new Set(
      definition.flows.flatMap(({ conditions }) => (conditions ? factsIn(conditions) : [])),
    );
  }

  /** What is known after this move, or null where the facts do not allow it. */
  after(move: Move, state: State, before: Known): Known | null {
    const known = new Map(before);
    this.#forget(known, move, state);
    for (const command of move.step.commands) {
      if (command.type !== 'left' || command.outcome === null) continue;
      const fact = `steps.${command.element}.outcome`;
      if (!this.#relevant.has(fact)) continue;
      add(known, { fact, operator: 'equal', value: command.outcome }, true, null);
    }
    const size = known.size;
    const level = this.#levels.of(move.token.element);
    const choice = this.#choiceOf(move);
    for (const { condition, holds } of choice) add(known, condition, holds, level);
    if (choice.length === 0 && known.size === size) return known;
    const isSeveral = this.#levels.isSeveral(level, state);
    const answer =
      isSeveral &&
      this.#view.isStrict &&
      choice.some(({ condition }) => looksAtVariables(condition))
        ? 'unknown'
        : this.#satisfiable(known, level);
    if (answer === 'unknown' && this.#view.isStrict) {
      this.isCut = true;
      return null;
    }
    // Of one among several it is not told which.
    if (isSeveral) this.#forgetWithin(known, level);
    return answer === 'no' ? null : known;
  }

  #forget(known: Map<string, Learned>, { answer, step }: Move, state: State): void {
    for (const level of this.#levels.turned(state, step.state)) this.#forgetWithin(known, level);
    const changes: Change[] = this.#shadowed.map((name) => ({ name, level: null }));
    if (!AT_ONCE.includes(answer.event.type) && !this.#view.isStill)
      changes.push(...RECORD.map((name) => ({ name, level: null })));
    for (const command of step.commands) {
      if (command.type !== 'left') continue;
      const element = graphOf(this.#definition).elements.get(command.element);
      const level = this.#levels.of(command.element);
      const names = element ? changedBy(element, this.#view.isStrict) : [];
      changes.push(...names.map((name) => ({ name, level })));
      if (command.outcome !== null)
        changes.push({ name: `steps.${command.element}.`, level: null });
    }
    for (const [text, one] of known)
      if (changes.some((change) => this.#isTouched(one, change))) known.delete(text);
  }

  #forgetWithin(known: Map<string, Learned>, outer: Level): void {
    for (const [text, { level }] of known)
      if (level !== undefined && this.#levels.isWithin(level, outer)) known.delete(text);
  }

  #isTouched({ condition, level }: Learned, change: Change): boolean {
    const isNear =
      !isOfVariables(change.name) ||
      level === undefined ||
      this.#levels.isWithin(level, change.level);
    return isNear && factsIn(condition).some((fact) => isPart(fact, change.name));
  }

  /** Strictly, one set of facts is to do for all levels, as if nothing inside were other than around it. */
  #satisfiable(known: Known, level: Level): ReturnType<typeof satisfiable> {
    const seen = [...known].filter(
      ([, one]) => this.#view.isStrict || one.level === undefined || one.level === level,
    );
    const key = keyOf(seen.map(([text]) => text));
    const answer =
      this.#answers.get(key) ??
      satisfiable(
        seen.map(([, one]) => one),
        this.#domains,
      );
    this.#answers.set(key, answer);
    return answer;
  }

  key(known: Known): string {
    return keyOf([...known.keys()]);
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
function add(
  known: Map<string, Learned>,
  condition: Condition,
  holds: boolean,
  level: Level,
): void {
  if ('not' in condition) {
    add(known, condition.not, !holds, level);
    return;
  }
  const members =
    holds && 'all' in condition
      ? condition.all
      : !holds && 'any' in condition
        ? condition.any
        : null;
  if (members && members.length > 0) {
    for (const member of members) add(known, member, holds, level);
    return;
  }
  const isLocal = looksAtVariables(condition);
  const text = `${holds ? '' : '!'}${JSON.stringify(condition)}`;
  known.set(isLocal && level !== null ? `${level}: ${text}` : text, {
    condition,
    holds,
    level: isLocal ? level : undefined,
  });
}

const looksAtVariables = (condition: Condition): boolean => factsIn(condition).some(isOfVariables);

const isOfVariables = (fact: string): boolean => fact.split('.')[0] === 'variables';

const keyOf = (texts: readonly string[]): string => [...texts].sort().join();

/** Whether it is the fact that changed, lies in it, or holds it. */
function isPart(fact: string, changed: string): boolean {
  const isInside = fact.startsWith(changed.endsWith('.') ? changed : `${changed}.`);
  return fact === changed || isInside || changed.startsWith(`${fact}.`);
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
