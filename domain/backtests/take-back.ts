/** A ticket as it was when its run began: today's facts, with every change since taken back. And what changed on it since. */
import type { Happening, SetField } from '#engine/backtest/history.ts';
import { isObject, type Json, type JsonObject } from '#engine/json.ts';
import { putFact, unbegun } from '../changes/plan-fields.ts';
import type { EventRow } from './read-events.ts';
import type { RunRow } from './read-history.ts';

/** No facts, or none that change. */
const NO_FACTS = new Set(['deletedAt']);
/** What the record works out for itself comes to the process from outside, whoever was the cause. */
const WORKED_OUT = new Set(['dueAt']);

export type Then = {
  readonly ticket: JsonObject;
  readonly changes: readonly Happening[];
  readonly sets: readonly SetField[];
};

export function takeBack(run: RunRow, now: JsonObject, events: readonly EventRow[]): Then {
  const updates = events.filter(({ type }) => type === 'ticket.updated');
  const ticket: { [field: string]: Json } = unbegun({
    ...now,
    priorityByHand: run.by_hand,
  });
  for (const { changes } of updates.toReversed())
    for (const [field, { before }] of Object.entries(changes))
      if (!NO_FACTS.has(field)) putFact(ticket, field, asJson(before));
  const changes = updates.flatMap(({ at, own, changes: all }): Happening[] => {
    const fields = Object.entries(all).filter(
      ([field]) => !NO_FACTS.has(field) && (!own || WORKED_OUT.has(field)),
    );
    const set = Object.fromEntries(fields.map(([field, { after }]) => [field, asJson(after)]));
    return fields.length === 0 ? [] : [{ kind: 'change', at, set }];
  });
  const sets = updates
    .filter(({ own }) => own)
    .flatMap(({ changes: all }) =>
      Object.entries(all).map(([field, { after }]) => ({ field, value: asJson(after) })),
    );
  return { ticket, changes, sets };
}

const asJson = (value: unknown): Json =>
  isObject(value) && Object.keys(value).length === 1 && 'hash' in value
    ? null
    : ((value ?? null) as Json);
