/**
 * Hands queued mail to the mail server. A mail is settled only after the server took it, so a crash in between sends it
 * twice under one Message-ID rather than never. Without a mail server mail is kept and can be read in the product.
 */
import { createTransport, type Transporter } from 'nodemailer';
import { record } from '#domain/events/record.ts';
import { inTenant, type Store, SYSTEM } from '#domain/work.ts';
import type { Logger } from './log.ts';

const BATCH = 20;
const LEASE_MS = 120_000;
const POLL_MS = 2_000;
const GIVE_UP_AFTER = 40;
const BACK_OFF_MAX_MS = 3_600_000;

export type MailSender = { wake(): void; stop(): Promise<void> };
export type MailSenderDeps = { readonly store: Store; readonly smtpUrl: string | null; readonly from: string; readonly log: Logger };

type Mail = {
  id: string;
  tenant_id: string;
  message_id: string;
  ticket_id: string | null;
  to_address: string;
  subject: string;
  body: string;
  attempts: number;
};
type Verdict = { readonly state: 'sent' | 'captured' | 'failed' | 'queued'; readonly error?: string };

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
        const mails = await store.orm.em.fork().execute<Mail[]>('select * from mail_take(?, ?)', [BATCH, LEASE_MS]);
        taken = mails.length;
        await Promise.all(mails.map(handle));
      } catch (error) {
        log.warn({ err: error }, 'The mail sender cannot reach the database.');
      }
      if (taken === BATCH || woken) continue;
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

  async function handle(mail: Mail): Promise<void> {
    const verdict = transport ? await send(transport, mail) : { state: 'captured' as const };
    if (verdict.error) log.warn({ mail: mail.id, state: verdict.state, reason: verdict.error }, 'A mail was not taken.');
    await settle(mail, verdict);
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
      return judge(error, mail.attempts);
    }
  }

  async function settle(mail: Mail, { state, error }: Verdict): Promise<void> {
    const delayMs = state === 'queued' ? Math.min(2_000 * 2 ** mail.attempts, BACK_OFF_MAX_MS) : 0;
    const who = { tenantId: mail.tenant_id, actor: SYSTEM, cause: { kind: 'system', id: mail.id, label: mail.subject } as const };
    await inTenant(store, who, async (work) => {
      await work.em.execute('select mail_settle(?, ?, ?, ?)', [mail.id, state, error ?? null, delayMs]);
      if (state === 'queued') return;
      const type = state === 'failed' ? 'mail.failed' : 'mail.sent';
      const data = { state, subject: mail.subject, ...(error ? { error } : {}) };
      await record(work, { type, subject: { kind: 'mail', id: mail.id }, ticketId: mail.ticket_id, data });
    });
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
  const options = { pool: true, maxConnections: 5, connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000 };
  const parsed = new URL(url);
  for (const [name, value] of Object.entries(options)) if (!parsed.searchParams.has(name)) parsed.searchParams.set(name, String(value));
  return createTransport(parsed.href);
}

/** RFC 5321 §4.2.1: 5yz is final, everything else is worth another try. */
function judge(error: unknown, attempts: number): Verdict {
  const { responseCode, code } = error as { responseCode?: number; code?: string };
  const text = error instanceof Error ? error.message : String(error);
  const isFinal = (responseCode !== undefined && responseCode >= 500 && code !== 'EAUTH') || attempts >= GIVE_UP_AFTER;
  return { state: isFinal ? 'failed' : 'queued', error: text };
}
