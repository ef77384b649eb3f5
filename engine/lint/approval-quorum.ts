/**
 * An approval whose rule cannot be met or says too little: nobody is asked, a number is missing or out of reach, or what is
 * enough names a group that there is not. Groups and roles are not counted: who is in them changes.
 */
import { mayBeSeveral } from '../action.ts';
import { isAddress } from '../address.ts';
import { stagesOf } from '../approval/stages.ts';
import type { ApprovalGroup, ApprovalRound, Approver, ElementOf } from '../definition.ts';
import type { Edit } from '../edits/edit.ts';
import { placeholdersOf } from '../template.ts';
import { elementsOf, type LintContext, nameOf, type Report, type Rule } from './finding.ts';

type Problem = {
  readonly problem: string;
  readonly level: 'error' | 'warning';
  readonly says: string;
  readonly values?: { readonly [name: string]: string | number };
  /** The approval as it may be meant. */
  readonly mended?: ApprovalRound;
};

export const approvalQuorum: Rule = {
  name: 'approval-quorum',
  says: 'An approval asks nobody, or its rule is incomplete or asks for more than there are people named; or it asks somebody by mail where none is sent.',
  *find({ definition, context }): Iterable<Report> {
    for (const element of elementsOf(definition, 'approval')) {
      const name = nameOf(element);
      for (const { problem, level, says, values = {}, mended } of problemsOf(
        element.approval,
        context,
      ))
        yield {
          element: element.id,
          level,
          message: `“${name}” ${says}`,
          values: { element: name, problem, ...values },
          ...(mended ? { fix: mend(element, mended) } : {}),
        };
    }
  },
};

function* problemsOf(round: ApprovalRound, context: LintContext): Iterable<Problem> {
  const isPlain = round.approvers !== undefined || round.mode !== undefined;
  if (round.stages && isPlain)
    yield {
      ...error('both', 'names approvers and also stages. Keep one of the two.'),
      mended: onlyStages(round),
    };
  if (!round.stages && (round.approvers === undefined || round.mode === undefined))
    yield error('nobody', 'does not say who is asked, and by what rule.');
  if (round.late && !round.due)
    yield {
      ...error('late-without-due', 'says what comes of being late, but has no due time.'),
      mended: neverLate(round),
    };
  if (round.signature !== undefined && round.decideByLink)
    yield {
      ...error(
        'signed-by-link',
        'is signed with a password, which the address in a mail cannot ask for. Keep one of the two.',
      ),
      mended: notByLink(round),
    };
  const stages = stagesOf(round);
  const twice = repeated(stages.map(({ id }) => id));
  if (twice !== undefined)
    yield { ...error('same-id', `has two stages “${twice}”.`), values: { id: twice } };
  for (const { id: stage, groups, enough } of stages) {
    const ids = groups.map(({ id }) => id);
    const same = repeated(ids);
    if (same !== undefined)
      yield { ...error('same-id', `has two groups “${same}”.`), values: { id: same } };
    const unknown = enough?.flat().find((id) => !ids.includes(id));
    if (unknown !== undefined)
      yield {
        ...error(
          'unknown-group',
          `says that “${unknown}” is enough, which is no group of the stage.`,
        ),
        values: { id: unknown },
      };
    for (const { approvers } of groups) yield* outsideProblems(round, approvers, context);
    for (const group of groups)
      for (const { needed, ...found } of countProblems(group))
        yield {
          ...found,
          ...(needed === undefined ? {} : { mended: withNeeded(round, stage, group.id, needed) }),
        };
  }
}

/** Whom an address is asked at. */
function* outsideProblems(
  { signature }: ApprovalRound,
  approvers: readonly Approver[],
  { sendsMail }: LintContext,
): Iterable<Problem> {
  for (const approver of approvers) {
    if (!('outside' in approver)) continue;
    const { outside } = approver;
    if (placeholdersOf(outside).length === 0 && !isAddress(outside.trim()))
      yield {
        ...error('outside-nobody', `asks “${outside}” from outside, which is no e-mail address.`),
        values: { who: outside },
      };
    if (sendsMail === false)
      yield {
        level: 'warning',
        problem: 'outside-unsent',
        says: `asks “${outside}” from outside by mail, and no mail is sent from here: they never hear of it.`,
        values: { who: outside },
      };
    if (signature !== undefined)
      yield {
        ...error(
          'outside-signs',
          `is signed with a password, which “${outside}” does not have. Leave out one of the two.`,
        ),
        values: { who: outside },
      };
  }
}

/** `needed`: as many as can be had. */
function* countProblems({
  mode,
  needed,
  percent,
  approvers,
}: ApprovalGroup): Iterable<Problem & { readonly needed?: number }> {
  if (mode === 'percent' && percent === undefined)
    yield {
      level: 'warning',
      problem: 'unsaid-percent',
      says: 'does not say how many percent must approve; all must then.',
    };
  if (mode !== 'nOfM' && mode !== 'weighted') return;
  if (needed === undefined) {
    yield {
      level: 'warning',
      problem: 'unsaid',
      says: 'does not say how many must approve; one is enough then.',
    };
    return;
  }
  const named = new Map(approvers.map((one) => [partyOf(one), one.weight ?? 1]));
  const asked =
    mode === 'nOfM' ? named.size : [...named.values()].reduce((left, right) => left + right, 0);
  if (approvers.some(mayBeSeveral) || needed <= asked) return;
  yield {
    level: 'error',
    problem: 'too-large',
    says: `needs ${needed} approvals but asks only ${asked}.`,
    values: { needed, asked },
    needed: asked,
  };
}

const mend = (element: ElementOf<'approval'>, approval: ApprovalRound): readonly Edit[] => [
  { type: 'updateElement', id: element.id, element: { ...element, approval } },
];

function onlyStages(round: ApprovalRound): ApprovalRound {
  const { mode: _, needed: __, percent: ___, approvers: ____, ...rest } = round;
  return rest;
}

function notByLink({ decideByLink: _, ...rest }: ApprovalRound): ApprovalRound {
  return rest;
}

function neverLate({ late: _, ...rest }: ApprovalRound): ApprovalRound {
  return rest;
}

const withNeeded = (
  round: ApprovalRound,
  stage: string,
  group: string,
  needed: number,
): ApprovalRound =>
  round.stages
    ? {
        ...round,
        stages: round.stages.map((one) =>
          one.id === stage
            ? {
                ...one,
                groups: one.groups.map((it) => (it.id === group ? { ...it, needed } : it)),
              }
            : one,
        ),
      }
    : { ...round, needed };

const error = (problem: string, says: string): Problem => ({ level: 'error', problem, says });

const repeated = (ids: readonly string[]): string | undefined =>
  ids.find((id, index) => ids.indexOf(id) !== index);

const partyOf = ({ weight: _, veto: __, ...party }: Approver): string => JSON.stringify(party);
