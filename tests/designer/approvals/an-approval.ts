/** An approval as the API answers with it: one that Ann is asked to decide, unless a test says otherwise. */
import type {
  Approval,
  ApprovalGroup,
  ApprovalStage,
  Approver,
} from '#designer/client/types/tasks.ts';

export const anApprover = (name: string, part: Partial<Approver> = {}): Approver => ({
  email: `${name.toLowerCase()}@demo.test`,
  outside: false,
  name,
  decision: null,
  comment: null,
  decidedAt: null,
  signed: null,
  via: null,
  stage: 0,
  seat: 1,
  actedBy: null,
  standIns: [],
  away: false,
  ...part,
});

export const aGroup = (
  seats: readonly (number | ApprovalGroup['seats'][number])[],
  part: Partial<ApprovalGroup> = {},
): ApprovalGroup => ({
  id: 'g1',
  name: null,
  mode: 'any',
  needed: null,
  percent: null,
  state: 'open',
  seats: seats.map((one) =>
    typeof one === 'number' ? { seat: one, weight: 1, veto: false } : one,
  ),
  ...part,
});

export const aStage = (
  groups: ApprovalGroup[],
  part: Partial<ApprovalStage> = {},
): ApprovalStage => ({
  id: 's1',
  name: null,
  state: 'open',
  groups,
  enough: [groups.map(({ id }) => id)],
  deciding: [],
  ...part,
});

export const anApproval = (part: Partial<Approval> = {}): Approval => ({
  id: 'a1',
  ticket: { id: 't1', number: 'REQ-000001', title: 'Laptop' },
  run: 'r1',
  process: 'laptop-request',
  element: 'approve',
  name: 'Manager approves',
  message: '',
  state: 'open',
  stages: [aStage([aGroup([1])])],
  stage: 0,
  round: 1,
  dueAt: null,
  openedAt: '2026-11-20T09:00:00Z',
  decidedAt: null,
  outdated: false,
  sinceApproved: null,
  approvers: [anApprover('Ann')],
  subject: { ticket: {}, requester: {}, variables: {} },
  people: [],
  subjectHash: 'x',
  signature: null,
  pausedAt: null,
  askedAgain: null,
  questions: [],
  earlier: [],
  speaksFor: [],
  version: 1,
  allowed: ['decide'],
  ...part,
});
