/**
 * What can happen next in a state, and which part of it is enough to look at. Where a group
 * of tokens (`groups.ts`) neither disturbs the others nor is disturbed by them, moving it alone misses nothing: whatever the
 * others do can still be done after it and comes to the same; and what calls it off calls off what it has become.
 * (Persistent sets, after Godefroid and Valmari. That nothing is put off for ever is seen to by `explore.ts`.)
 */
import type { Definition } from '../definition.ts';
import { graphOf } from '../graph.ts';
import { advance } from '../interpreter.ts';
import type { Step } from '../messages.ts';
import type { AskKind, State, Token } from '../state.ts';
import { ENOUGH } from './abstract.ts';
import type { Answer, Answers } from './answers.ts';
import { gatesIn } from './gates.ts';
import { Groups } from './groups.ts';
import { bare } from './marking.ts';

export type Move = { readonly token: Token; readonly answer: Answer; readonly step: Step };

export class Moves {
  /** How many moves have been made. */
  made = 0;
  readonly #definition: Definition;
  readonly #answers: Answers;
  readonly #rank: ReadonlyMap<string, number>;
  readonly #gates: ReturnType<typeof gatesIn>;
  readonly keepsUndos: boolean;
  readonly #hasCancelling: boolean;
  readonly #isRehearsed: boolean;

  constructor(definition: Definition, answers: Answers, isRehearsed = false) {
    this.#definition = definition;
    this.#answers = answers;
    this.#isRehearsed = isRehearsed;
    this.#rank = upstreamFirst(definition);
    this.#gates = gatesIn(definition);
    this.#hasCancelling = this.#gates.some(({ cancels }) => cancels);
    this.keepsUndos = definition.elements.some(
      (element) =>
        (element.type === 'intermediateThrowEvent' || element.type === 'endEvent') &&
        element.compensation,
    );
  }

  /** Enough of what can happen to miss nothing, or all of it; `isAll`: nothing was left out. */
  from(
    state: State,
    retriable: ReadonlySet<string>,
    all: boolean,
  ): { readonly moves: readonly Move[]; readonly isAll: boolean } {
    const tokens = Object.values(state.tokens);
    const answers = new Map<string, readonly Answer[]>();
    for (const token of tokens) {
      const own = this.#answers.of(state, token, retriable);
      if (own.length > 0) answers.set(token.id, own);
    }
    const made = new Map<string, readonly Move[]>();
    const movesOf = (token: Token): readonly Move[] => {
      const known = made.get(token.id);
      if (known) return known;
      const own = (answers.get(token.id) ?? []).flatMap((answer) =>
        this.#make(state, token, answer),
      );
      made.set(token.id, own);
      return own;
    };
    const able = tokens.filter(({ id }) => answers.has(id));
    const enabled = this.#isRehearsed ? inRehearsal(able) : able;
    if (all || enabled.length < 2) return { moves: enabled.flatMap(movesOf), isAll: true };
    const groups = new Groups(this.#definition, state, this.#gates);
    let cores = enabled
      .filter(({ guards, listens }) => guards === undefined && !listens)
      .sort((one, other) => this.#rankOf(one) - this.#rankOf(other))
      .map((token): readonly Token[] => [token]);
    while (cores.length > 0) {
      for (const core of cores) {
        for (const closely of this.#hasCancelling ? [false, true] : [true]) {
          const group = groups.around(core, closely);
          const own = enabled.filter(({ id }) => group.has(id));
          if (own.length === enabled.length) continue;
          const moves = own.flatMap(movesOf);
          const isQuiet = (move: Move): boolean =>
            this.#isQuiet(state, move, group, enabled) && !groups.disturbs(move, group);
          const going = moves.filter(({ step }) => step.state.status === 'running');
          const ending = moves.filter(({ step }) => step.state.status !== 'running');
          const isEnough = going.length > 0 && going.every(isQuiet);
          if (isEnough && ending.every((move) => this.#endsAnyway(groups, move)))
            return { moves, isAll: false };
        }
      }
      // With all that lies in the same scope, further and further out.
      const hosts = new Set(cores.flatMap(([token]) => (token && groups.hostOf(token)) || []));
      cores = [...hosts].map((host) => [host]);
    }
    return { moves: enabled.flatMap(movesOf), isAll: true };
  }

  #rankOf({ element }: Token): number {
    return this.#rank.get(element) ?? 0;
  }

  #make(state: State, token: Token, answer: Answer): readonly Move[] {
    this.made += 1;
    const before = answer.enough ? { ...state, variables: { [ENOUGH]: true } } : state;
    const { state: after, commands } = advance(this.#definition, before, answer.event);
    // A failure that nothing catches after all waits for a person, which is no move of the process.
    const isFailure = 'code' in answer.event;
    if (isFailure && after.tokens[token.id]?.wait.kind === 'failed') return [];
    return [{ token, answer, step: { state: bare(after, this.keepsUndos), commands } }];
  }

  /**
   * It ends the run whatever the others have done before, since none of them can take its token out of the way. Where the
   * token can come back the others might never have their chance: the run could turn there until it is ended.
   */
  #endsAnyway(groups: Groups, { token, step }: Move): boolean {
    const graph = graphOf(this.#definition);
    if (token.scope !== undefined || graph.looping.has(token.element)) return false;
    const isInterruptible = graph
      .eventStarts(null)
      .some(({ start }) => start.trigger.type === 'event' && start.trigger.interrupting !== false);
    if (isInterruptible || groups.isThreatened(token)) return false;
    if (step.state.status === 'failed') return true;
    return step.commands.some((command) => {
      const end = command.type === 'entered' ? graph.elements.get(command.element) : undefined;
      return end?.type === 'endEvent' && end.terminate === true && end.parent === undefined;
    });
  }

  /** It changes nothing for the others: all that could move still can, and no scope has come to something else. */
  #isQuiet(
    state: State,
    { token, step }: Move,
    own: ReadonlySet<string>,
    enabled: readonly Token[],
  ): boolean {
    const { state: after, commands } = step;
    if (after.status !== 'running') return false;
    if (enabled.some(({ id }) => !own.has(id) && !Object.hasOwn(after.tokens, id))) return false;
    if (after.undos !== state.undos && JSON.stringify(after.undos) !== JSON.stringify(state.undos))
      return false;
    for (const [id, scope] of Object.entries(state.scopes ?? {})) {
      const left = after.scopes?.[id];
      if (!left) continue;
      if (left.outcome !== scope.outcome) return false;
      if (this.keepsUndos && JSON.stringify(left.undos) !== JSON.stringify(scope.undos))
        return false;
    }
    const borders = graphOf(this.#definition).borders(token.element);
    return commands.every((command) => {
      if (command.type === 'thrown') return borders.some(({ id }) => id === command.by);
      return true;
    });
  }
}

/** What is asked is answered at once, and of several that wait alike at one element the oldest is meant. */
function inRehearsal(tokens: readonly Token[]): readonly Token[] {
  const asked = tokens.find(({ wait }) => wait.kind === 'answer' && !isChoice(wait.asked));
  if (asked) return [asked];
  const oldest = new Map<string, Token>();
  for (const token of tokens) {
    const place = `${token.element} ${token.wait.kind}`;
    if (!oldest.has(place)) oldest.set(place, token);
  }
  return [...oldest.values()];
}

const isChoice = (asked: AskKind): boolean => asked === 'chooseFlow' || asked === 'chooseFlows';

/** Each element after those that lead to it where there is no loop (reverse postorder). */
function upstreamFirst(definition: Definition): ReadonlyMap<string, number> {
  const graph = graphOf(definition);
  const onward = (id: string): string[] => {
    const start = graph.innerStart(id);
    // What is looked into last comes first: what is inside, and beside the flow, is done with before the flow goes on.
    return [
      ...graph.outgoing(id).map(({ to }) => to),
      ...graph.borders(id).map((event) => event.id),
      ...(start === null ? [] : [start]),
    ];
  };
  const seen = new Set<string>();
  const finished: string[] = [];
  for (const { id: root } of definition.elements) {
    if (seen.has(root) || graph.incoming(root).length > 0) continue;
    seen.add(root);
    const path = [{ id: root, rest: onward(root) }];
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const next = top.rest.shift();
      if (next === undefined) {
        finished.push(top.id);
        path.pop();
      } else if (!seen.has(next)) {
        seen.add(next);
        path.push({ id: next, rest: onward(next) });
      }
    }
  }
  return new Map(finished.reverse().map((id, index) => [id, index]));
}
