/** Mail over a real SMTP server, and without one. */
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MailSender, startMailSender } from '#activities/mail-sender.ts';
import { toMailRow } from '#domain/mail/mail-row.ts';
import type { Store } from '#domain/work.ts';
import { createWorld, eventually, type World } from '../workflows/world.ts';

let world: World;
let sender: MailSender | undefined;
let server: SMTPServer | undefined;
beforeEach(async () => {
  world = await createWorld(undefined, 'none');
});
afterEach(async () => {
  await sender?.stop();
  await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
  server = undefined;
  await world.close();
});

const queue = (to: string, key: string = randomUUID()) => {
  const mail = toMailRow(
    { tenantId: world.tenantId },
    { dedupeKey: key, to, subject: 'Hello', body: 'There', personId: world.people.ann },
  );
  return world.owner.query(
    `insert into mail (id, tenant_id, dedupe_key, message_id, person_id, to_address, subject, body, next_at, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, now(), now()) on conflict (tenant_id, dedupe_key) do nothing`,
    [
      mail.id,
      world.tenantId,
      mail.dedupe_key,
      mail.message_id,
      mail.person_id,
      mail.to_address,
      mail.subject,
      mail.body,
    ],
  );
};
const mails = async () =>
  (
    await world.owner.query<{ state: string; attempts: number; last_error: string | null }>(
      'select state, attempts, last_error from mail',
    )
  ).rows;
type Limits = { leaseMs?: number; sendMaxMs?: number; store?: Store };
const launch = (smtpUrl: string | null, limits: Limits = {}) =>
  startMailSender({
    store: world.store,
    ...limits,
    smtpUrl,
    from: 'perdura@test',
    log: pino({ level: 'silent' }),
  });
const start = (smtpUrl: string | null, limits?: Limits) => {
  sender = launch(smtpUrl, limits);
};

async function serve(
  refuse: (to: string) => number | null,
  /** How long it thinks before it answers to a mail. */
  slowMs: (nth: number) => number = () => 0,
): Promise<{ url: string; received: string[] }> {
  const received: string[] = [];
  server = new SMTPServer({
    authOptional: true,
    closeTimeout: 1_000,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (address, _session, done) => {
      const code = refuse(address.address);
      done(code ? Object.assign(new Error('refused'), { responseCode: code }) : null);
    },
    onData: (stream, _session, done) => {
      let text = '';
      stream.on('data', (chunk) => {
        text += chunk;
      });
      stream.on('end', () => {
        received.push(text);
        setTimeout(done, slowMs(received.length));
      });
    },
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return { url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, received };
}

/** The database as a sender sees it that cannot reach it for some of what it asks. */
function failing(isAway: (sql: string) => boolean): Store {
  const fork = () => {
    const em = world.store.orm.em.fork();
    const execute = async (sql: string, params: unknown[]) => {
      if (isAway(sql)) throw new Error('away');
      return em.execute(sql, params);
    };
    return { execute };
  };
  return { ...world.store, orm: { em: { fork } } as unknown as Store['orm'] };
}

describe('the mail sender', () => {
  it('keeps mail where there is no mail server', async () => {
    start(null);
    await queue('ann@test');
    await eventually('captured', async () => (await mails())[0]?.state === 'captured');
    expect(
      await world.one("select data, subject_kind from event where type = 'mail.sent'"),
    ).toEqual({ data: { state: 'captured' }, subject_kind: 'mail' });
  });

  it('hands each mail over once, under its own Message-ID', async () => {
    const { url, received } = await serve(() => null);
    await queue('ann@test', 'one');
    await queue('ann@test', 'one');
    await queue('ben@test', 'two');
    start(url);
    await eventually('sent', async () => (await mails()).every(({ state }) => state === 'sent'));
    expect(received).toHaveLength(2);
    const ids = (await world.owner.query<{ message_id: string }>('select message_id from mail'))
      .rows;
    for (const { message_id } of ids)
      expect(received.filter((text) => text.includes(`Message-ID: ${message_id}`))).toHaveLength(1);
  });

  it('gives up at once on what is refused for good, and tries again what may pass', async () => {
    let tries = 0;
    const { url } = await serve((to) => {
      if (to.startsWith('gone')) return 550;
      tries += 1;
      return tries === 1 ? 450 : null;
    });
    await queue('gone@test');
    await queue('busy@test');
    start(url);
    await eventually('one failed, one queued', async () => {
      const states = (await mails()).map(({ state }) => state).sort();
      return states.join() === 'failed,queued';
    });
    await world.owner.query("update mail set next_at = now() where state = 'queued'");
    sender?.wake();
    await eventually('the other one sent', async () =>
      (await mails()).some(({ state }) => state === 'sent'),
    );
    expect(
      await world.one("select count(*)::int as n from event where type = 'mail.failed'"),
    ).toEqual({ n: 1 });
  });

  it('sends once through a server that takes longer than the lease, whoever else looks', async () => {
    const { url, received } = await serve(
      () => null,
      () => 1_500,
    );
    await queue('ann@test');
    start(url, { leaseMs: 400 });
    const other = launch(url, { leaseMs: 400 });
    const looking = setInterval(() => other.wake(), 100);
    await eventually('sent', async () => (await mails())[0]?.state === 'sent');
    clearInterval(looking);
    await other.stop();
    expect(received).toHaveLength(1);
  });

  it('does not take up again what it has under way, however long the database is away', async () => {
    const { url, received } = await serve(() => null);
    await queue('ann@test');
    let away = true;
    start(url, {
      leaseMs: 300,
      store: failing((sql) => away && /mail_(settled|renew)/.test(sql)),
    });
    await eventually('handed over', async () => received.length === 1);
    await queue('ben@test');
    const looking = setInterval(() => sender?.wake(), 50);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(received).toHaveLength(1);
    away = false;
    await eventually('both sent', async () =>
      (await mails()).every(({ state }) => state === 'sent'),
    );
    clearInterval(looking);
    expect(received).toHaveLength(2);
    expect((await mails()).map(({ attempts }) => attempts)).toEqual([1, 1]);
  });

  it('says nothing of a mail that another has taken up meanwhile', async () => {
    await queue('ann@test');
    const take = 'select id, attempts from mail_take(1, 0, $1)';
    const taken = () => world.owner.query<{ id: string; attempts: number }>(take, ['[]']);
    const [first] = (await taken()).rows;
    const [second] = (await taken()).rows;
    const settle = (mail: typeof first, state: string) =>
      world.owner.query('select mail_settled($1)', [
        JSON.stringify([{ ...mail, state, unknown: false, delay_ms: 0, event_id: randomUUID() }]),
      ]);
    await settle(first, 'queued');
    expect(await mails()).toMatchObject([{ state: 'sending', attempts: 2 }]);
    await settle(second, 'sent');
    await settle(second, 'failed');
    expect(await mails()).toMatchObject([{ state: 'sent' }]);
    expect(
      await world.one("select count(*)::int as n from event where type like 'mail.%'"),
    ).toEqual({ n: 1 });
  });

  it('counts the silences of a server apart from what it put off', async () => {
    const { url } = await serve(
      () => null,
      () => 20_000,
    );
    await queue('ann@test');
    await world.owner.query('update mail set attempts = 7');
    start(url, { sendMaxMs: 500 });
    await eventually('judged', async () => (await mails())[0]?.last_error);
    expect(await mails()).toMatchObject([{ state: 'queued', attempts: 8 }]);
  });

  it('gives a server that never answers only so long, and lets the others pass', async () => {
    const { url, received } = await serve(
      () => null,
      (nth) => (nth === 1 ? 20_000 : 0),
    );
    await queue('ann@test');
    start(url, { sendMaxMs: 1_000 });
    await eventually('taken', async () => received.length === 1);
    await queue('ben@test');
    sender?.wake();
    await eventually('the second sent', async () =>
      (await mails()).some(({ state }) => state === 'sent'),
    );
    await eventually('the first put off', async () =>
      (await mails()).some(({ state }) => state === 'queued'),
    );
    expect(received).toHaveLength(2);
  });

  it('asks a server that fell silent after the whole mail again late, and in the end gives up', async () => {
    const { url, received } = await serve(
      () => null,
      () => 20_000,
    );
    await queue('ann@test');
    start(url, { sendMaxMs: 500 });
    for (let turn = 1; turn <= 3; turn += 1) {
      await eventually(`try ${turn} judged`, async () => {
        const [mail] = await mails();
        return mail?.attempts === turn && mail.state !== 'sending';
      });
      const { minutes } = await world.one<{ minutes: number }>(
        'select extract(epoch from next_at - now())::float / 60 as minutes from mail',
      );
      if (turn < 3) expect(minutes).toBeGreaterThan(9);
      await world.owner.query("update mail set next_at = now() where state = 'queued'");
      sender?.wake();
    }
    const [mail] = await mails();
    expect(mail).toMatchObject({
      state: 'failed',
      last_error: expect.stringContaining('may have arrived'),
    });
    expect(new Set(received.map((text) => /^Message-ID: (.*)$/im.exec(text)?.[1])).size).toBe(1);
  });

  it('waits for a server that is not there', async () => {
    start('smtp://127.0.0.1:1');
    await queue('ann@test');
    await eventually('a reason', async () => (await mails())[0]?.last_error);
    expect((await mails())[0]?.state).toBe('queued');
  });
});
