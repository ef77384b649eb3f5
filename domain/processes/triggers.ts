/**
 * Which published processes a new ticket starts. Triggers are loaded once per configuration revision and matched in memory,
 * so that opening a ticket costs no extra trip to the database. Every process that fits starts, each at most once; where a
 * catalog item's own process starts, of the others only those do that say they start beside it. Of a process of which two
 * versions take new runs, a ticket is held against the triggers of the one it takes and of no other.
 */
import type { Trigger } from '#engine/definition.ts';
import type { Json } from '#engine/json.ts';
import type { StartedEvent } from '#engine/messages.ts';
import { SEMANTICS } from '#engine/state.ts';
import { holds } from '#rules/evaluate.ts';
import { newId } from '../ids.ts';
import type { Work } from '../work.ts';
import { ROLLOUT_OF, type Rollout, takenVersion } from './taken-version.ts';

export type TicketCreatedTrigger = Extract<Trigger, { type: 'ticketCreated' }>;

/** One start event of a version that takes new runs, or will. */
export type ActiveTrigger = {
  readonly processId: string;
  readonly processKey: string;
  readonly version: number;
  readonly sha256: string;
  /** The start event's id. */
  readonly start: string;
  readonly trigger: TicketCreatedTrigger;
  readonly rollout: Rollout;
};

/** A row of `run` to be inserted, its keys being the columns'; the inserter adds tenant and ticket. */
export type RunStart = {
  readonly id: string;
  readonly process_id: string;
  readonly process_key: string;
  readonly process_version: number;
  readonly definition_sha256: string;
  readonly semantics: number;
  readonly trigger_key: string;
  readonly start_event: StartedEvent;
  readonly started_by: string | null;
  readonly started_at: string;
};

export type TriggerContext = {
  readonly tenantId: string;
  readonly ticketId: string;
  /** When the ticket was opened (ISO 8601, UTC). */
  readonly at: string;
  readonly catalogItem?: string | null;
  /** The run's first variables: the values of a catalog request. */
  readonly variables?: { readonly [name: string]: Json };
  readonly startedBy?: string | null;
};

/** The key of runs that a ticket's own creation started; with the ticket and the process it is unique. */
export const CREATED = 'created';

/** Every `ticketCreated` trigger of the versions that new runs take or will take, oldest process first. */
export async function loadTriggers(work: Pick<Work, 'em' | 'tenantId'>): Promise<ActiveTrigger[]> {
  const rows = await work.em.execute<
    {
      rollout: Rollout;
      key: string;
      number: number;
      sha256: string;
      start: string;
      trigger: TicketCreatedTrigger;
    }[]
  >(
    `select ${ROLLOUT_OF('p')} as rollout, p.key, v.number, v.sha256, e.value ->> 'id' as start, e.value -> 'trigger' as trigger
     from process p
     join definition_version v on v.process_id = p.id and v.number in (p.active_version, p.next_version)
     cross join lateral jsonb_array_elements(v.definition -> 'elements') with ordinality e(value, ord)
     where e.value ->> 'type' = 'startEvent' and e.value -> 'trigger' ->> 'type' = 'ticketCreated'
     order by p.created_at, p.id, v.number, e.ord`,
  );
  return rows.map((row) => ({
    processId: row.rollout.processId,
    processKey: row.key,
    version: row.number,
    sha256: row.sha256,
    start: row.start,
    trigger: row.trigger,
    rollout: row.rollout,
  }));
}

/** The runs that this new ticket starts. `facts` is the ticket's snapshot, as conditions read it. */
export async function matchTriggers(
  triggers: readonly ActiveTrigger[],
  facts: { readonly [name: string]: unknown },
  context: TriggerContext,
): Promise<RunStart[]> {
  const fitting: ActiveTrigger[] = [];
  for (const trigger of triggers) {
    if (isTaken(trigger, context) && (await fits(trigger.trigger, facts, context)))
      fitting.push(trigger);
  }
  const isBound = fitting.some(({ trigger }) => trigger.catalogItem !== undefined);
  const starts = new Map<string, RunStart>();
  for (const trigger of fitting) {
    const { catalogItem, alongside } = trigger.trigger;
    if (isBound && catalogItem === undefined && alongside !== true) continue;
    if (!starts.has(trigger.processId))
      starts.set(trigger.processId, toRunStart(trigger, CREATED, context));
  }
  return [...starts.values()];
}

const isTaken = (
  { rollout, version }: ActiveTrigger,
  { tenantId, ticketId, at }: TriggerContext,
): boolean => takenVersion(tenantId, rollout, ticketId, new Date(at)) === version;

async function fits(
  trigger: TicketCreatedTrigger,
  facts: { readonly [name: string]: unknown },
  context: TriggerContext,
): Promise<boolean> {
  const type = (facts.ticket as { type?: string } | undefined)?.type;
  if (trigger.ticketTypes?.length && !trigger.ticketTypes.some((known) => known === type))
    return false;
  if (trigger.catalogItem !== undefined && trigger.catalogItem !== context.catalogItem)
    return false;
  if (!trigger.conditions) return true;
  const seen = { ...facts, variables: context.variables ?? {}, steps: {} };
  return (await holds(trigger.conditions, seen)).holds;
}

export function toRunStart(
  version: Omit<ActiveTrigger, 'trigger' | 'rollout'>,
  triggerKey: string,
  context: Omit<TriggerContext, 'tenantId' | 'ticketId'>,
): RunStart {
  return {
    id: newId(),
    process_id: version.processId,
    process_key: version.processKey,
    process_version: version.version,
    definition_sha256: version.sha256,
    semantics: SEMANTICS,
    trigger_key: triggerKey,
    start_event: {
      type: 'started',
      start: version.start,
      variables: context.variables ?? {},
      at: context.at,
    },
    started_by: context.startedBy ?? null,
    started_at: context.at,
  };
}
