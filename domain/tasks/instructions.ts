/**
 * What a task tells the one who does it. The element's text may name facts (`{{ticket.number}}`); they are filled in when
 * the task is read, so that it speaks of the ticket as it is now.
 */
import type { JsonObject } from '#engine/json.ts';
import { fillLines, placeholdersOf } from '#engine/template.ts';
import { ticketFactsById } from '../tickets/facts.ts';
import { marks } from '../tickets/sql.ts';
import type { Work } from '../work.ts';

type Told = {
  readonly run: string;
  readonly ticket: { readonly id: string } | null;
  readonly instructions: string;
  readonly scoped: JsonObject | null;
};

type RunFacts = { readonly id: string; readonly variables: JsonObject; readonly steps: JsonObject };

/** The same tasks with their instructions filled in; two queries for all of them, none where nothing is to be filled. */
export async function fillInstructions<T extends Told>(
  work: Work,
  tasks: readonly T[],
): Promise<T[]> {
  const asking = tasks.filter(({ instructions }) => placeholdersOf(instructions).length > 0);
  if (asking.length === 0) return [...tasks];
  const ticketIds = [...new Set(asking.flatMap(({ ticket }) => (ticket ? [ticket.id] : [])))];
  const runIds = [...new Set(asking.map(({ run }) => run))];
  const tickets = ticketIds.length > 0 ? await ticketFactsById(work, ticketIds) : new Map();
  const runs = await work.em.execute<RunFacts[]>(
    `select r.id, coalesce(r.engine_state -> 'variables', r.start_event -> 'variables', '{}') as variables,
       coalesce(r.engine_state -> 'steps', '{}') as steps from run r where r.id in (${marks(runIds)})`,
    runIds,
  );
  const byId = new Map(runs.map((run) => [run.id, run]));
  return tasks.map((task) => {
    const about = tickets.get(task.ticket?.id ?? '');
    const run = byId.get(task.run);
    const variables = { ...run?.variables, ...task.scoped };
    const facts = { ticket: {}, requester: {}, ...about, ...run, variables };
    return { ...task, instructions: fillLines(task.instructions, facts) };
  });
}
