/** Approvals: the round, what it is about, and who decides. */
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
import {
  Again,
  Changed,
  DECISIONS,
  EarlierRound,
  Named,
  Question,
  Stage,
} from './round-schemas.ts';

export const APPROVAL_STATES = ['open', 'approved', 'rejected', 'cancelled', 'timedOut'] as const;

const TicketRef = Type.Object({ id: Id, number: Type.String(), title: Type.String() });

export const Approval = Type.Object({
  id: Id,
  ticket: Nullable(TicketRef),
  run: Id,
  process: Key,
  element: Type.String(),
  name: Type.String(),
  message: Type.String({ description: 'What the process says to its approvers.' }),
  state: Choice(APPROVAL_STATES),
  stages: Type.Array(Stage, {
    description: 'In order; each is asked when those before have approved.',
  }),
  stage: Type.Integer({
    description: 'The stage that is asked, or was last: its place in `stages`, from 0.',
  }),
  round: Type.Integer({ description: 'Goes up when everybody is asked anew.' }),
  dueAt: Nullable(Instant),
  openedAt: Instant,
  decidedAt: Nullable(Instant),
  outdated: Type.Boolean({
    description: 'It has approved another plan than its change has now: it lets nobody begin it.',
  }),
  sinceApproved: Nullable(
    Type.Array(Changed, {
      description:
        'What is another than in the plan that was approved before; null where none was.',
    }),
  ),
  approvers: Type.Array(
    Type.Object({
      email: Type.String(),
      name: Type.String(),
      outside: Type.Boolean({ description: 'Has no account: asked by mail, decides by link.' }),
      decision: Nullable(Choice(DECISIONS)),
      comment: Nullable(Type.String()),
      decidedAt: Nullable(Instant),
      signed: Nullable(Type.String({ description: 'What they have signed it as.' })),
      via: Nullable(
        Type.String({
          description:
            'How they came to be asked: `group:cab`, `role:admin`, `relation:requesterManager`, `outside`, `fallback:nobody_left`, `late`; null when by name.',
        }),
      ),
      stage: Type.Integer(),
      seat: Type.Integer({
        description: 'Several people at one seat: the first of them who votes takes it.',
      }),
      actedBy: Nullable(Named),
      standIns: Type.Array(Named, { description: 'Who may decide for them at this moment.' }),
      away: Type.Boolean(),
    }),
    { description: 'Everybody who is asked, groups and roles expanded to people, by stage.' },
  ),
  subject: Type.Object(
    { ticket: JsonObject, requester: JsonObject, variables: JsonObject },
    { description: 'What is decided on, as it was when the round began.' },
  ),
  people: Type.Array(Named, { description: 'Who is named in it by their address.' }),
  subjectHash: Type.String({
    description: 'Votes carry it; send it with a decision to be sure of what is decided.',
  }),
  signature: Nullable(
    Type.String({ description: 'What a decision is signed as; it needs the password then.' }),
  ),
  pausedAt: Nullable(Instant),
  askedAgain: Nullable(Again),
  questions: Type.Array(Question),
  earlier: Type.Array(EarlierRound, {
    description: 'Rounds that are over because everybody was asked again, the latest first.',
  }),
  speaksFor: Type.Array(Named, {
    description: 'Whom the caller would decide for as well with a decision now.',
  }),
  version: Version,
  allowed: Allowed,
});
export const Approvals = listOf(Approval);

const { run, process, element, ...told } = Approval.properties;
export const ApprovalByLink = Type.Object(
  {
    ...told,
    run: Type.Optional(run),
    process: Type.Optional(process),
    element: Type.Optional(element),
  },
  { description: 'Who has no account is told what is decided and of themselves, and no more.' },
);
export const Linked = Type.Object({
  tenant: Type.Object({ name: Type.String() }, { description: 'Who asks.' }),
  person: Named,
  until: Instant,
  approval: ApprovalByLink,
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
