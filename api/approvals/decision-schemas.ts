/** What is said of an approval, one by one, by the address in a mail, or of many at once; and what is kept of it. */
import { Type } from 'typebox';
import { Choice, Id, Input, Instant, Nullable, Problem } from '../schemas.ts';
import { DECISIONS, Named } from './round-schemas.ts';
import { APPROVAL_STATES, Approval } from './schemas.ts';

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
