/** What is published passes the scenarios that are required of it, in the transaction that publishes it. */
import type { Definition } from '#engine/definition.ts';
import { DomainError } from '../errors.ts';
import type { Process } from '../processes/process.ts';
import type { Work } from '../work.ts';
import { type IsOver, type PlayedScenario, playScenarios } from './play.ts';
import { playableScenarios } from './read.ts';

/** How the required scenarios stood when a version was published. */
export type Standing = { readonly passed: number; readonly total: number };

/** The process is locked, or new. @throws DomainError scenario_failed, with each that does not pass */
export async function demandScenarios(
  work: Work,
  process: Process,
  definition: Definition,
  isOver: IsOver,
): Promise<Standing> {
  const required = await playableScenarios(work, process.id, 'required');
  if (required.length === 0) return { passed: 0, total: 0 };
  const { items } = await playScenarios(work, definition, required, isOver);
  const failed = items.filter(({ result }) => result !== 'passed');
  if (failed.length === 0) return { passed: items.length, total: items.length };
  const what =
    failed.length === 1 ? 'A required scenario does' : `${failed.length} required scenarios do`;
  throw new DomainError(
    'scenario_failed',
    `The process cannot be published. ${what} not pass: ${failed.map(({ name }) => `“${name}”`).join(', ')}.`,
    {
      errors: failed.map((one) => ({ pointer: `/scenarios/${one.id}`, detail: told(one) })),
      values: { scenarios: failed },
    },
  );
}

function told(played: PlayedScenario): string {
  const { name } = played;
  if (played.result === 'unplayable') {
    const at = played.happening === undefined ? '' : ` from happening ${played.happening + 1} on`;
    return `“${name}” cannot be played${at}: ${played.problem}`;
  }
  if (played.result === 'passed') return `“${name}” passes.`;
  const { line, expected, got } = played;
  return `“${name}” differs in line ${line + 1}: ${expected === null ? 'nothing more' : `“${expected}”`} was expected, ${got === null ? 'nothing' : `“${got}”`} came.`;
}
