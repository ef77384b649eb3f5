/** How somebody stands to an approval: whether they decide now, have decided, or are asked later; and for whom they decide. Pure. */
import type { Approval, ApprovalStage, Vote } from '#designer/client/types/tasks.ts';

export type Standing =
  | { readonly is: 'asked' }
  | { readonly is: 'decided'; readonly decision: Vote }
  | { readonly is: 'over'; readonly state: Exclude<Approval['state'], 'open'> }
  | { readonly is: 'later'; readonly stage: ApprovalStage; readonly number: number }
  | { readonly is: 'outside' };

export function standingOf(approval: Approval, email: string): Standing {
  const { approvers, state, stages, stage } = approval;
  if (approval.allowed.includes('decide')) return { is: 'asked' };
  const said = approvers.findLast(
    (one) =>
      one.decision !== null && (one.actedBy?.email ?? one.email) === email && one.stage <= stage,
  );
  if (said?.decision) return { is: 'decided', decision: said.decision };
  if (state !== 'open') return { is: 'over', state };
  const next = approvers.find((one) => one.email === email && one.stage > stage)?.stage ?? -1;
  const later = stages[next];
  return later ? { is: 'later', stage: later, number: next + 1 } : { is: 'outside' };
}

/** Whether something asked in this round has no answer yet; what was asked in one that is over holds up nobody. */
export function waitsForAnswer({ state, questions, earlier }: Approval): boolean {
  const began = Date.parse(earlier[0]?.endedAt ?? '') || 0;
  return (
    state === 'open' &&
    questions.some(({ askedAt, answeredAt }) => answeredAt === null && Date.parse(askedAt) >= began)
  );
}

type Voice = { readonly email: string; readonly name: string; readonly isAway: boolean };

export type Voices = {
  /** Whether they are asked themselves. */
  readonly own: boolean;
  /** In whose place they decide as well. */
  readonly others: readonly Voice[];
};

export function voicesOf({ approvers, stage, speaksFor }: Approval, email: string): Voices {
  const asked = approvers.filter((one) => one.stage === stage && one.decision === null);
  return {
    own: asked.some((one) => one.email === email),
    others: speaksFor.map((one) => ({
      ...one,
      isAway: asked.some((other) => other.email === one.email && other.away),
    })),
  };
}

/** Everybody whom a decision may be for alone. */
export const mayBeFor = ({ own, others }: Voices, email: string): readonly string[] => [
  ...(own ? [email] : []),
  ...others.map((one) => one.email),
];
