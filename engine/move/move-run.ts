/**
 * Moves a run to another version of its process. Tokens keep what they wait for: a timer its instant, an approval its
 * votes, a task its assignee; only events on borders and in the background come and go with the drawing. A run that cannot
 * follow is left as it is, with a reason for every token that holds it back.
 */
import type { Definition } from '../definition.ts';
import { graphOf } from '../graph.ts';
import { settle } from '../interpreter.ts';
import type { Command } from '../messages.ts';
import type { State } from '../state.ts';
import { Turn } from '../turn.ts';
import { isBeside, isWanted, listenAnew } from './beside.ts';
import { type Hold, holdsOf } from './holds.ts';
import { type Mapping, targetOf } from './mapping.ts';
import { rename } from './rename.ts';
import { type Outlook, outlookOf } from './trap.ts';

export type { Hold } from './holds.ts';
export type { Mapping } from './mapping.ts';

/** What becomes of one token. */
export type Landing = {
  readonly token: string;
  readonly from: string;
  /** Null: it is over with the move, called off or gone on. */
  readonly to: string | null;
};

export type RunMove =
  | {
      readonly moved: true;
      readonly state: State;
      readonly commands: readonly Command[];
      readonly landings: readonly Landing[];
      /** Events on borders and in the background that begin to wait. */
      readonly begun: readonly string[];
      /** What was done and could have been undone, and the new version knows no way to. */
      readonly forgotten: readonly string[];
      /** Whether it is proved that the run can come to its end from there; else there was too much to look at. */
      readonly proved: boolean;
    }
  | { readonly moved: false; readonly holds: readonly Hold[] };

/** The run on the new version, or why it has to stay. `at` is the instant of the move; `outlook` says how far it could come. */
export function moveRun(
  before: Definition,
  after: Definition,
  state: State,
  mapping: Mapping,
  at: string,
  outlook: (definition: Definition, state: State) => Outlook = outlookOf,
): RunMove {
  const from = graphOf(before);
  const to = graphOf(after);
  const holds = holdsOf(from, to, mapping, state);
  if (holds.length > 0) return { moved: false, holds };
  const renamed = rename(state, from, to, mapping);
  const turn = new Turn(to, renamed.state, at);
  for (const { id, element } of Object.values(state.tokens)) {
    const target = targetOf(from, to, mapping, element);
    const token = turn.token(id);
    if (!token) continue;
    const isKept =
      'element' in target && (!isBeside(token) || isWanted(turn, token, target.element));
    if (!isKept) turn.withdraw(token, 'The new version has no place for it.');
  }
  const begun = listenAnew(turn, { from, to, mapping, state });
  const step = settle(turn);
  const { hold, proved } = outlook(after, step.state);
  if (hold) return { moved: false, holds: [hold] };
  const landings = landingsOf(state, step.state);
  return { moved: true, ...step, landings, begun, forgotten: renamed.forgotten, proved };
}

/** Where the tokens of a run have come to. */
export function landingsOf(before: State, after: State): readonly Landing[] {
  return Object.values(before.tokens).map(({ id, element }) => ({
    token: id,
    from: element,
    to: after.tokens[id]?.element ?? null,
  }));
}
