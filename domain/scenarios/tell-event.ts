/** An event of a run in the words of a scenario: what it heard, what came back to it, and how it was mended. */
import { wantedVariables } from '#engine/called-variables.ts';
import type { Definition } from '#engine/definition.ts';
import type { Json } from '#engine/json.ts';
import type { Happening } from '#engine/rehearsal/index.ts';
import { invalid } from '../errors.ts';
import type { TimelineEvent } from '../tickets/timeline.ts';
import type { Work } from '../work.ts';
import type { Occurrence, Stay } from './occurrence.ts';

type Values = { readonly [name: string]: Json };

/** @throws DomainError invalid_input where a scenario has no words for it */
export async function tellEvent(
  work: Work,
  event: TimelineEvent,
  events: readonly TimelineEvent[],
  definition: Definition,
  stays: readonly Stay[],
): Promise<readonly Occurrence[]> {
  const { type, data } = event;
  const at = event.at.toISOString();
  const reason = text(data.reason) === '' ? {} : { reason: text(data.reason) };
  const one = (happening: Happening): Occurrence[] => [{ at, happening }];
  switch (type) {
    case 'run.moved':
    case 'run.movedBack':
      return invalid(
        '/runId',
        'was moved from one version to another, which no scenario can tell.',
      );
    case 'run.retryRequested':
      return [data.elements].flat().map((element) => ({
        at,
        happening: { type: 'retry', element: text(element) },
      }));
    case 'run.cancelRequested':
      return one({ type: 'cancel', ...reason, ...(data.undo === true ? { undo: true } : {}) });
    case 'run.repairRequested':
      return one(repair(data, reason));
    case 'message.received':
    case 'signal.received':
      return one(await heard(work, type === 'message.received' ? 'message' : 'signal', data));
    case 'run.returned':
      return one(await returned(work, event, events, definition, stays));
    default:
      return [];
  }
}

function repair(data: TimelineEvent['data'], reason: { readonly reason?: string }): Happening {
  const element = text(data.element);
  if (data.kind === 'correct') {
    if (data.token)
      invalid('/runId', 'had variables corrected in one part of it, which no scenario can tell.');
    return { type: 'correct', variables: data.variables as Values, ...reason };
  }
  if (data.kind === 'move') return { type: 'move', element, to: text(data.to), ...reason };
  const outcome = typeof data.outcome === 'string' ? { outcome: data.outcome } : {};
  return { type: 'skip', element, ...outcome, ...reason };
}

async function heard(
  work: Work,
  type: 'message' | 'signal',
  data: TimelineEvent['data'],
): Promise<Happening> {
  const name = text(data.name);
  const [sent] = await work.em.execute<{ value: Json }[]>(
    'select value from message where id = ?',
    [text(data.message)],
  );
  if (!sent) return invalid('/runId', `heard “${name}”, and what that said is no longer kept.`);
  const value = sent.value === null ? {} : { value: sent.value };
  if (type === 'signal') return { type, name, ...value };
  return { type, name, key: typeof data.key === 'string' ? data.key : null, ...value };
}

/** The end of a run that this one had called. */
async function returned(
  work: Work,
  event: TimelineEvent,
  events: readonly TimelineEvent[],
  definition: Definition,
  stays: readonly Stay[],
): Promise<Happening> {
  const [child] = await work.em.execute<
    { token: string; state: string; outcome: string | null; variables: Values | null }[]
  >(
    `select parent_token as token, state, outcome, engine_state -> 'variables' as variables from run where id = ?`,
    [text(event.data.run)],
  );
  const element = stays.find(({ token }) => token === child?.token)?.element;
  if (!child || element === undefined)
    return invalid('/runId', 'called a process of which nothing is known any more.');
  if (child.state === 'completed') {
    const caller = definition.elements.find(({ id }) => id === element);
    const variables = wantedVariables(caller, child.variables ?? {});
    return { type: 'return', element, outcome: child.outcome, variables };
  }
  const failed = events.find((one) => one.at >= event.at && one.data.element === element);
  return { type: 'break', element, code: text(failed?.data.code) || 'called_run_cancelled' };
}

/** What an event names; nothing for what it does not. */
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');
