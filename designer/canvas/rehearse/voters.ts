/** What an approval or a board can come to, and who votes, by name: “Managers 2” of those who stand in for a group; a name that a scenario gives stays as it is. */
import type { Say } from '#designer/ui/diagram/say.ts';
import { type Names, partyWords } from '#designer/ui/diagram/words.ts';
import type { Definition, Element } from '#engine/definition.ts';
import { REVIEW_OUTCOMES, type ReviewOutcome } from '#engine/ports.ts';
import { type Round, votersIn } from '#engine/rehearsal/index.ts';

export const voterWords = (
  say: Say,
  element: Element | undefined,
  voter: string,
  names: Names = {},
): string => {
  const known =
    element?.type === 'approval' ? votersIn(element).find(({ name }) => name === voter) : undefined;
  // Asked where a stage would have nobody left.
  if (!known) {
    const role = /^role:(.+)$/.exec(voter)?.[1];
    return role === undefined ? voter : partyWords(say, { role }, names);
  }
  const name = partyWords(say, known.party, names);
  return known.number === null
    ? name
    : say('canvas.rehearse.voter', { name, number: known.number });
};

/** How far a round is: in which stage, and what has been approved of what is needed where that is a number. */
export const roundWords = (say: Say, { voters, votes, needed, stage }: Round): string => {
  const approved = votes.filter(({ decision }) => decision === 'approve').length;
  const counts = { approved, voters: voters.length };
  const round =
    needed === null
      ? say('canvas.rehearse.roundByRule', counts)
      : say('canvas.rehearse.round', { ...counts, needed });
  return stage ? `${say('canvas.rehearse.stage', stage)} ${round}` : round;
};

const DECISIONS = ['approved', 'rejected', 'timedOut'] as const;
type Decision = (typeof DECISIONS)[number] | ReviewOutcome;

/** Time runs out only where there is an end to it, or where the drawing says what then; a board takes its time. */
export const decisionsAt = ({ flows }: Definition, element: Element): readonly Decision[] => {
  if (element.type === 'cabReview') return REVIEW_OUTCOMES;
  const canTimeOut =
    (element.type === 'approval' && element.approval.due !== undefined) ||
    flows.some(({ from, port }) => from === element.id && port === 'timedOut');
  return DECISIONS.filter((decision) => decision !== 'timedOut' || canTimeOut);
};
