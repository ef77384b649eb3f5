/** Deciding by the address in a mail: sent by a real mail server, followed by whatever follows links, pressed once. */
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MailSender, startMailSender } from '#activities/mail-sender.ts';
import { LINK_DAYS } from '#domain/approvals/decision-link.ts';
import { updatePerson } from '#domain/people/update-person.ts';
import type { ApprovalRound } from '#engine/definition.ts';
import { createRounds, type Round, type Rounds } from '../../domain/approvals/rounds.ts';
import { createWorld, type World } from '../../domain/processes/world.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';
import { eventually } from '../../support/eventually.ts';
import { type Letter, type Mailbox, openMailbox } from '../../support/mailbox.ts';

let test: TestApp;
let world: World;
let round: Rounds;
let mailbox: Mailbox;
let sender: MailSender;
let admin: Client;
let ann: Client;
let ben: Client;
beforeAll(async () => {
  test = await createTestApp();
  world = createWorld(test);
  admin = await test.signInAs('admin');
  ann = await test.signInAs([], { email: 'ann@example.test', name: 'Ann' });
  ben = await test.signInAs([], { email: 'ben@example.test' });
  const requester = await test.signInAs('requester', { email: 'ravi@example.test' });
  round = createRounds({ test, world, admin, requester });
  mailbox = await openMailbox();
  sender = startMailSender({
    store: test.store,
    smtpUrl: mailbox.url,
    from: 'perdura@test',
    log: pino({ level: 'silent' }),
  });
});
afterAll(async () => {
  await sender?.stop();
  await mailbox?.close();
  await test?.close();
});

const BOTH: ApprovalRound = {
  mode: 'all',
  approvers: [{ user: 'ann@example.test' }, { user: 'ben@example.test' }],
  decideByLink: true,
};

const letterTo = (email: string, { ticket }: Round, fits: (letter: Letter) => boolean) =>
  eventually(`a mail to ${email}`, async () => {
    sender.wake();
    const letter = mailbox.letters.find(
      ({ to, subject, text }) =>
        to.includes(email) &&
        `${subject} ${text}`.includes(ticket.number) &&
        fits({ to, subject, text, messageId: '' }),
    );
    if (!letter) throw new Error('It has not come yet.');
    return letter;
  });
const keyIn = ({ text }: Letter): string | undefined => /\/decide#(\S+)/.exec(text)?.[1];
const keyFor = async (email: string, asked: Round): Promise<string> =>
  keyIn(await letterTo(email, asked, (letter) => keyIn(letter) !== undefined)) ?? '';

/** As a browser in which nobody is signed in. */
const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  test.app.inject({
    method: 'POST',
    url: `/api/v1/approvals/by-link${path}`,
    payload: body,
    headers,
  });
const look = (key: string, headers?: Record<string, string>) => post('', { key }, headers);
const decide = async (key: string, decision: string) => {
  const { subjectHash } = (await look(key)).json().approval ?? {};
  return post('/decision', { key, decision, comment: 'Seen', subjectHash: subjectHash ?? 'x' });
};
const refusal = (answer: { json(): { type: string } }) => answer.json().type.split('/').at(-1);

describe('the address in a mail', () => {
  it('shows its addressee what is decided, takes their decision once, and tells them of it', async () => {
    const asked = await round(BOTH);
    const key = await keyFor(ann.email, asked);
    const shown = await look(key);
    expect(shown.headers['cache-control']).toBe('no-store');
    expect(shown.json()).toMatchObject({
      person: { email: ann.email, name: 'Ann' },
      approval: { id: asked.id, subject: { ticket: { title: 'A thing' } }, allowed: ['decide'] },
    });
    const taken = await decide(key, 'approve');
    expect([taken.statusCode, taken.json()]).toEqual([200, { decision: 'approve', state: 'open' }]);
    expect(
      await world.rows(
        'select voter_id, actor_id, channel, comment from vote where approval_id = ?',
        [asked.id],
      ),
    ).toEqual([
      { voter_id: ann.personId, actor_id: ann.personId, channel: 'mail', comment: 'Seen' },
    ]);
    const again = await decide(key, 'reject');
    expect([again.statusCode, refusal(again)]).toEqual([410, 'link_used']);
    expect((await look(key)).json()).toMatchObject({ decision: 'approve', state: 'open' });
    const told = await letterTo(ann.email, asked, ({ text }) => text.includes('by the address'));
    expect(told.text).toContain('You have approved it by the address in your mail.');
    expect(keyIn(told)).toBeUndefined();
    await decide(await keyFor(ben.email, asked), 'approve');
    expect(await asked.state()).toBe('approved');
  });

  it('decides nothing by being followed, however often and by whatever method, and stands nowhere', async () => {
    const asked = await round(BOTH);
    const key = await keyFor(ann.email, asked);
    const letter = await letterTo(ann.email, asked, (one) => keyIn(one) === key);
    for (const address of letter.text.match(/https:\S+/g) ?? [])
      for (const method of ['GET', 'HEAD', 'OPTIONS', 'POST'] as const) {
        // What a browser would send of it: nothing behind the `#`.
        const { pathname, search } = new URL(address);
        await test.app.inject({ method, url: `${pathname}${search}` });
      }
    for (let times = 0; times < 3; times += 1) expect((await look(key)).statusCode).toBe(200);
    expect(await asked.votes()).toEqual([]);
    expect(await asked.state()).toBe('open');
    const kept = await world.rows<{ body: string }>('select body from mail where run_id = ?', [
      asked.runId,
    ]);
    expect(kept.some(({ body }) => body.includes(`/approvals/${asked.id}`))).toBe(true);
    expect(kept.filter(({ body }) => body.includes('decide#'))).toEqual([]);
  });

  it('is read by nobody in what is kept of the mail, which says that it had one', async () => {
    type Kept = { items: { to: string; body: string; decidesByLink: boolean }[] };
    const readOf = async ({ id }: Round) => {
      const { items } = (await admin.get('/operations/mail?limit=100')).json() as Kept;
      return items.filter(({ to, body }) => to === ann.email && body.includes(id));
    };
    const asked = await round(BOTH);
    const key = await keyFor(ann.email, asked);
    const [read] = await readOf(asked);
    expect(read?.decidesByLink).toBe(true);
    expect(read?.body).not.toContain(key);
    expect(read?.body).not.toContain('decide#');
    const plain = await round({ ...BOTH, decideByLink: false });
    expect((await readOf(plain)).map(({ decidesByLink }) => decidesByLink)).toEqual([false]);
    expect((await ann.get('/operations/mail')).statusCode).toBe(403);
  });

  it('is of no use to anybody else who is signed in, and of none once its addressee has left', async () => {
    const asked = await round(BOTH);
    const key = await keyFor(ann.email, asked);
    const asBen = { authorization: `Bearer ${ben.token}` };
    expect(refusal(await look(key, asBen))).toBe('link_of_another');
    const { subjectHash } = (await look(key)).json().approval;
    const stolen = await post('/decision', { key, decision: 'approve', subjectHash }, asBen);
    expect(refusal(stolen)).toBe('link_of_another');
    expect((await look(key, { authorization: `Bearer ${ann.token}` })).statusCode).toBe(200);
    expect(refusal(await look(key, { origin: 'https://elsewhere.test' }))).toBe('csrf_failed');
    const gone = await test.signInAs([], { email: 'gone@example.test' });
    const other = await round({ ...BOTH, approvers: [{ user: gone.email }, { user: ben.email }] });
    const theirs = await keyFor(gone.email, other);
    // Whoever has the mailbox that was theirs has nothing by it, and gets them no mail at the new one.
    await test.work((work) => updatePerson(work, gone.personId, { email: 'new@example.test' }));
    expect(refusal(await look(theirs))).toBe('link_not_valid');
    expect(refusal(await decide(theirs, 'approve'))).toBe('link_not_valid');
    expect(refusal(await post('/renewal', { key: theirs }))).toBe('link_not_valid');
    await test.work((work) => updatePerson(work, gone.personId, { email: gone.email }));
    expect((await look(theirs)).statusCode).toBe(200);
    await test.work((work) => updatePerson(work, gone.personId, { active: false }));
    expect(refusal(await look(theirs))).toBe('link_not_valid');
    expect(await asked.votes()).toEqual([]);
  });

  it('is good for its round and stage, for two weeks, and only where the process says so', async () => {
    const staged = await round({
      stages: [
        {
          id: 'one',
          groups: [{ id: 'a', mode: 'any', approvers: [{ user: ann.email }, { user: ben.email }] }],
        },
        { id: 'two', groups: [{ id: 'b', mode: 'all', approvers: [{ user: ann.email }] }] },
      ],
      decideByLink: true,
      repeatVoters: true,
    });
    const first = await keyFor(ann.email, staged);
    await staged.vote(ben, 'approve');
    expect(refusal(await look(first))).toBe('link_used');
    const letters = () =>
      letterTo(ann.email, staged, (one) => ![undefined, first].includes(keyIn(one)));
    const second = keyIn(await letters()) ?? '';
    expect(await decide(second, 'approve')).toMatchObject({ statusCode: 200 });
    expect(await staged.state()).toBe('approved');

    const { decideByLink: _, ...signedIn } = BOTH;
    const byHand = await round(signedIn);
    const letter = await letterTo(ann.email, byHand, ({ text }) => text.includes('/approvals/'));
    expect(keyIn(letter)).toBeUndefined();
    const late = await round(BOTH);
    const key = await keyFor(ann.email, late);
    test.advance(LINK_DAYS * 86_400_000 + 60_000);
    const tooOld = (await look(key)).json();
    expect(tooOld).toMatchObject({ type: '/problems/link_expired', outside: false });
    expect(tooOld.detail).toContain('or sign in');
  });
});
