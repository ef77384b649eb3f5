/**
 * One act for many runs: tokens are named by their element, since every run has its own. Each run is asked by itself, so
 * that one which refuses holds up no other.
 */
import type { Json } from '#engine/json.ts';
import type { State, Token } from '#engine/state.ts';
import { DomainError } from '../errors.ts';
import { holdTickets } from '../tickets/update.ts';
import type { Work } from '../work.ts';
import { lockOpenRun } from './lock-run.ts';
import { cancelOpenRun, retryRun } from './operate-run.ts';
import { repairRun } from './repair-run.ts';

export type RunAct =
  | { readonly kind: 'retry' }
  | { readonly kind: 'cancel'; readonly undo?: boolean }
  | { readonly kind: 'skip'; readonly element: string; readonly outcome?: string | null }
  | { readonly kind: 'move'; readonly element: string; readonly to: string }
  | { readonly kind: 'correct'; readonly variables: { readonly [name: string]: Json } };

/** @throws DomainError not_found, run_not_open, transition_not_allowed, invalid_input */
export async function actOnRun(
  work: Work,
  run: string,
  act: RunAct,
  reason: string,
): Promise<void> {
  switch (act.kind) {
    case 'retry':
      return retryRun(work, run, reason);
    case 'cancel':
      return cancelOpenRun(work, run, reason, undefined, act.undo);
    case 'correct':
      return repairRun(work, run, { kind: 'correct', variables: act.variables }, reason);
    case 'skip':
    case 'move': {
      // It is told of each token on its own.
      await holdTickets(work, 'select ticket_id from run where id = ?', [run]);
      const { engine_state: state } = await lockOpenRun(work, run, undefined);
      const tokens = tokensAt(state, act.element);
      if (tokens.length === 0)
        throw new DomainError('transition_not_allowed', `Nothing stands at “${act.element}”.`);
      for (const { id: token } of tokens)
        await repairRun(
          work,
          run,
          act.kind === 'skip'
            ? { kind: 'skip', token, outcome: act.outcome ?? null }
            : { kind: 'move', token, to: act.to },
          reason,
        );
    }
  }
}

/** What stands there in the flow; of what is done for several items only the token that waits for all of them. */
function tokensAt(state: State | null, at: string): readonly Token[] {
  return Object.values(state?.tokens ?? {}).filter(({ element, guards, listens, scope }) => {
    const around = state?.scopes?.[scope ?? ''];
    const isDoing = around?.kind === 'doing' && around.element === element;
    return element === at && guards === undefined && !listens && !isDoing;
  });
}
