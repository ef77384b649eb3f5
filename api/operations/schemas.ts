/** What an operator sees and does. */
import { Type } from 'typebox';
import { Allowed, Choice, Id, Input, Instant, listOf, Nullable, PageQuery } from '../schemas.ts';

export const DeadLetter = Type.Object({
  id: Type.String(),
  kind: Type.String({ description: 'What kind of workflow should have heard of it.' }),
  target: Type.String({ description: 'The record it is about.' }),
  attempts: Type.Integer(),
  lastError: Nullable(Type.String()),
  createdAt: Instant,
  allowed: Allowed,
});
export const DeadLetters = listOf(DeadLetter);
export const LetterParams = Type.Object({ id: Type.String({ pattern: '^[0-9]{1,18}$' }) });
export const OperationsQuery = Input(PageQuery);

const MAIL_STATES = ['queued', 'sending', 'sent', 'captured', 'failed'] as const;
export const MailQuery = Input({ ...PageQuery, state: Type.Optional(Choice(MAIL_STATES)) });
export const Mail = Type.Object({
  id: Id,
  to: Type.String(),
  subject: Type.String(),
  body: Type.String(),
  state: Choice(MAIL_STATES, {
    description: '`captured`: there is no mail server, so it is kept here only.',
  }),
  attempts: Type.Integer(),
  ticketId: Nullable(Type.String()),
  createdAt: Instant,
  sentAt: Nullable(Instant),
  lastError: Nullable(Type.String()),
  decidesByLink: Type.Boolean({
    description:
      'It leaves with an address by which its addressee decides without signing in. The key is put in only then: in `body` stands the page where one signs in.',
  }),
});
export const MailList = listOf(Mail);

const Counts = Type.Record(Type.String(), Type.Integer());
export const Status = Type.Object({
  outbox: Type.Object({
    pending: Type.Integer(),
    dead: Type.Integer(),
    oldestSeconds: Type.Number(),
  }),
  runs: Counts,
  mail: Counts,
  workers: Type.Array(
    Type.Object({
      name: Type.String(),
      at: Instant,
      parts: Type.Record(Type.String(), Type.String()),
    }),
  ),
});
