/** What has been done and can be undone, by scope, the oldest first. */
import type { Undo } from '../state.ts';
import type { Turn } from '../turn.ts';
import { appended } from '../variables.ts';

export function noteUndo(turn: Turn, scope: string | null, undo: Undo): void {
  turn.scopes.setUndos(scope, appended(turn.scopes.undosOf(scope), undo));
}
