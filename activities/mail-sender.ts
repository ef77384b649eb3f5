/**
 * Hands queued mail to the mail server. A mail is settled only after the server took it, so a crash in between sends it
 * twice under one Message-ID rather than never. Without a mail server mail is kept and can be read in the product.
 */
import { createTransport, type Transporter } from 'nodemailer';
import { newId } from '#domain/ids.ts';
import type { Store } from '#domain/work.ts';
import type { Logger } from './log.ts';

const BATCH = 10;
const LEASE_MS = 90_000;
const POLL_MS = 2_000;
/** Every commit wakes us, few of them hold mail: no more often than this. */
const PACE_MS = 250;
const GIVE_UP_AFTER = 40;
const BACK_OFF_MAX_MS = 3_600_000;

export type MailSender = { wake(): void; stop(): Promise<void> };
export type MailSenderDeps = {
  readonly store: Store;
  readonly smtpUrl: string | null;
  readonly from: string;
  readonly log: Logger;
};

type Mail = {
  id: string;
  message_id: string;
  to_address: string;
  subject: string;
  body: string;
  attempts: number;
};
type Judged = { readonly mail: Mail; readonly verdict: Verdict };
type Verdict = {
  readonly state: 'sent' | 'captured' | 'failed' | 'queued';
  readonly error?: string;
};

export function startMailSender({ store, smtpUrl, from, log }: MailSenderDeps): MailSender {
  const transport = smtpUrl ? createPool(smtpUrl) : null;
  let stopping = false;
  let woken = false;
  let rouse: () => void = () => undefined;

  async function loop(): Promise<void> {
    while (!stopping) {
      woken = false;
      let taken = 0;
      try {
        const mails = await store.orm.em
          .fork()
          .execute<Mail[]>('select * from mail_take(?, ?)', [BATCH, LEASE_MS]);
        taken = mails.length;
        // What a server took is settled at once, so that a crash repeats as little as possible.
        if (transport)
          await Promise.all(
            mails.map(async (mail) => settle([{ mail, verdict: await send(transport, mail) }])),
          );
        else await settle(mails.map((mail) => ({ mail, verdict: { state: 'captured' } })));
      } catch (error) {
        log.warn({ err: error }, 'The mail sender cannot reach the database.');
      }
      if (taken === BATCH) continue;
      if (woken) {
        await new Promise((resolve) => setTimeout(resolve, PACE_MS));
        continue;
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, POLL_MS);
        rouse = () => {
          clearTimeout(timer);
          resolve();
        };
        if (stopping) rouse();
      });
    }
    transport?.close();
  }

  async function send(pool: Transporter, mail: Mail): Promise<Verdict> {
    try {
      await pool.sendMail({
        from,
        to: mail.to_address,
        subject: mail.subject,
        text: mail.body,
        messageId: mail.message_id,
        // RFC 3834: no out-of-office answer is wanted.
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      return { state: 'sent' };
    } catch (error) {
      const verdict = judge(error, mail.attempts);
      log.warn(
        { mail: mail.id, state: verdict.state, reason: verdict.error },
        'A mail was not taken.',
      );
      return verdict;
    }
  }

  async function settle(all: readonly Judged[]): Promise<void> {
    if (all.length === 0) return;
    const rows = all.map(({ mail, verdict: { state, error } }) => ({
      id: mail.id,
      state,
      error: error ?? null,
      delay_ms: state === 'queued' ? Math.min(2_000 * 2 ** mail.attempts, BACK_OFF_MAX_MS) : 0,
      event_id: newId(),
    }));
    await store.orm.em.fork().execute('select mail_settled(?)', [JSON.stringify(rows)]);
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
    maxConnections: 5,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
  };
  const parsed = new URL(url);
  for (const [name, value] of Object.entries(options))
    if (!parsed.searchParams.has(name)) parsed.searchParams.set(name, String(value));
  return createTransport(parsed.href);
}

/** RFC 5321 §4.2.1: 5yz is final, everything else is worth another try. */
function judge(error: unknown, attempts: number): Verdict {
  const { responseCode, code } = error as { responseCode?: number; code?: string };
  const text = error instanceof Error ? error.message : String(error);
  const isFinal =
    (responseCode !== undefined && responseCode >= 500 && code !== 'EAUTH') ||
    attempts >= GIVE_UP_AFTER;
  return { state: isFinal ? 'failed' : 'queued', error: text };
}
