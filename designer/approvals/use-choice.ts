/** Several approvals chosen to be decided together, and what became of each. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type BulkOutcome, decideMany } from '#designer/client/approvals.ts';
import { keys } from '#designer/client/query.ts';
import type { Approval, Vote } from '#designer/client/types/tasks.ts';
import { useIntention } from '#designer/client/use-intention.ts';
import { useText } from '#designer/ui/locale.ts';
import { titleOf } from './subject.ts';

export type Decided = {
  readonly what: string;
  readonly decision: Vote;
  readonly outcome: BulkOutcome;
};

export type Choice = {
  /** One alone is decided on its own page. */
  readonly isOffered: boolean;
  readonly mayChoose: (approval: Approval) => boolean;
  readonly chosen: readonly Approval[];
  readonly toggle: (id: string) => void;
  readonly clear: () => void;
  readonly busy: Vote | null;
  readonly error: unknown;
  readonly decide: (decision: Vote, comment: string) => Promise<void>;
  readonly outcomes: readonly Decided[];
  readonly putAway: () => void;
};

/** So many the API takes in one call. */
const MANY_MAX = 100;

/** What is signed is signed one by one. */
const mayChoose = ({ allowed, signature }: Approval): boolean =>
  allowed.includes('decide') && signature === null;

export function useChoice(items: readonly Approval[]): Choice {
  const t = useText();
  const client = useQueryClient();
  const intention = useIntention();
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState<Vote | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [outcomes, setOutcomes] = useState<readonly Decided[]>([]);
  const open = items.filter(mayChoose);
  const chosen = open.filter(({ id }) => ids.has(id)).slice(0, MANY_MAX);
  const clear = () => {
    setIds(new Set());
    setError(null);
  };
  return {
    isOffered: open.length > 1,
    mayChoose,
    chosen,
    toggle: (id) =>
      setIds((before) => {
        const next = new Set(before);
        if (!next.delete(id)) next.add(id);
        return next;
      }),
    clear,
    busy,
    error,
    decide: async (decision, comment) => {
      setBusy(decision);
      setError(null);
      const text = comment === '' ? {} : { comment };
      const decisions = chosen.map(({ id, subjectHash }) => ({
        id,
        decision,
        ...text,
        subjectHash,
      }));
      try {
        const { items: answers } = await intention.send(decisions, (key) =>
          decideMany(decisions, key),
        );
        setOutcomes(
          answers.flatMap((outcome, index) => {
            const one = chosen[index];
            return one ? [{ what: titleOf(t, one), decision, outcome }] : [];
          }),
        );
        clear();
        void client.invalidateQueries({ queryKey: keys.approvals() });
        void client.invalidateQueries({ queryKey: keys.me });
      } catch (problem) {
        setError(problem);
      } finally {
        setBusy(null);
      }
    },
    outcomes,
    putAway: () => setOutcomes([]),
  };
}
