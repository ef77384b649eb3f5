/** Where history has no answer any more, and why: what a back-test says instead of guessing. */
import { groupsOf, stagesOf } from '../approval/stages.ts';
import type { ApprovalMode } from '../approval/tally.ts';
import { canonicalJson as spelled } from '../canonical.ts';
import type { Approver, Definition, Element } from '../definition.ts';
import { graphOf } from '../graph.ts';
import { portsOf } from '../ports.ts';
import type { Answer } from './history.ts';

export const DIVERGENCES = [
  /** The work, decision, call or called process never took place. */
  'neverHappened',
  /** Nobody answered before it was called off or its time was up, and the draft goes on waiting. */
  'unanswered',
  /** It was left by an outcome that the draft does not have. */
  'otherOutcome',
  /** The draft asks for values that nobody was asked for. */
  'moreValues',
  /** The draft asks other people, or more or fewer of them. */
  'otherPeople',
  /** It calls another address or another process, or asks it otherwise. */
  'otherCall',
  /** Whoever operated the run carried on elsewhere by hand. */
  'movedByHand',
  /** What the draft waits for never came. */
  'neverCame',
  /** It came, but what it said is not known any more. */
  'forgotten',
  /** The draft goes round in circles. */
  'endless',
] as const;
export type Divergence = (typeof DIVERGENCES)[number];

export type Diverged = { readonly element: string; readonly reason: Divergence };

/** Why this answer cannot be given to the draft; null when it can. `before`: the element that was answered. */
export function misfit(
  element: Element,
  before: Element | undefined,
  answer: Answer,
): Divergence | null {
  if (answer.kind === 'moved') return 'movedByHand';
  if (answer.kind === 'skipped') return outcomeMisfit(element, answer.outcome);
  switch (element.type) {
    case 'userTask': {
      if (answer.kind !== 'task') return 'neverHappened';
      const required = element.task.form?.required;
      const asked = Array.isArray(required) ? required : [];
      if (asked.some((name) => !Object.hasOwn(answer.values, String(name)))) return 'moreValues';
      return outcomeMisfit(element, answer.outcome);
    }
    case 'approval':
      if (answer.kind !== 'approval') return 'neverHappened';
      return before?.type === 'approval' && roundOf(element) === roundOf(before)
        ? null
        : 'otherPeople';
    case 'cabReview':
      if (answer.kind !== 'review') return 'neverHappened';
      return before?.type === 'cabReview' && element.cab.board === before.cab.board
        ? null
        : 'otherPeople';
    case 'serviceTask':
      if (answer.kind !== 'call' && answer.kind !== 'broken') return 'neverHappened';
      return before?.type === 'serviceTask' && spelled(element.action) === spelled(before.action)
        ? null
        : 'otherCall';
    case 'callActivity':
      if (answer.kind !== 'called' && answer.kind !== 'broken') return 'neverHappened';
      return before?.type === 'callActivity' &&
        spelled([element.process, element.inputs]) === spelled([before.process, before.inputs])
        ? null
        : 'otherCall';
    default:
      return 'neverHappened';
  }
}

/** Who is asked, and how many have to agree. What they are told, and when they are reminded, decides nothing. */
export function askedOf(definition: Definition, id: string): Asked | null {
  const element = graphOf(definition).elements.get(id);
  if (element?.type !== 'approval') return null;
  const groups = groupsOf(element.approval);
  const [only] = groups;
  const isPlain = groups.length === 1;
  return {
    element: id,
    mode: isPlain && only ? only.mode : null,
    needed: isPlain && only?.mode === 'nOfM' ? (only.needed ?? null) : null,
    of: groups.flatMap(({ approvers }) => approvers),
    rule: roundOf(element),
  };
}

export type Asked = {
  readonly element: string;
  /** Null where several groups are asked. */
  readonly mode: ApprovalMode | null;
  readonly needed: number | null;
  readonly of: readonly Approver[];
  /** All that decides who is asked and what is enough, spelled out. */
  readonly rule: string;
};

type Approval = Extract<Element, { type: 'approval' }>;

function roundOf({ approval }: Approval): string {
  const { selfApproval = false, repeatVoters = false, fallback = null } = approval;
  const stages = stagesOf(approval).map(({ id, when = null, groups, enough = null }) => [
    id,
    when,
    enough,
    groups.map(({ name: _, needed, percent, ...group }) => ({
      ...group,
      ...(group.mode === 'nOfM' || group.mode === 'weighted' ? { needed: needed ?? null } : {}),
      ...(group.mode === 'percent' ? { percent: percent ?? null } : {}),
    })),
  ]);
  return spelled([stages, selfApproval, repeatVoters, fallback]);
}

function outcomeMisfit(element: Element, outcome: string | null): Divergence | null {
  const ports = portsOf(element);
  return ports.length === 0 || outcome === null || ports.includes(outcome) ? null : 'otherOutcome';
}
