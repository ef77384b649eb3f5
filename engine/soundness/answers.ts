/**
 * Everything that can happen next to a token of an abstract definition: every outcome, every choice, time and messages
 * come, work fails where something catches it, and lists hold no, one or two items.
 */
import { catcherOf, catchersIn } from '../catchers.ts';
import { isActivity } from '../definition/is-activity.ts';
import type { Definition, Element } from '../definition.ts';
import { behaviourOf } from '../elements/index.ts';
import { graphOf } from '../graph.ts';
import type { TokenEvent } from '../messages.ts';
import { DONE, portsOf, REVIEW_OUTCOMES } from '../ports.ts';
import { refusalsOf } from '../refusals.ts';
import { entryQuestion } from '../run/doings.ts';
import type { State, Token } from '../state.ts';
import { OWN_LIST } from './abstract.ts';

export const NOW = '2000-01-01T00:00:00.000Z';
const LATER = '2000-01-01T01:00:00.000Z';
/** Flows with conditions of which every combination is tried. */
const MAX_COMBINED = 8;
/** A code that no catcher names. */
const ANY_CODE = 'any';

export type Answer = {
  readonly event: TokenEvent;
  /** A repeated activity has had enough after it. */
  readonly enough?: true;
};

export class Answers {
  /** Not every combination of an inclusive gateway's flows was tried. */
  isCut = false;
  readonly #definition: Definition;
  readonly #codes = new Map<string, readonly string[]>();

  constructor(definition: Definition) {
    this.#definition = definition;
  }

  of(state: State, token: Token, retriable: ReadonlySet<string>): readonly Answer[] {
    const element = graphOf(this.#definition).elements.get(token.element);
    if (!element) return [];
    const events = this.#events(token, element, retriable);
    const answers = events.map((event): Answer => ({ event }));
    if (!endsEarly(this.#definition, state, token)) return answers;
    return [...answers, ...answers.map((answer): Answer => ({ ...answer, enough: true }))];
  }

  #events(token: Token, element: Element, retriable: ReadonlySet<string>): readonly TokenEvent[] {
    const of = { token: token.id, at: NOW };
    switch (token.wait.kind) {
      case 'task':
        return orNull(portsOf(element)).map((outcome) => ({
          type: 'taskCompleted',
          ...of,
          outcome,
          values: {},
        }));
      case 'approval':
        return (['approved', 'rejected', 'timedOut'] as const)
          .filter((outcome) => portsOf(element).includes(outcome))
          .map((outcome) => ({ type: 'approvalDecided', ...of, outcome }));
      case 'review':
        return REVIEW_OUTCOMES.map((outcome) => ({ type: 'reviewDecided', ...of, outcome }));
      case 'timer':
        return [{ type: 'timerFired', ...of }];
      case 'message':
        return [{ type: 'messageReceived', ...of, value: null }];
      case 'signal':
        return [{ type: 'signalReceived', ...of, value: null }];
      case 'call':
        return [
          { type: 'callDone', ...of, variables: {} },
          ...this.#failures(element, (code) => ({ type: 'callFailed', ...of, code, message: '' })),
        ];
      case 'called':
        return [
          ...this.#returns(element).map(
            (outcome): TokenEvent => ({ type: 'runEnded', ...of, outcome, variables: {} }),
          ),
          ...this.#failures(element, (code) => ({ type: 'runFailed', ...of, code, message: '' })),
        ];
      case 'answer':
        return this.#answers(token, element);
      case 'failed':
        return retriable.has(token.id) ? [{ type: 'retried', ...of }] : [];
      default:
        return [];
    }
  }

  #answers({ id: token, wait }: Token, element: Element): readonly TokenEvent[] {
    const of = { token, at: NOW };
    if (wait.kind !== 'answer') return [];
    const failures = (codes?: readonly string[]) =>
      this.#failures(element, (code) => ({ type: 'askFailed', ...of, code, message: '' }), codes);
    switch (wait.asked) {
      case 'chooseFlow':
        return this.#choices(element).map((flow) => ({ type: 'flowChosen', ...of, flow }));
      case 'chooseFlows':
        return this.#combinations(element).map((flows) => ({ type: 'flowsChosen', ...of, flows }));
      case 'runRuleset':
        return [{ type: 'rulesetRun', ...of, variables: {} }, ...failures()];
      case 'act':
        return [{ type: 'acted', ...of }, ...failures()];
      case 'resolveInstant':
        return [{ type: 'instantResolved', ...of, due: LATER }, ...failures(refusalsOf(element))];
      case 'compute': {
        const loop = isActivity(element) ? element.loop : undefined;
        const failed = loop?.each === OWN_LIST ? [] : failures(refusalsOf(element));
        if (!isActivity(element) || !loop)
          return [{ type: 'computed', ...of, values: { key: 'key', value: null } }, ...failed];
        const [list = ''] = Object.keys(entryQuestion(element).expressions);
        const counts = [0, 1, 2].map((count) => ({ [list]: count }));
        return [
          ...counts.map((values) => ({ type: 'computed', ...of, values }) as const),
          ...failed,
        ];
      }
    }
  }

  /** Null: no condition holds. */
  #choices(element: Element): readonly (string | null)[] {
    const graph = graphOf(this.#definition);
    const ask = behaviourOf(element)?.ask?.(element, graph);
    if (ask?.kind !== 'chooseFlow') return [];
    const hasOther =
      element.type === 'exclusiveGateway' &&
      graph
        .outgoing(element.id)
        .some(({ id, conditions }) => id === element.default || conditions === undefined);
    return [...ask.flows.map(({ id }) => id), ...(hasOther ? [null] : [])];
  }

  #combinations(element: Element): readonly (readonly string[])[] {
    const graph = graphOf(this.#definition);
    const ask = behaviourOf(element)?.ask?.(element, graph);
    if (ask?.kind !== 'chooseFlows') return [];
    const ids = ask.flows.map(({ id }) => id);
    const hasOther = graph
      .outgoing(element.id)
      .some(({ id, conditions }) =>
        element.type === 'inclusiveGateway' ? id === element.default || !conditions : false,
      );
    const none = hasOther ? [[]] : [];
    if (ids.length <= MAX_COMBINED) return [...none, ...subsetsOf(ids)];
    this.isCut = true;
    return [
      ...none,
      ...ids.map((id) => [id]),
      ids,
      ...ids.map((id) => ids.filter((one) => one !== id)),
    ];
  }

  /** The outcomes that the drawing knows of a process that is called. */
  #returns(element: Element): readonly (string | null)[] {
    const flows = graphOf(this.#definition).outgoing(element.id);
    const ports = flows.flatMap(({ port }) => (port === undefined || port === DONE ? [] : [port]));
    const isPlain = ports.length < flows.length || ports.length === 0;
    return [...new Set(ports), ...(isPlain ? [null] : [])];
  }

  /** One for each catcher: with any code, or with one of these. */
  #failures(
    element: Element,
    make: (code: string) => TokenEvent,
    possible?: readonly string[],
  ): readonly TokenEvent[] {
    const place = `${element.id} ${possible ?? ''}`;
    const known = this.#codes.get(place);
    if (known) return known.map(make);
    const graph = graphOf(this.#definition);
    const named = catchersIn(this.#definition).flatMap(({ kind, code }) =>
      kind === 'error' && code !== undefined ? [code] : [],
    );
    const byCatcher = new Map<string, string>();
    for (const code of possible ?? [...named, ANY_CODE]) {
      const catcher = catcherOf(graph, { element, kind: 'error', code });
      if (catcher !== null && !byCatcher.has(catcher)) byCatcher.set(catcher, code);
    }
    const codes = [...byCatcher.values()];
    this.#codes.set(place, codes);
    return codes.map(make);
  }
}

function orNull(ports: readonly string[]): readonly (string | null)[] {
  return ports.length > 0 ? ports : [null];
}

function subsetsOf(ids: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: 2 ** ids.length - 1 }, (_, bits) =>
    ids.filter((_id, index) => ((bits + 1) >> index) & 1),
  );
}

/** Whether it is part of a doing after which a loop may have had enough. */
function endsEarly(definition: Definition, state: State, token: Token): boolean {
  const { elements } = graphOf(definition);
  for (let id = token.scope ?? null; id !== null; ) {
    const scope = state.scopes?.[id];
    if (!scope) return false;
    const element = elements.get(scope.element);
    if (scope.kind === 'doing' && element && isActivity(element) && element.loop?.until)
      return true;
    id = scope.parent;
  }
  return false;
}
