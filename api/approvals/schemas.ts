/** Approvals: the round, what it is about, and a decision. */
import { Type } from 'typebox';
import { APPROVAL_MODES } from '#engine/approval/tally.ts';
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
  Problem,
  Version,
} from '../schemas.ts';

export const APPROVAL_STATES = ['open', 'approved', 'rejected', 'cancelled', 'timedOut'] as const;
export const DECISIONS = ['approve', 'reject', 'abstain'] as const;

const TicketRef = Type.Object({ id: Id, number: Type.String(), title: Type.String() });

const Named = Type.Object({ email: Type.String(), name: Type.String() });

const Stage = Type.Object({
  id: Type.String(),
  name: Nullable(Type.String()),
  state: Choice(['waiting', 'open', 'approved', 'rejected', 'undecided']),
  groups: Type.Array(
    Type.Object({
      id: Type.String(),
      name: Nullable(Type.String()),
      mode: Choice(APPROVAL_MODES),
      needed: Nullable(Type.Integer({ description: 'Of `nOfM` people, of `weighted` weight.' })),
      percent: Nullable(Type.Integer()),
      state: Choice(['waiting', 'open', 'approved', 'rejected', 'undecided']),
      seats: Type.Array(
        Type.Object({
          seat: Type.Integer(),
          weight: Type.Integer(),
          veto: Type.Boolean(),
        }),
      ),
    }),
  ),
  enough: Type.Array(Type.Array(Type.String()), {
    description: 'Lists of groups; one of them, whole, is enough.',
  }),
  deciding: Type.Array(Type.Integer(), {
    description: 'Seats of those who were asked because it was late: the first of them decides.',
  }),
});

const Again = Type.Object(
  {
    changed: Nullable(
      Type.Array(
        Type.Object({ fact: Type.String(), before: Type.Unknown(), after: Type.Unknown() }),
      ),
    ),
    by: Nullable(Named),
    reason: Nullable(Type.String()),
  },
  { description: 'What has changed, or who wanted everybody to be asked again and why.' },
);

const Question = Type.Object({
  id: Id,
  askedBy: Named,
  askedAt: Instant,
  text: Type.String(),
  answeredBy: Nullable(Named),
  answeredAt: Nullable(Instant),
  answer: Nullable(Type.String()),
});

const EarlierRound = Type.Object({
  round: Type.Integer(),
  endedAt: Instant,
  why: Again,
  votes: Type.Array(
    Type.Object({
      voter: Named,
      outside: Type.Boolean(),
      actedBy: Nullable(Named),
      decision: Choice(DECISIONS),
      comment: Type.String(),
      signed: Nullable(Type.String()),
      at: Instant,
    }),
  ),
});

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

const said = {
  decision: Choice(DECISIONS),
  comment: Type.Optional(
    Type.String({
      maxLength: 10_000,
      description:
        'Why; the requester reads it. The web app asks for one with a rejection, the API takes one without.',
    }),
  ),
};
const PASSWORD = Type.String({
  minLength: 1,
  maxLength: 200,
  description: 'The caller’s, again: a decision that is signed needs it.',
});
const SUBJECT_HASH = Type.String({
  maxLength: 64,
  description: 'What the voter has read; another subject than the round’s is 412.',
});

export const Ballot = Input({
  ...said,
  for: Type.Optional(
    Type.String({
      maxLength: 320,
      description:
        'The address of the one it is said for; everybody the caller may speak for when left out.',
    }),
  ),
  subjectHash: Type.Optional(SUBJECT_HASH),
  password: Type.Optional(PASSWORD),
});

const LINK_KEY = Type.String({
  minLength: 1,
  maxLength: 200,
  description: 'What stands behind the `#` of the address in the mail.',
});
export const LinkKey = Input({ key: LINK_KEY });
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
  person: Named,
  until: Instant,
  approval: ApprovalByLink,
});
export const LinkBallot = Input({ key: LINK_KEY, ...said, subjectHash: SUBJECT_HASH });
export const DecidedByLink = Type.Object({
  decision: Choice(DECISIONS),
  state: Choice(APPROVAL_STATES),
});

const BULK_MAX = 100;
export const BulkBallots = Input({
  decisions: Type.Array(Input({ id: Id, ...said, subjectHash: SUBJECT_HASH }), {
    minItems: 1,
    maxItems: BULK_MAX,
  }),
  password: Type.Optional(PASSWORD),
});
export const BulkAnswer = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Id,
      status: Type.Integer({ description: 'As the HTTP status of the single decision would be.' }),
      approval: Type.Optional(Approval),
      problem: Type.Optional(Problem),
    }),
  ),
});

export const VoteRecord = Type.Object({
  votes: Type.Array(
    Type.Object({
      round: Type.Integer(),
      stage: Type.Integer(),
      seat: Type.Integer(),
      voter: Named,
      actedBy: Named,
      decision: Choice(DECISIONS),
      comment: Type.String(),
      channel: Choice(['web', 'api', 'mail']),
      subjectHash: Type.String(),
      at: Instant,
      signed: Nullable(Type.String({ description: 'What it was signed as.' })),
      seal: Type.String({ description: 'Over all of it and the vote before, hexadecimal.' }),
    }),
    { description: 'Of all rounds, in the order they were taken.' },
  ),
  intact: Type.Boolean({ description: 'Whether every seal is that of what stands there.' }),
  brokenAt: Nullable(
    Type.Integer({
      description:
        'The first vote that is not what was written, from 1; one more than there are where one is missing at the end.',
    }),
  ),
});

export const Asking = Input({
  text: Type.String({ minLength: 1, maxLength: 4_000, description: 'What is to be known.' }),
});
export const Answering = Input({ text: Type.String({ minLength: 1, maxLength: 10_000 }) });
export const QuestionParams = Type.Object({ id: Id, question: Id });
export const Wanting = Input({
  reason: Type.String({ minLength: 1, maxLength: 1_000, description: 'Everybody reads it.' }),
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
