/**
 * Hands queued mail to the mail server. A mail is settled only after the server took it, so a crash in between sends it
 * twice under one Message-ID rather than never. While it is under way its lease is renewed, and the sending as a whole takes
 * less time than one lease, so a slow server makes no second sender take it up. A server that was given the whole mail and
 * said nothing may have taken it: that is asked again late and seldom, under the same Message-ID, and then given up with
 * these words. Without a mail server mail is kept and can be read in the product.
 */
import { createTransport, type Transporter } from 'nodemailer';
import { bodyWithKey } from '#domain/approvals/decision-link.ts';
import { newId } from '#domain/ids.ts';
import type { Decides, Invitation } from '#domain/mail/mail-row.ts';
import type { Store } from '#domain/work.ts';
import type { Logger } from './log.ts';

/** Mails under way at once, each on a connection of its own: none waits for another within its lease. */
const UNDER_WAY_MAX = 5;
const KEPT_AT_ONCE = 50;
const LEASE_MS = 90_000;
/** The whole of one sending, greeting to last answer. */
const SEND_MAX_MS = 60_000;
const SETTLE_AGAIN_MS = 1_000;
const POLL_MS = 2_000;
/** Every commit wakes us, few of them hold mail: no more often than this. */
const PACE_MS = 250;
const GIVE_UP_AFTER = 40;
const BACK_OFF_MAX_MS = 3_600_000;
/** A server may answer late and still deliver (RFC 5321 §4.5.3.2.6 gives it ten minutes). */
const UNKNOWN_AGAIN_MS = 600_000;
const UNKNOWN_GIVE_UP_AFTER = 3;

export type MailSender = { wake(): void; stop(): Promise<void> };
export type MailSenderDeps = {
  readonly store: Store;
  readonly smtpUrl: string | null;
  readonly from: string;
  readonly log: Logger;
  readonly leaseMs?: number;
  readonly sendMaxMs?: number;
};

type Mail = {
  id: string;
  message_id: string;
  to_address: string;
  subject: string;
  body: string;
  tenant_id: string;
  person_id: string | null;
  decides: Decides | null;
  invitation: Invitation | null;
  attempts: number;
  /** Attempts before this one of which nobody knows what became. */
  unknown_outcomes: number;
};
type Judged = { readonly mail: Mail; readonly verdict: Verdict };
type Verdict = {
  readonly state: 'sent' | 'captured' | 'failed' | 'queued';
  readonly error?: string;
  readonly unknown?: boolean;
  readonly delayMs?: number;
};

export function startMailSender({
  store,
  smtpUrl,
  from,
  log,
  leaseMs = LEASE_MS,
  sendMaxMs = SEND_MAX_MS,
}: MailSenderDeps): MailSender {
  const transport = smtpUrl ? createPool(smtpUrl) : null;
  const underWay = new Map<string, Promise<void>>();
  /** Verdicts that could not be written yet. */
  let unwritten = 0;
  let stopping = false;
  let woken = false;
  let rouse: () => void = () => undefined;

  async function loop(): Promise<void> {
    const renewing = setInterval(() => void renew(), leaseMs / 4);
    while (!stopping) {
      woken = false;
      const free = transport ? UNDER_WAY_MAX - underWay.size : KEPT_AT_ONCE;
      const room = unwritten > 0 ? 0 : free;
      const taken = room > 0 ? await take(room) : [];
      if (transport)
        for (const mail of taken)
          underWay.set(
            mail.id,
            deliver(transport, mail).finally(() => end(mail)),
          );
      else await settle(taken.map((mail) => ({ mail, verdict: { state: 'captured' } })));
      if (taken.length > 0 && taken.length === room) continue;
      if (woken) await new Promise((resolve) => setTimeout(resolve, PACE_MS));
      else await rest();
    }
    await Promise.all(underWay.values());
    clearInterval(renewing);
    transport?.close();
  }

  const rest = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, POLL_MS);
      rouse = () => {
        clearTimeout(timer);
        resolve();
      };
      if (stopping) rouse();
    });

  /** Its place is free again. */
  function end(mail: Mail): void {
    underWay.delete(mail.id);
    rouse();
  }

  async function take(most: number): Promise<Mail[]> {
    try {
      return await store.orm.em
        .fork()
        .execute<Mail[]>('select * from mail_take(?, ?, ?)', [
          most,
          leaseMs,
          JSON.stringify([...underWay.keys()]),
        ]);
    } catch (error) {
      log.warn({ err: error }, 'The mail sender cannot reach the database.');
      return [];
    }
  }

  async function renew(): Promise<void> {
    if (underWay.size === 0) return;
    await store.orm.em
      .fork()
      .execute('select mail_renew(?, ?)', [JSON.stringify([...underWay.keys()]), leaseMs])
      .catch((error: unknown) => log.warn({ err: error }, 'A mail’s lease was not renewed.'));
  }

  /** What a server took is settled at once, so that a crash repeats as little as possible. */
  async function deliver(pool: Transporter, mail: Mail): Promise<void> {
    await settle([{ mail, verdict: await send(pool, mail) }]);
  }

  async function send(pool: Transporter, mail: Mail): Promise<Verdict> {
    let isHandedOver = false;
    const message = {
      from,
      to: mail.to_address,
      subject: mail.subject,
      text: bodyWithKey(store, mail),
      messageId: mail.message_id,
      ...(mail.invitation === null
        ? {}
        : { icalEvent: { method: mail.invitation.method, content: mail.invitation.text } }),
      // RFC 3834: no out-of-office answer is wanted.
      headers: { 'Auto-Submitted': 'auto-generated' },
      signal: AbortSignal.timeout(sendMaxMs),
      onHandedOver: () => {
        isHandedOver = true;
      },
    };
    try {
      await pool.sendMail(message);
      return { state: 'sent' };
    } catch (error) {
      const verdict = judge(error, mail, isHandedOver);
      log.warn(
        { mail: mail.id, state: verdict.state, reason: verdict.error },
        'A mail was not taken.',
      );
      return verdict;
    }
  }

  /** Until it is written, with nothing new taken up: whoever took this mail up again meanwhile would send it twice. */
  async function settle(all: readonly Judged[]): Promise<void> {
    if (all.length === 0) return;
    const rows = all.map(({ mail, verdict: { state, error, unknown, delayMs } }) => ({
      id: mail.id,
      attempts: mail.attempts,
      state,
      error: error ?? null,
      unknown: unknown ?? false,
      delay_ms: delayMs ?? 0,
      event_id: newId(),
    }));
    if (await wrote(rows)) return;
    unwritten += 1;
    while (!stopping) {
      await new Promise((resolve) => setTimeout(resolve, SETTLE_AGAIN_MS));
      if (await wrote(rows)) break;
    }
    unwritten -= 1;
  }

  async function wrote(rows: readonly object[]): Promise<boolean> {
    try {
      await store.orm.em.fork().execute('select mail_settled(?)', [JSON.stringify(rows)]);
      return true;
    } catch (error) {
      log.warn({ err: error }, 'What became of a mail could not be written down yet.');
      return false;
    }
  }

  const ended = loop();
  return {
    wake() {
      woken = true;
      rouse();
    },
    async stop() {
      stopping = true;
      rouse();
      await ended;
    },
  };
}

function createPool(url: string): Transporter {
  const options = {
    pool: true,
    maxConnections: UNDER_WAY_MAX,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
  };
  const parsed = new URL(url);
  for (const [name, value] of Object.entries(options))
    if (!parsed.searchParams.has(name)) parsed.searchParams.set(name, String(value));
  const pool = createTransport(parsed.href);
  // Says when the last of a mail has gone out: from then on silence may mean that it was taken.
  pool.use('stream', (mail, done) => {
    const { onHandedOver } = mail.data as { onHandedOver?: () => void };
    mail.message.processFunc((content) => {
      if (onHandedOver) content.once('end', onHandedOver);
      return content;
    });
    done();
  });
  return pool;
}

/** RFC 5321 §4.2.1: 5yz is final, everything else is worth another try. */
function judge(
  error: unknown,
  { attempts, unknown_outcomes }: Mail,
  isHandedOver: boolean,
): Verdict {
  const { responseCode, code } = error as { responseCode?: number; code?: string };
  const text = error instanceof Error ? error.message : String(error);
  if (isHandedOver && responseCode === undefined) {
    const said = `The mail server was given the whole mail and did not say whether it took it, so it may have arrived (${text}).`;
    return unknown_outcomes + 1 >= UNKNOWN_GIVE_UP_AFTER
      ? { state: 'failed', error: said, unknown: true }
      : { state: 'queued', error: said, unknown: true, delayMs: UNKNOWN_AGAIN_MS };
  }
  const isFinal =
    (responseCode !== undefined && responseCode >= 500 && code !== 'EAUTH') ||
    attempts >= GIVE_UP_AFTER;
  if (isFinal) return { state: 'failed', error: text };
  return {
    state: 'queued',
    error: text,
    delayMs: Math.min(2_000 * 2 ** attempts, BACK_OFF_MAX_MS),
  };
}
