/**
 * Voting, for oneself and for whom one stands in for, each with what was said and written for them: that stays until a vote has
 * gone out with it, and goes out once however often it is pressed.
 */
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { itemAboutQuery, voteOn } from '#designer/client/cab.ts';
import type { AgendaItem, BoardVote, CastVote, Meeting } from '#designer/client/types/cab.ts';
import { useIntention } from '#designer/client/use-intention.ts';
import { useKept } from '#designer/ui/use-kept.ts';
import { saidBy, saidLastBy } from './agenda.ts';
import { useAct } from './use-act.ts';

/** For oneself and everybody one stands in for. */
export const ALL = 'all';

export type OwnVoting = {
  /** What has been said so far for whom one votes. */
  readonly cast: CastVote | undefined;
  readonly comment: string;
  readonly setComment: (comment: string) => void;
  /** Whose vote it is: one person’s id, or all. */
  readonly whose: string;
  readonly setWhose: (whose: string) => void;
  readonly busy: string | null;
  readonly problem: unknown;
  readonly vote: (vote: BoardVote) => void;
};

type Typed = Readonly<Record<string, string>>;
const NOTHING: Typed = {};

export function useOwnVote(
  meeting: Meeting,
  item: AgendaItem,
  personId: string,
  sits: boolean,
): OwnVoting {
  const { ticket } = item;
  const { run, busy, problem } = useAct(meeting.id);
  const intention = useIntention();
  const seenPlan = useSeenPlan(meeting, item);
  const [chosen, setWhose] = useState(ALL);
  // Who has said it themselves meanwhile is not to be chosen any more.
  const whose =
    chosen === personId || item.speaksFor.some(({ id }) => id === chosen) ? chosen : ALL;
  const cast =
    whose !== ALL
      ? saidBy(item, personId, whose)
      : sits
        ? saidBy(item, personId, personId)
        : saidLastBy(item, personId);
  const [typed, setTyped] = useKept<Typed>(`cab.${meeting.id}.${ticket.id}.comments`, NOTHING);
  const comment = typed[whose] ?? cast?.comment ?? '';
  // What is typed on while the vote goes out has not gone out with it.
  const latest = useRef(typed);
  latest.current = typed;
  return {
    cast,
    comment,
    whose,
    setWhose,
    busy,
    problem,
    setComment: (next) => setTyped({ ...typed, [whose]: next }),
    vote: (vote) => {
      if (busy !== null) return;
      const said = comment.trim();
      const body = {
        vote,
        ...(seenPlan === undefined ? {} : { seenPlan }),
        ...(said === '' ? {} : { comment: said }),
        ...(whose === ALL ? {} : { for: whose }),
      };
      void run(vote, () =>
        intention.send([ticket.id, body], (key) => voteOn(meeting.id, ticket.id, body, key)),
      ).then((isDone) => {
        const { [whose]: text, ...others } = latest.current;
        if (isDone && text?.trim() === said) setTyped(others);
      });
    },
  };
}

/** The last plan of it that could be read here, and not one that is on its way. */
function useSeenPlan({ id }: Meeting, { ticket, plan }: AgendaItem): number | undefined {
  const { data } = useQuery(itemAboutQuery(id, ticket.id, plan));
  const seen = useRef(new Map<string, number>());
  if (data !== undefined) seen.current.set(ticket.id, plan);
  return seen.current.get(ticket.id);
}
