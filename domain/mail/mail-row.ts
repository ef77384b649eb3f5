/**
 * A mail as a row, for the statement that writes it together with what caused it (`tell_people`); the worker sends it.
 * The dedupe key makes asking twice one mail, and the message id, which comes from it, lets a mail server drop a second
 * delivery.
 */
import { createHash } from 'node:crypto';
import { cut } from '../cut.ts';
import { newId } from '../ids.ts';
import type { Work } from '../work.ts';

export type OutgoingMail = {
  readonly dedupeKey: string;
  /** An address; the person's, where the mail is to one of ours. */
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  readonly personId?: string | null;
  readonly ticketId?: string | null;
  readonly runId?: string | null;
  /** What this person may decide by the address in it, without signing in. */
  readonly decides?: Decides | null;
  readonly invitation?: Invitation | null;
};

/** To something with a time, for the reader's own calendar (RFC 5546). */
export type Invitation = { readonly method: 'REQUEST' | 'CANCEL'; readonly text: string };

/** An approval, in the round and the stage in which they are asked. */
export type Decides = {
  readonly approval: string;
  readonly round: number;
  readonly stage: number;
};

/** A row of `mail`, its keys being the columns'; the tenant is set where it is written. */
export type MailRow = ReturnType<typeof toMailRow>;

export function toMailRow(work: Pick<Work, 'tenantId'>, mail: OutgoingMail) {
  const digest = createHash('sha256')
    .update(`${work.tenantId}:${mail.dedupeKey}`)
    .digest('hex')
    .slice(0, 40);
  return {
    id: newId(),
    dedupe_key: mail.dedupeKey,
    message_id: `<${digest}@perdura>`,
    person_id: mail.personId ?? null,
    ticket_id: mail.ticketId ?? null,
    run_id: mail.runId ?? null,
    to_address: mail.to,
    // A line break in a subject would begin another header.
    subject: cut(mail.subject.replace(/[\r\n]+/g, ' '), 500),
    body: mail.body,
    decides: mail.decides ?? null,
    invitation: mail.invitation ?? null,
  };
}
