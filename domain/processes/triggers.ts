/**
 * Which published processes a new ticket starts. Triggers are loaded once per configuration revision and matched in memory,
 * so that opening a ticket costs no extra trip to the database. Every process that fits starts, each at most once; where a
 * catalog item's own process starts, of the others only those do that say they start beside it.
 */
import type { Trigger } from '#engine/definition.ts';
import type { Json } from '#engine/json.ts';
import type { StartedEvent } from '#engine/messages.ts';
import { SEMANTICS } from '#engine/state.ts';
import { holds } from '#rules/evaluate.ts';
import { newId } from '../ids.ts';
import type { Work } from '../work.ts';

export type TicketCreatedTrigger = Extract<Trigger, { type: 'ticketCreated' }>;

/** One start event of the active version of one process. */
export type ActiveTrigger = {
  readonly processId: string;
  readonly processKey: string;
  readonly version: number;
  readonly sha256: string;
  /** The start event's id. */
  readonly start: string;
  readonly trigger: TicketCreatedTrigger;
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
  /** When the ticket was opened (ISO 8601, UTC). */
  readonly at: string;
  readonly catalogItem?: string | null;
  /** The run's first variables: the values of a catalog request. */
  readonly variables?: { readonly [name: string]: Json };
  readonly startedBy?: string | null;
};

/** The key of runs that a ticket's own creation started; with the ticket and the process it is unique. */
export const CREATED = 'created';

/** Every `ticketCreated` trigger of the tenant's active versions, oldest process first. */
export async function loadTriggers(work: Pick<Work, 'em' | 'tenantId'>): Promise<ActiveTrigger[]> {
  const rows = await work.em.execute<
    {
      process_id: string;
      key: string;
      number: number;
      sha256: string;
      start: string;
      trigger: TicketCreatedTrigger;
    }[]
  >(
    `select p.id as process_id, p.key, v.number, v.sha256, e.value ->> 'id' as start, e.value -> 'trigger' as trigger
     from process p
     join definition_version v on v.process_id = p.id and v.number = p.active_version
     cross join lateral jsonb_array_elements(v.definition -> 'elements') with ordinality e(value, ord)
     where e.value ->> 'type' = 'startEvent' and e.value -> 'trigger' ->> 'type' = 'ticketCreated'
     order by p.created_at, p.id, e.ord`,
  );
  return rows.map((row) => ({
    processId: row.process_id,
    processKey: row.key,
    version: row.number,
    sha256: row.sha256,
    start: row.start,
    trigger: row.trigger,
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
    if (await fits(trigger.trigger, facts, context)) fitting.push(trigger);
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
  version: Omit<ActiveTrigger, 'trigger'>,
  triggerKey: string,
  context: TriggerContext,
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
