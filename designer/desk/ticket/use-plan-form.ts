/**
 * The fields of a plan as they are typed and chosen, over those that are saved. What comes while one types, also the answer to
 * what was saved, writes over none of it: a field that somebody else has made another meanwhile is named.
 */
import { useState } from 'react';
import type {
  Change,
  ChangeKind,
  ChangeResult,
  ChangeTexts,
} from '#designer/client/types/changes.ts';
import { toWall } from '#designer/ui/wall-time.ts';

/** Times as the clock on the wall shows them. */
export type PlanFields = ChangeTexts & {
  readonly kind: ChangeKind;
  readonly result: ChangeResult | null;
  readonly from: string;
  readonly to: string;
};
export type PlanField = keyof PlanFields;
/** What was typed or chosen, and what stood there when that was begun. */
type Edit = { readonly value: unknown; readonly was: unknown };
type Edits = ReadonlyMap<PlanField, Edit>;

export type PlanForm = {
  readonly fields: PlanFields;
  /** Those that are another here than they stand saved. */
  readonly edited: ReadonlySet<PlanField>;
  readonly put: (part: Partial<PlanFields>) => void;
  /** What somebody else has made another since it was begun here. */
  readonly clashes: readonly PlanField[];
  readonly takeTheirs: () => void;
  /** These were saved: what is another by now is not saved yet. */
  readonly settle: (sent: PlanFields) => void;
};

/** `isOpen`: whether it may be planned otherwise, by this person and now; what was typed where it may not is as it stands saved. */
export function usePlanForm(
  change: Change,
  timeZone: string,
  { isOpen, isSaving }: { isOpen: (field: PlanField) => boolean; isSaving: boolean },
): PlanForm {
  const saved = fieldsOf(change, timeZone);
  const [edits, setEdits] = useState<Edits>(new Map());
  const open = [...edits].filter(([field, { value, was }]) => isOpen(field) && value !== was);
  const clashes = open
    .filter(([field, { value, was }]) => saved[field] !== was && saved[field] !== value)
    .map(([field]) => field);
  return {
    fields: { ...saved, ...Object.fromEntries(open.map(([field, { value }]) => [field, value])) },
    edited: new Set(
      open.filter(([field, { value }]) => value !== saved[field]).map(([field]) => field),
    ),
    clashes,
    put: (part) =>
      setEdits((before) => {
        const next = new Map(before);
        for (const [field, value] of Object.entries(part) as [PlanField, unknown][]) {
          const { was } = before.get(field) ?? { was: saved[field] };
          // Typed and taken back is not typed; while it goes out it is taken back from what is saved then.
          if (value === was && !isSaving) next.delete(field);
          else next.set(field, { value, was });
        }
        return next;
      }),
    takeTheirs: () =>
      setEdits((before) => new Map([...before].filter(([field]) => !clashes.includes(field)))),
    settle: (sent) =>
      setEdits(
        (before) =>
          new Map(
            [...before]
              .filter(([field, { value }]) => value !== sent[field])
              .map(([field, { value }]) => [field, { value, was: sent[field] }]),
          ),
      ),
  };
}

const fieldsOf = (change: Change, timeZone: string): PlanFields => ({
  kind: change.kind,
  result: change.result,
  from: toWall(timeZone, change.plannedFrom ?? undefined),
  to: toWall(timeZone, change.plannedTo ?? undefined),
  impact: change.impact,
  implementation: change.implementation,
  testPlan: change.testPlan,
  communication: change.communication,
  backOut: change.backOut,
});
