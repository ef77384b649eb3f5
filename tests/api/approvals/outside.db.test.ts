/** Approvers without an account: asked by mail through a real mail server, shown what they decide on and nobody else, and deciding by link. */
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MailSender, startMailSender } from '#activities/mail-sender.ts';
import { wantAgain } from '#domain/approvals/ask-again.ts';
import { LINK_DAYS } from '#domain/approvals/decision-link.ts';
import { updatePerson } from '#domain/people/update-person.ts';
import type { ApprovalRound } from '#engine/definition.ts';
import { createRounds, outcomeOf, type Round, type Rounds } from '../../domain/approvals/rounds.ts';
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
let lead: Client;
beforeAll(async () => {
  test = await createTestApp();
  world = createWorld(test);
  admin = await test.signInAs('admin');
  lead = await test.signInAs('agent');
  ann = await test.signInAs([], { email: 'ann@example.test', name: 'Ann' });
  const requester = await test.signInAs('requester', { email: 'ravi@example.test' });
  await test.work((work) => updatePerson(work, requester.personId, { locale: 'de' }));
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

/** All that they are told of an approval. */
const TOLD_OUTSIDE = [
  'allowed',
  'approvers',
  'askedAgain',
  'decidedAt',
  'dueAt',
  'earlier',
  'id',
  'message',
  'name',
  'openedAt',
  'outdated',
  'pausedAt',
  'people',
  'questions',
  'round',
  'signature',
  'sinceApproved',
  'speaksFor',
  'stage',
  'stages',
  'state',
  'subject',
  'subjectHash',
  'ticket',
  'version',
];
const VENDOR = 'vendor@supplier.test';
const BOTH: ApprovalRound = {
  mode: 'all',
  approvers: [{ user: 'ann@example.test' }, { outside: '{{variables.contact}}' }],
  message: 'May we switch on {{variables.day}}?',
  askAgainOn: ['variables.day'],
};
const ask = (approval: ApprovalRound = BOTH, contact: string = VENDOR) =>
  round(approval, undefined, { contact, day: 'Monday', price: 900 });

const keyIn = ({ text }: Letter): string | undefined => /\/decide#(\S+)/.exec(text)?.[1];
/** The mails that have come to an address about this, once there are as many as these. */
const lettersTo = (email: string, { ticket }: Round, atLeast = 1) =>
  eventually(`a mail to ${email}`, async () => {
    // Mail leaves by the database's clock, which does not go ahead with the test's.
    await world.rows('update mail set next_at = clock_timestamp() where sent_at is null');
    sender.wake();
    const letters = mailbox.letters.filter(
      ({ to, subject, text }) => to.includes(email) && `${subject} ${text}`.includes(ticket.number),
    );
    if (letters.length < atLeast) throw new Error('It has not come yet.');
    return letters;
  });
const keysFor = async (email: string, asked: Round, atLeast = 1) =>
  (await lettersTo(email, asked, atLeast)).flatMap((letter) => keyIn(letter) ?? []);
const post = (path: string, body: object) =>
  test.app.inject({ method: 'POST', url: `/api/v1/approvals/by-link${path}`, payload: body });
const decide = async (key: string, decision: string) => {
  const { subjectHash } = (await post('', { key })).json().approval;
  return post('/decision', { key, decision, subjectHash });
};
const refusal = (answer: { json(): { type: string } }) => answer.json().type.split('/').at(-1);

describe('an approver without an account', () => {
  it('is asked by a mail with an address of their own, and their decision counts', async () => {
    const asked = await ask();
    expect(await asked.approvers()).toEqual([
      ['ann@example.test', null],
      [VENDOR, 'outside'],
    ]);
    const [letter] = await lettersTo(VENDOR, asked);
    expect(letter?.text).toContain('You need not sign in there');
    expect(letter?.text).toContain('May we switch on Monday?');
    const { name } = (await admin.get('/me')).json().tenant;
    expect(letter?.text).toContain(`This mail is sent for ${name}.`);
    // What the requester wrote to those inside, and where those inside go, is not told.
    expect(letter?.text).not.toContain('For the new office');
    expect(letter?.text).not.toContain('/approvals/');
    const [key = ''] = await keysFor(VENDOR, asked);
    expect((await post('', { key })).json().tenant).toEqual({ name });
    expect((await decide(key, 'approve')).json()).toEqual({ decision: 'approve', state: 'open' });
    // There is no signing in for them.
    expect((await post('', { key })).json()).toMatchObject({ decision: 'approve', outside: true });
    // Written to in the language of whoever asks.
    expect(await world.rows('select locale from person where email = ?', [VENDOR])).toEqual([
      { locale: 'de' },
    ]);
    // Those inside sign in, as the process does not say otherwise.
    expect(await keysFor(ann.email, asked)).toEqual([]);
    await asked.vote(ann, 'approve');
    expect(await outcomeOf(world, asked)).toBe('yes');
    const shown = (await admin.get(`/approvals/${asked.id}`)).json();
    expect(
      shown.approvers
        .map(({ email, outside }: { email: string; outside: boolean }) => [email, outside])
        .sort(),
    ).toEqual([
      ['ann@example.test', false],
      [VENDOR, true],
    ]);
    expect((await admin.get(`/approvals/${asked.id}/record`)).json()).toMatchObject({
      intact: true,
      votes: [{ channel: 'mail', voter: { email: VENDOR } }, { voter: { email: ann.email } }],
    });
  });

  it('sees what is decided on and themselves, and nothing that is said inside', async () => {
    const asked = await ask();
    await ann.post(`/approvals/${asked.id}/questions`, { text: 'Is the supplier sound?' });
    const [key = ''] = await keysFor(VENDOR, asked);
    const { approval, person } = (await post('', { key })).json();
    expect(person.email).toBe(VENDOR);
    expect(approval).toMatchObject({
      message: 'May we switch on Monday?',
      subject: {
        ticket: { number: asked.ticket.number, title: 'A thing' },
        variables: { day: 'Monday' },
      },
      stages: [],
      questions: [],
      earlier: [],
      speaksFor: [],
      allowed: ['decide'],
    });
    expect(Object.keys(approval.subject.ticket).sort()).toEqual(['number', 'title']);
    expect(Object.keys(approval.subject.requester)).toEqual(['name']);
    expect(Object.keys(approval.subject.variables)).toEqual(['day']);
    expect(approval.approvers.map(({ email }: { email: string }) => email)).toEqual([VENDOR]);
    expect(JSON.stringify(approval)).not.toContain('sound');
    expect(Object.keys(approval).sort()).toEqual(TOLD_OUTSIDE);
    const inside = (await admin.get(`/approvals/${asked.id}`)).json();
    expect(approval.subjectHash).not.toBe(inside.subjectHash);
    const other = { key, decision: 'approve', subjectHash: inside.subjectHash };
    expect(refusal(await post('/decision', other))).toBe('stale_version');
  });

  it('is asked again without the words of those inside, and told when they are needed no more', async () => {
    const asked = await ask();
    const [first = ''] = await keysFor(VENDOR, asked);
    await asked.vote(ann, 'approve');
    await world.as(ann, (work, principal) =>
      wantAgain(work, principal, asked.id, 'I do not trust them'),
    );
    const letters = await lettersTo(VENDOR, asked, 2);
    expect(letters.map(({ text }) => text).join('')).not.toContain('trust');
    expect(refusal(await post('', { key: first }))).toBe('link_used');
    await asked.vote(ann, 'reject');
    const [, , last] = await lettersTo(VENDOR, asked, 3);
    expect(last && keyIn(last)).toBeUndefined();
  });

  it('is told when they are needed no more: called off, or another is asked', async () => {
    const off = await ask();
    await keysFor(VENDOR, off);
    await admin.patch(`/tickets/${off.ticket.id}`, { status: 'cancelled' });
    await world.drive(off.runId);
    const [, told] = await lettersTo(VENDOR, off, 2);
    expect(told?.text).toContain('You need not do anything.');
    expect(told?.text).toContain('This mail is sent for ');

    const moved = await ask({
      mode: 'any',
      approvers: [{ outside: '{{ticket.title}}' }],
      fallback: [{ user: ann.email }],
      askAgainOn: ['ticket.title'],
    });
    expect(await moved.approvers()).toEqual([[ann.email, 'fallback:nobody_left']]);
    await admin.patch(`/tickets/${moved.ticket.id}`, { title: 'first@supplier.test' });
    const [first = ''] = await keysFor('first@supplier.test', moved);
    await admin.patch(`/tickets/${moved.ticket.id}`, { title: 'second@supplier.test' });
    await keysFor('second@supplier.test', moved);
    await lettersTo('first@supplier.test', moved, 2);
    const used = (await post('', { key: first })).json();
    expect(used).toMatchObject({ type: '/problems/link_used', outside: true });
  });

  it('has a new address sent where the old one went, once an hour, while they are asked', async () => {
    const asked = await ask();
    const [old = ''] = await keysFor(VENDOR, asked);
    test.advance(LINK_DAYS * 86_400_000 + 60_000);
    const late = (await post('', { key: old })).json();
    expect(late).toMatchObject({ type: '/problems/link_expired', outside: true });
    expect(late.detail).not.toContain('sign in');
    const ballot = { key: old, decision: 'approve', subjectHash: 'x' };
    expect(refusal(await post('/decision', ballot))).toBe('link_expired');
    for (let times = 0; times < 3; times += 1)
      expect((await post('/renewal', { key: old })).statusCode).toBe(202);
    const keys = await keysFor(VENDOR, asked, 2);
    expect(keys).toHaveLength(2);
    expect((await decide(keys[1] ?? '', 'reject')).statusCode).toBe(200);
    expect(await asked.state()).toBe('rejected');
    test.advance(3_600_000);
    expect((await post('/renewal', { key: old })).statusCode).toBe(202);
    expect(refusal(await post('/renewal', { key: 'made-up' }))).toBe('link_not_valid');
    expect(await asked.mails('renewed')).toEqual([VENDOR]);
  });

  it('is somebody else where the address is none, and where a signature is wanted', async () => {
    const fallback = [{ user: 'ann@example.test' }];
    const wrong = await ask(
      { ...BOTH, approvers: [{ outside: '{{variables.contact}}' }], fallback },
      'call me',
    );
    expect(await wrong.approvers()).toEqual([['ann@example.test', 'fallback:nobody_left']]);
    const empty = await ask({
      ...BOTH,
      approvers: [{ outside: '{{variables.nothing}}' }],
      fallback,
    });
    expect(await empty.approvers()).toEqual([['ann@example.test', 'fallback:nobody_left']]);
    // One's own address does not let one approve what one asked for.
    const own = await ask({ ...BOTH, approvers: [{ outside: 'Ravi@example.test' }], fallback });
    expect(await own.approvers()).toEqual([['ann@example.test', 'fallback:only_requester']]);
  });

  it('is nobody anywhere else, and can be given an account', async () => {
    const asked = await ask(BOTH, 'new@supplier.test');
    const listed = async (query: string) =>
      (await admin.get(`/users?${query}`))
        .json()
        .items.map(({ email }: { email: string }) => email);
    expect(await listed('q=new@supplier')).toEqual([]);
    expect(await listed('q=new@supplier&outside=true')).toEqual(['new@supplier.test']);
    for (const field of ['assignee', 'requester']) {
      const ticket = { type: 'task', title: 'For them', [field]: 'new@supplier.test' };
      expect((await admin.post('/tickets', ticket)).statusCode).toBe(400);
    }
    expect((await lead.get('/users?q=new@supplier&outside=true')).statusCode).toBe(403);
    const { id } = asked.ticket;
    const taken = await admin.patch(`/tickets/${id}`, { assignee: 'new@supplier.test' });
    expect(refusal(taken)).toBe('invalid_input');
    const user = await ask({
      mode: 'any',
      approvers: [{ user: 'new@supplier.test' }],
      fallback: [{ user: ann.email }],
    });
    expect(await user.approvers()).toEqual([['ann@example.test', 'fallback:nobody_left']]);
    const [stranger] = (await admin.get('/users?q=new@supplier&outside=true')).json().items;
    expect((await lead.get(`/users/${stranger.id}`)).statusCode).toBe(404);
    const patched = await admin.patch(`/users/${stranger.id}`, { password: 'long enough it is' });
    expect(patched.json().errors[0].pointer).toBe('/password');
    const made = await admin.post('/users', {
      email: 'new@supplier.test',
      name: 'New',
      roles: ['requester'],
      password: 'long enough it is',
    });
    expect([made.statusCode, made.json()]).toMatchObject([
      201,
      { id: stranger.id, outside: false },
    ]);
    expect(await listed('q=new@supplier')).toEqual(['new@supplier.test']);
    // As one of those inside they see all of it.
    const shown = await admin.get(`/approvals/${asked.id}`);
    expect(shown.json().approvers.some(({ outside }: { outside: boolean }) => outside)).toBe(false);
  });

  it('is handed on once they are switched off', async () => {
    const asked = await ask({ ...BOTH, fallback: [{ user: admin.email }] }, 'left@supplier.test');
    const [gone] = (await admin.get('/users?q=left@supplier&outside=true')).json().items;
    await admin.patch(`/users/${gone.id}`, { active: false });
    await asked.due();
    expect((await asked.approvers()).map(([email]) => email)).toContain(admin.email);
    const [key = ''] = await keysFor('left@supplier.test', asked);
    const left = (await post('', { key })).json();
    expect(left).toMatchObject({ type: '/problems/link_not_valid', outside: true });
    expect((await post('', { key: 'made-up' })).json().detail).toContain('with an account you can');
  });
});
