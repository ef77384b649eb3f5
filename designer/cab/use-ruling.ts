/** What is being decided about a change: prepared, kept in this browser until it has been said, said against what was seen. */
import { useRef, useState } from 'react';
import { type NewCondition, type Ruling, ruleOn } from '#designer/client/cab.ts';
import type { AgendaItem, BoardDecision, Meeting } from '#designer/client/types/cab.ts';
import type { Person } from '#designer/client/types/people.ts';
import { useKept } from '#designer/ui/use-kept.ts';
import { carriedBy } from './agenda.ts';
import { type Act, useAct } from './use-act.ts';

export type ConditionDraft = Omit<NewCondition, 'person'> & { person: Person | null };
export type RulingDraft = {
  readonly decision: BoardDecision | null;
  readonly note: string;
  readonly conditions: readonly ConditionDraft[];
  /** A meeting, `next`, or back to whoever planned it. */
  readonly deferTo: string;
};

export const BACK = 'back';
const EMPTY: RulingDraft = { decision: null, note: '', conditions: [], deferTo: 'next' };

const isEmpty = ({ note, conditions }: RulingDraft): boolean =>
  note.trim() === '' && conditions.length === 0;

/** What is sent of it: each decision has its own. */
export function rulingOf(item: AgendaItem, draft: RulingDraft): Ruling | null {
  const { decision, deferTo } = draft;
  if (decision === null) return null;
  const note = draft.note.trim();
  return {
    decision,
    note: note === '' ? null : note,
    ...(carriedBy(item, decision) === 'casting' ? { castingVote: true } : {}),
    ...(decision === 'deferred' ? { deferTo: deferTo === BACK ? null : deferTo } : {}),
    ...(decision === 'approved'
      ? {
          conditions: draft.conditions
            .map(({ person, ...one }) => ({
              ...one,
              text: one.text.trim(),
              person: person?.id ?? null,
            }))
            .filter(({ text }) => text !== ''),
        }
      : {}),
  };
}

export type Deciding = {
  readonly draft: RulingDraft;
  readonly change: (part: Partial<RulingDraft>) => void;
  /** Prepares a decision; what was written for another stays. */
  readonly choose: (decision: BoardDecision | null) => void;
  /** Counts up with each choice: the focus goes along. */
  readonly chosen: number;
  readonly act: Act;
  readonly decide: () => Promise<boolean>;
  readonly takeBack: () => void;
};

export function useRuling(meeting: Meeting, item: AgendaItem): Deciding {
  const { ticket } = item;
  const act = useAct(meeting.id);
  const [draft, setDraft, forget] = useKept<RulingDraft>(
    `cab.${meeting.id}.${ticket.id}.ruling`,
    EMPTY,
  );
  const [chosen, setChosen] = useState(0);
  // What is typed on while it goes out has not gone out with it.
  const latest = useRef(draft);
  latest.current = draft;
  return {
    draft,
    change: (part) => setDraft({ ...draft, ...part }),
    choose: (decision) => {
      act.clear();
      // Deciding anew begins with what was decided.
      const isAnew = item.decision !== null && isEmpty(draft);
      setDraft({ ...(isAnew ? asDraft(item) : draft), decision });
      setChosen((before) => before + 1);
    },
    chosen,
    act,
    decide: async () => {
      const body = rulingOf(item, draft);
      if (body === null || act.busy !== null) return false;
      const isDone = await act.run('decide', () =>
        ruleOn({ id: meeting.id }, ticket.id, { ...body, seenVersion: item.version }),
      );
      if (isDone && latest.current === draft) forget();
      else if (isDone) setDraft({ ...latest.current, decision: null });
      return isDone;
    },
    takeBack: () =>
      void act.run('takeBack', () =>
        ruleOn({ id: meeting.id }, ticket.id, { decision: null, seenVersion: item.version }),
      ),
  };
}

const asDraft = ({ decision, note, conditions, deferredTo }: AgendaItem): RulingDraft => ({
  decision,
  note: note ?? '',
  conditions: conditions.map(({ text, before, person }) => ({ text, before, person })),
  deferTo: deferredTo?.id ?? (decision === 'deferred' ? BACK : EMPTY.deferTo),
});
