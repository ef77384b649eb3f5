/** Approvals: the round, what it is about, and a decision. */
import { Type } from 'typebox';
import {
  Allowed,
  Choice,
  Id,
  Input,
  Instant,
  JsonObject,
  Key,
  listOf,
  Nullable,
  PageQuery,
  Version,
} from '../schemas.ts';

export const APPROVAL_STATES = ['open', 'approved', 'rejected', 'cancelled', 'timedOut'] as const;
export const DECISIONS = ['approve', 'reject', 'abstain'] as const;

const TicketRef = Type.Object({ id: Id, number: Type.String(), title: Type.String() });

export const Approval = Type.Object({
  id: Id,
  ticket: Nullable(TicketRef),
  run: Id,
  process: Key,
  element: Type.String(),
  name: Type.String(),
  message: Type.String({ description: 'What the process says to its approvers.' }),
  mode: Choice(['any', 'all', 'nOfM']),
  needed: Type.Integer({ description: 'How many must approve.' }),
  state: Choice(APPROVAL_STATES),
  dueAt: Nullable(Instant),
  openedAt: Instant,
  decidedAt: Nullable(Instant),
  approvers: Type.Array(
    Type.Object({
      email: Type.String(),
      name: Type.String(),
      decision: Nullable(Choice(DECISIONS)),
      comment: Nullable(Type.String()),
      decidedAt: Nullable(Instant),
      via: Nullable(
        Type.String({
          description:
            'How they came to be asked: `group:cab`, `role:admin`, `relation:requesterManager`; null when by name.',
        }),
      ),
    }),
    { description: 'Everybody who is asked, groups and roles expanded to people.' },
  ),
  subject: Type.Object(
    { ticket: JsonObject, requester: JsonObject, variables: JsonObject },
    { description: 'What is decided on, as it was when the round began.' },
  ),
  subjectHash: Type.String({
    description: 'Votes carry it; send it with a decision to be sure of what is decided.',
  }),
  version: Version,
  allowed: Allowed,
});
export const Approvals = listOf(Approval);

export const Ballot = Input({
  decision: Choice(DECISIONS),
  comment: Type.Optional(
    Type.String({
      maxLength: 10_000,
      description:
        'Why; the requester reads it. The web app asks for one with a rejection, the API takes one without.',
    }),
  ),
  subjectHash: Type.Optional(
    Type.String({
      maxLength: 64,
      description: 'What the voter has read; another subject than the round’s is 412.',
    }),
  ),
});

export const ApprovalQuery = Input({
  ...PageQuery,
  state: Type.Optional(
    Type.String({
      maxLength: 100,
      description:
        'open, approved, rejected, cancelled, timedOut; several separated by commas; any of them when left out.',
    }),
  ),
  approver: Type.Optional(Type.String({ maxLength: 320, description: '`me`, or an address.' })),
  undecided: Type.Optional(
    Type.Boolean({ description: 'Whether that approver has still to decide.' }),
  ),
  ticket: Type.Optional(Id),
});
