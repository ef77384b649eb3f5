/** Plays a scenario on a draft: what would happen, with this tenant's rules and calendars, and nothing written. */
import type { Definition } from '#engine/definition.ts';
import { playScenario, RehearsalProblem, Stuck } from '#engine/rehearsal/index.ts';
import type { Json, Token } from '#engine/state.ts';
import { DomainError } from '../errors.ts';
import type { Work } from '../work.ts';
import { demandScenario } from './check-scenario.ts';
import { settingOf } from './setting.ts';

export type Simulated = {
  readonly trace: readonly string[];
  readonly differs: number | null;
  readonly status: string;
  readonly outcome: string | null;
  readonly at: string;
  readonly variables: { readonly [name: string]: Json };
  readonly ticket: { readonly [field: string]: Json };
  readonly waiting: readonly { readonly element: string; readonly for: Token['wait']['kind'] }[];
};

/** `isOver`: whether nobody waits for it any longer. @throws DomainError invalid_input, with a pointer to what cannot be played */
export async function simulate(
  work: Work,
  definition: Definition,
  told: unknown,
  isOver: () => boolean = () => false,
): Promise<Simulated> {
  const scenario = demandScenario(told, definition);
  const setting = await settingOf(work, definition, { isOver });
  try {
    const { rehearsal, differs } = await playScenario(definition, scenario, setting);
    const { trace, state, at, world, tokens } = rehearsal;
    return {
      trace,
      differs,
      status: state.status,
      outcome: state.outcome ?? null,
      at,
      variables: state.variables,
      ticket: world.ticket,
      waiting: tokens
        .filter(({ guards, listens }) => guards === undefined && !listens)
        .map(({ element, wait }) => ({ element, for: wait.kind })),
    };
  } catch (error) {
    if (!(error instanceof RehearsalProblem)) throw error;
    const pointer = error instanceof Stuck ? `/happenings/${error.happening}` : '';
    throw new DomainError('invalid_input', error.message, {
      errors: [{ pointer, detail: error.message }],
    });
  }
}
