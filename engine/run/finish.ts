/**
 * The end of an activity's work, wherever it was done: as part of the flow, as one doing of a repeated activity, or to
 * undo something. What can be undone is noted when the token has gone on, so that a second try notes nothing twice.
 */
import { isActivity } from '../definition/is-activity.ts';
import type { Token } from '../state.ts';
import type { Turn } from '../turn.ts';
import { doneOnce, isDoing, isHost } from './doings.ts';
import { leaveActivity } from './leave-activity.ts';
import { noteUndo } from './undo-list.ts';

/** `isSkipped`: a person has said so, and nobody has done it. */
export function finish(turn: Turn, token: Token, outcome: string, isSkipped = false): void {
  if (isDoing(turn, token)) {
    doneOnce(turn, token, outcome, isSkipped);
    return;
  }
  leaveActivity(turn, token, outcome);
  const element = turn.graph.elements.get(token.element);
  if (!element || !isActivity(element) || element.undo === undefined) return;
  // A host's doings have noted themselves.
  if (!turn.token(token.id) && !isHost(turn, token, element))
    noteUndo(turn, token.scope ?? null, { element: element.id });
}
