/**
 * Deciding in a browser, with a played API: for whom one decides, what has been said stage by stage, asking first and being
 * answered, rounds that are over, and several decisions in one, on a desk and on a phone.
 */
import type { Page, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ChangeConflict } from '#designer/client/types/changes.ts';
import type { Approval } from '#designer/client/types/tasks.ts';
import { messages as ar } from '#designer/messages/ar.ts';
import { messages as en } from '#designer/messages/en.ts';
import { violationsOn } from '../../support/axe.ts';
import type { PlayedApi } from '../canvas/played-api.ts';
import { type PlayedApp, startPlayedApp } from '../canvas/played-app.ts';
import { aGroup, anApproval, anApprover, aStage } from './an-approval.ts';

const me = { email: 'maya@demo.test', name: 'Maya' };
const ada = { email: 'ada@demo.test', name: 'Ada' };

let app: PlayedApp;
let page: Page;
beforeAll(async () => {
  app = await startPlayedApp();
});
afterAll(() => app?.stop());
afterEach(async () => {
  await page?.unrouteAll({ behavior: 'ignoreErrors' });
  await page?.close();
});

type Sent = { readonly path: string; readonly body: unknown };

/** Another change, which the reader may not see, and a freeze. */
const IN_THE_WAY: ChangeConflict[] = [
  { kind: 'same_item', path: [{ id: 'i1', key: 'gw', name: 'Mail gateway' }], freeze: null },
  { kind: 'freeze', path: [], freeze: { id: 'f1', name: 'Year end', reason: 'Books.' } },
].map((one) => ({
  ...one,
  kind: one.kind as ChangeConflict['kind'],
  from: '2026-12-01T18:00:00Z',
  to: '2026-12-01T20:00:00Z',
  change: null,
  person: null,
  items: [],
  windows: [],
  isOverridden: false,
  date: null,
}));

/** The page at this address, where these are the approvals; what is sent is answered by the test. */
async function open(
  address: string,
  approvals: Approval[],
  answer: (sent: Sent) => unknown = () => null,
  look: Parameters<PlayedApp['open']>[1] = {},
  prepare: (api: PlayedApi, page: Page) => unknown = () => {},
): Promise<Sent[]> {
  const sent: Sent[] = [];
  page = await app.visit(address, look, async (api, visited) => {
    await prepare(api, visited);
    await visited.route('**/api/v1/approvals**', answered);
    await visited.route('**/api/v1/approvals/**', answered);
  });
  return sent;

  async function answered(route: Route): Promise<void> {
    const request = route.request();
    const path = new URL(request.url()).pathname.replace('/api/v1', '');
    if (request.method() === 'POST') {
      const one = { path, body: request.postDataJSON() };
      sent.push(one);
      const json = answer(one) as (Approval & { status?: number }) | null;
      if (json?.status) return route.fulfill({ status: json.status, json });
      // As it has become, whoever asks for it next.
      const place = approvals.findIndex(({ id }) => id === json?.id);
      if (json && place >= 0) approvals[place] = json;
      return route.fulfill({ json });
    }
    const id = /^\/approvals\/([^/]+)$/.exec(path)?.[1];
    if (path.endsWith('/conflicts')) return route.fulfill({ json: { items: IN_THE_WAY } });
    if (path.endsWith('/progress')) return route.fulfill({ status: 404, json: {} });
    if (id) return route.fulfill({ json: approvals.find((one) => one.id === id) });
    return route.fulfill({ json: { items: approvals, nextCursor: null } });
  }
}

/** Three stages: decided in Ada’s place, asked now in two groups, and asked later. */
const staged = (part: Partial<Approval> = {}): Approval =>
  anApproval({
    stages: [
      aStage([aGroup([1])], { id: 'boss', name: 'Manager', state: 'approved' }),
      aStage(
        [
          aGroup([2, 3, 4], { id: 'it', name: 'IT', mode: 'nOfM', needed: 2 }),
          aGroup([{ seat: 5, weight: 1, veto: true }], { id: 'ciso', name: 'the CISO' }),
        ],
        { id: 'experts', name: 'Experts', enough: [['it'], ['ciso']] },
      ),
      aStage([aGroup([6])], { id: 'money', state: 'waiting' }),
    ],
    stage: 1,
    dueAt: '2026-11-30T10:00:00Z',
    approvers: [
      anApprover('Ben', {
        decision: 'approve',
        decidedAt: '2026-11-20T10:00:00Z',
        actedBy: { email: 'cem@demo.test', name: 'Cem' },
      }),
      anApprover('Maya', { stage: 1, seat: 2 }),
      anApprover('Ada', { stage: 1, seat: 3, away: true, standIns: [me] }),
      anApprover('Dee', { stage: 1, seat: 4, via: 'fallback:nobody_left' }),
      anApprover('Eve', { stage: 1, seat: 4, via: 'fallback:nobody_left' }),
      anApprover('Flo', { stage: 1, seat: 5 }),
      anApprover('Gus', { stage: 2, seat: 6 }),
    ],
    ...part,
  });

describe('an approval', () => {
  it('tells stage by stage who has said what in whose place, and what is waited for', async () => {
    await open('/approvals/a1', [staged()], undefined, { width: 390 });
    const seats = page.getByRole('region', { name: 'Manager' });
    await seats.getByText('by Cem in place of Ben').waitFor();
    const experts = page.getByRole('region', { name: 'Experts' });
    await experts.getByText('Enough is: IT, or the CISO').waitFor();
    await experts.getByText('2 of 3 must approve').waitFor();
    await experts.getByText('Any one of: Dee and Eve').waitFor();
    await experts.getByText('away · Maya may decide instead').waitFor();
    await experts.getByText('has a veto').waitFor();
    await page.getByRole('region', { name: 'Stage 3' }).getByText('Asked later').waitFor();
    await page.getByText('Waiting for IT, or the CISO').waitFor();
    expect(await violationsOn(page)).toEqual([]);
  });

  it('says where fewer can be asked than were to approve', async () => {
    const group = aGroup([1], { mode: 'nOfM', needed: 2 });
    const short = anApproval({ stages: [aStage([group])], approvers: [anApprover('Maya')] });
    await open('/approvals/a1', [short], undefined, { width: 390, scheme: 'dark' });
    await page.getByText('2 were to approve, and only 1 can be asked').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    const widest = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(widest).toBeLessThanOrEqual(390);
  });

  it('is decided for oneself and somebody who is away, or for one of them alone', async () => {
    const decided = staged({ speaksFor: [], allowed: [], version: 2 });
    const sent = await open('/approvals/a1', [staged({ speaksFor: [ada] })], () => decided);
    const choice = page.getByRole('radiogroup', { name: 'You decide for' });
    await choice.getByRole('radio', { name: 'yourself and Ada' }).waitFor();
    await choice.getByRole('radio', { name: 'Only for Ada, who is away' }).check();
    await page.getByRole('button', { name: 'Abstain' }).click();
    await page.getByText('You are not asked to decide this.').waitFor();
    expect(sent).toEqual([
      {
        path: '/approvals/a1/decision',
        body: { decision: 'abstain', subjectHash: 'x', for: ada.email },
      },
    ]);
  });

  it('tells those who are asked later when that is', async () => {
    const later = [...staged().approvers, anApprover('Maya', { stage: 2, seat: 6 })].filter(
      ({ email, stage }) => email !== me.email || stage === 2,
    );
    await open('/approvals/a1', [staged({ approvers: later, allowed: [] })]);
    await page.getByText('You are asked in a later stage, “Stage 3”').waitFor();
    expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
  });
});

const ravi = { email: 'ravi@demo.test', name: 'Ravi' };
const question = {
  id: 'q1',
  askedBy: me,
  askedAt: '2026-11-20T10:00:00Z',
  text: 'Which office?',
  answeredBy: null,
  answeredAt: null,
  answer: null,
};

describe('a change that is to be approved', () => {
  it('says what is planned, step by step and how each is taken back, also on a phone', async () => {
    const steps = [
      {
        key: 'stop',
        title: 'Stop the gateway',
        details: '',
        undo: 'Start it again',
        minutes: 5,
        assignment: { queue: 'network' },
      },
      { key: 'swap', title: 'Swap the card', details: 'Slot 4.', undo: '', minutes: null },
    ];
    const change = { kind: 'normal', risk: 'high', plannedFrom: null, plannedTo: null, steps };
    const items = [{ id: 'i1', key: 'gw', name: 'Mail gateway' }];
    const asked = anApproval({
      ticket: { id: 't1', number: 'CHG-000001', title: 'Replace the card' },
      approvers: [anApprover('Maya')],
      subject: {
        ticket: { change, category: 'Network', configItems: ['gw', 'core-switch'] },
        requester: ravi,
        variables: {
          risk: 'high',
          why: ['it reaches far'],
          reasons: ['it reaches far'],
          stepsDone: ['stop', 'swap'],
          asked: { by: 'kofi@demo.test', urgent: true },
        },
      },
      allowed: ['decide', 'openTicket'],
      people: [{ email: 'kofi@demo.test', name: 'Kofi Mensah' }],
    });
    await open(
      '/approvals/a1',
      [asked],
      () => null,
      { width: 390 },
      (_, visited) =>
        visited.route('**/api/v1/tickets/t1/config-items', (route) =>
          route.fulfill({ json: { items, allowed: [] } }),
        ),
    );
    // What else is known stands in nobody's way.
    const rest = page.getByText('What else is known');
    await rest.waitFor();
    expect(await page.getByText('Steps done').isVisible()).toBe(false);
    await rest.click();
    expect(await page.getByText('it reaches far').count()).toBe(1);
    const done = page.getByText('Steps done').locator('..');
    await done.waitFor();
    expect(await done.getByRole('listitem').allInnerTexts()).toEqual([
      'Stop the gateway',
      'Swap the card',
    ]);
    await page.getByText(/^Asked\s*By\s*Kofi Mensah\s*Urgent\s*Yes$/).waitFor();
    const planned = page.getByRole('region', { name: 'What is planned' });
    await planned.getByText('Mail gateway and Core switch').waitFor();
    // Once, and above all else.
    expect(await page.getByText('High', { exact: true }).count()).toBe(1);
    expect(await planned.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringMatching(
        /Stop the gateway\s+Queue: Network\s+5 minutes\s+Taken back: Start it again/,
      ),
      expect.stringMatching(/Swap the card\s+Slot 4\./),
    ]);
    const inTheWay = page.getByRole('region', { name: 'In the way at that time' });
    await inTheWay.getByText('Year end').waitFor();
    expect(await inTheWay.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringContaining('Mail gateway'),
      expect.stringContaining('The freeze “Year end” holds: Books.'),
    ]);
    // Not a second time among the other facts, as it came.
    expect(await page.getByText('plannedFrom').count()).toBe(0);
    expect(await violationsOn(page)).toEqual([]);
    const widest = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(widest).toBeLessThanOrEqual(390);
  });
});

describe('a standard change that is proposed', () => {
  it('says what it may touch, how risky it is and each step once, also on a phone', async () => {
    const steps = [
      { title: 'Stop the spooler', by: 'Kofi Mensah', minutes: 5, undo: 'Start it again' },
      { title: 'Print a test page' },
    ];
    const variables = {
      standard: 'print-cache',
      name: 'Clean the print cache',
      version: 1,
      items: 'Whatever there is',
      risk: 'low',
      steps,
      plan: 'Implementation: Stop it, clean it, start it.',
    };
    const asked = anApproval({
      ticket: null,
      approvers: [anApprover('Maya')],
      subject: { ticket: {}, requester: ravi, variables },
    });
    await open('/approvals/a1', [asked], () => null, { width: 390 });
    await page.getByText('Whatever there is').waitFor();
    const planned = page.getByRole('region', { name: 'Steps' });
    expect(await planned.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringMatching(
        /Stop the spooler\s+Kofi Mensah\s+5 minutes\s+Taken back: Start it again/,
      ),
      expect.stringMatching(/Print a test page/),
    ]);
    expect(await page.getByText('Print a test page').count()).toBe(1);
    expect(await page.getByRole('heading', { name: 'In the way at that time' }).count()).toBe(0);
    expect(await violationsOn(page)).toEqual([]);
    const widest = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(widest).toBeLessThanOrEqual(390);
  });
});

describe('asking first', () => {
  it('keeps what was written until it is sent, says that time waits, and shows the answer when it comes', async () => {
    const asked = anApproval({
      approvers: [anApprover('Maya')],
      allowed: ['decide', 'ask'],
      subject: { ticket: {}, requester: ravi, variables: {} },
      dueAt: '2026-11-30T10:00:00Z',
    });
    const paused = { ...asked, pausedAt: question.askedAt, questions: [question], version: 2 };
    const approvals: Approval[] = [asked];
    const tries = [{ type: '/problems/unavailable', status: 503 }, paused];
    let tell = (_: string): void => {};
    const told = new Promise<string>((resolve) => {
      tell = resolve;
    });
    const sent = await open(
      '/approvals/a1',
      approvals,
      () => tries.shift(),
      {},
      (_, visited) =>
        visited.route(
          '**/events/stream**',
          async (route) =>
            route.fulfill({
              contentType: 'text/event-stream',
              body: `event: change\n${await told}`,
            }),
          { times: 1 },
        ),
    );
    await page.getByRole('button', { name: 'Ask first' }).click();
    const send = page.getByRole('button', { name: 'Ask Ravi' });
    await send.click();
    await page.getByText('Write what you want to know.').waitFor();
    await page.keyboard.type(question.text);
    await send.click();
    await page.getByRole('alert').waitFor();
    const field = page.getByLabel('What do you want to know from Ravi?');
    expect(await field.inputValue()).toBe(question.text);
    await send.click();
    await page.getByText('Time stands still until it comes').waitFor();
    await page.getByText('No answer yet').waitFor();
    expect(await field.count()).toBe(0);
    const path = '/approvals/a1/questions';
    expect(sent).toEqual([1, 2].map(() => ({ path, body: { text: question.text } })));

    const answer = { answeredBy: ravi, answeredAt: '2026-11-20T12:00:00Z', answer: 'Oslo' };
    approvals[0] = { ...asked, questions: [{ ...question, ...answer }], version: 3 };
    tell(
      `data: ${JSON.stringify({ type: 'approval.answered', subject: { kind: 'approval', id: 'a1' } })}\n\n`,
    );
    await page.getByText('Oslo').waitFor();
    expect(await page.getByText('Time stands still').count()).toBe(0);
  });

  it('is answered where the request is followed, in Arabic and on a phone, however long it is', async () => {
    const long = { ...question, askedBy: ada, text: 'x'.repeat(4_000) };
    const waiting = anApproval({ questions: [long], allowed: ['answer'] });
    const done = { answeredBy: me, answeredAt: '2026-11-20T12:00:00Z', answer: 'Oslo' };
    const answered = { ...waiting, questions: [{ ...long, ...done }], allowed: [] };
    const list = [waiting];
    const sent = await open(
      '/portal/requests/REQ-000001',
      [],
      () => {
        list[0] = answered;
        return answered;
      },
      { width: 390, locale: 'ar', scheme: 'dark' },
      (api) => {
        api.things.set('/tickets/REQ-000001', {
          id: 't1',
          number: 'REQ-000001',
          title: 'Laptop',
          type: 'service_request',
          status: 'pending_approval',
          requester: { id: 'maya', ...me },
          assignee: null,
          catalogItem: null,
          description: '',
          custom: {},
          holdReason: null,
          allowed: [],
          createdAt: '2026-11-20T09:00:00Z',
        });
        api.things.set('/tickets/t1/approvals', { items: list, nextCursor: null });
      },
    );
    await page.getByRole('heading', { name: ar['portal.follow.question'] }).waitFor();
    await page.getByLabel(ar['approval.answer'], { exact: true }).fill('Oslo');
    expect(await violationsOn(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      390,
    );
    await page.getByRole('button', { name: ar['approval.answer.send'] }).click();
    await page.getByRole('heading', { name: ar['portal.follow.questions'] }).waitFor();
    expect(await page.getByRole('textbox').count()).toBe(0);
    expect(sent).toEqual([{ path: '/approvals/a1/questions/q1/answer', body: { text: 'Oslo' } }]);
  });
});

describe('asking everybody again', () => {
  it('is told first, needs a reason, and leaves what was said before to be unfolded', async () => {
    const cost = { fact: 'ticket.custom.cost', before: 1200, after: 1450 };
    const ben = { email: 'ben@demo.test', name: 'Ben' };
    const first = {
      round: 1,
      endedAt: '2026-11-21T09:00:00Z',
      why: { changed: [cost], by: null, reason: null },
      votes: [
        {
          voter: ben,
          actedBy: ada,
          decision: 'approve' as const,
          comment: 'Cheap enough',
          outside: false,
          signed: null,
          at: '2026-11-20T12:00:00Z',
        },
      ],
    };
    const second = anApproval({
      approvers: [anApprover('Maya', { decision: 'approve', decidedAt: '2026-11-21T10:00:00Z' })],
      subject: { ticket: { catalogItem: 'laptop' }, requester: ravi, variables: {} },
      round: 2,
      askedAgain: first.why,
      earlier: [first],
      allowed: ['askAgain'],
    });
    const wanted = { changed: null, by: me, reason: 'I had not seen the price' };
    const third = {
      ...second,
      approvers: [anApprover('Maya')],
      round: 3,
      askedAgain: wanted,
      allowed: ['decide', 'ask', 'askAgain'],
      version: 3,
      earlier: [{ round: 2, endedAt: '2026-11-21T11:00:00Z', why: wanted, votes: [] }, first],
    };
    const wrong = [{ pointer: '/reason', detail: 'Say more than that.' }];
    const tries = [{ type: '/problems/validation_failed', status: 400, errors: wrong }, third];
    const sent = await open(
      '/approvals/a1',
      [second],
      () => tries.shift(),
      { width: 390, scheme: 'dark' },
      (api) => {
        const schema = { properties: { cost: { type: 'number', title: 'Price' } } };
        api.things.set('/catalog/items/laptop', { schema, uiSchema: null });
      },
    );
    const why = page.getByRole('region', { name: 'Why everybody is asked again' });
    await why.getByText('Price').waitFor();
    expect(await why.locator('dd').textContent()).toMatch(/1,200\D+1,450/);
    await page.getByText('Round 1').click();
    await page.getByText('by Ada in place of Ben').waitFor();
    await page.getByText('Cheap enough').waitFor();
    expect(await violationsOn(page)).toEqual([]);

    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Ask everybody again' }).click();
    const dialog = page.getByRole('dialog', { name: 'Ask everybody again' });
    await dialog.getByText('The decision made so far is kept as an earlier round').waitFor();
    await dialog.getByLabel('Why').fill(wanted.reason);
    expect(await violationsOn(page)).toEqual([]);
    const submit = dialog.getByRole('button', { name: 'Ask everybody again' });
    await submit.click();
    await dialog.getByText('Say more than that.').waitFor();
    await submit.click();
    await why.getByText('I had not seen the price').waitFor();
    await page.getByRole('button', { name: 'Approve' }).waitFor();
    expect(sent.at(-1)).toEqual({
      path: '/approvals/a1/rounds',
      body: { reason: wanted.reason },
    });
  });
});

describe('an approval of a plan that is another now', () => {
  it.each([
    ['/approvals', 'en', 'light'],
    ['/approvals/a1', 'en', 'dark'],
    ['/approvals/a1', 'ar', 'light'],
  ] as const)('is marked so on %s (%s, %s), and not in green', async (address, locale, scheme) => {
    const spoken = {
      approvers: [anApprover('Maya', { decision: 'approve', decidedAt: '2026-11-21T10:00:00Z' })],
      decidedAt: '2026-11-21T10:00:00Z',
      state: 'approved' as const,
      allowed: [],
    };
    const look = { width: 390, locale, scheme };
    const colourOf = async (outdated: boolean, words: string) => {
      await open(address, [anApproval({ ...spoken, outdated })], undefined, look);
      const chip = page.getByRole('main').getByText(words, { exact: true }).first();
      await chip.waitFor();
      return chip.evaluate((one) => getComputedStyle(one).color);
    };
    const say = (key: 'approved' | 'outdated') =>
      (locale === 'ar' ? ar : en)[`approvals.state.${key}`] as string;
    const green = await colourOf(false, say('approved'));
    await page.close();
    expect(await colourOf(true, say('outdated'))).not.toBe(green);
    expect(await violationsOn(page)).toEqual([]);
  });

  it.each([
    ['Maya', 'approval.decided.approve', 'approval.decided.outdated'],
    ['Ada', 'approval.over.approved', 'approval.over.outdated'],
  ] as const)('has not approved this where %s has, and is not due', async (who, before, now) => {
    const decidedAt = '2026-11-21T10:00:00Z';
    const spoken = anApproval({
      approvers: [anApprover(who, { decision: 'approve', decidedAt })],
      decidedAt,
      state: 'approved',
      allowed: [],
      dueAt: '2026-11-28T10:00:00Z',
    });
    const term = (name: RegExp) => page.getByRole('term').filter({ hasText: name });
    const toneOf = async (outdated: boolean, words: string) => {
      await open('/approvals/a1', [{ ...spoken, outdated }]);
      await page.getByRole('main').getByText(words, { exact: true }).waitFor();
      const panel = page.locator('section[data-tone]');
      expect(await panel.textContent()).toContain(words);
      return panel.getAttribute('data-tone');
    };
    expect(await toneOf(false, en[before])).toBe('good');
    await page.close();
    expect(await toneOf(true, en[now])).toBe('none');
    await term(/^Ended$/).waitFor();
    expect(await term(/^Due$/).count()).toBe(0);
    expect(await violationsOn(page)).toEqual([]);
  });
});

describe('an approval of a plan that was approved before', () => {
  it('says what is another since', async () => {
    const fact = 'ticket.change.plannedFrom';
    const [before, after] = ['2026-12-05T20:00:00Z', '2026-12-09T20:00:00Z'];
    const kept = '2026-12-07T20:00:00Z';
    const again = anApproval({
      sinceApproved: [{ fact, before, after }],
      // It was made another once more while they were being asked.
      askedAgain: { changed: [{ fact, before: kept, after }], by: null, reason: null },
    });
    await open('/approvals/a1', [again], undefined, { width: 390, scheme: 'dark' });
    const since = page.getByRole('region', {
      name: 'What is another since it was approved before',
    });
    await since.waitFor();
    expect(await since.locator('dd').textContent()).toMatch(/before:.*5.*now:.*9/);
    const anew = page.getByRole('region', { name: 'Why everybody is asked again' });
    expect(await anew.locator('dd').textContent()).toMatch(/before:.*7.*now:.*9/);
    expect(await violationsOn(page)).toEqual([]);
  });
});

describe('several approvals', () => {
  it('are rejected together with one comment, and each says what became of it', async () => {
    const mine = (id: string, title: string, part: Partial<Approval> = {}) =>
      anApproval({
        id,
        ticket: { id, number: `REQ-${id}`, title },
        approvers: [anApprover('Maya')],
        ...part,
      });
    const forAda = { approvers: [anApprover('Ada', { away: true })], speaksFor: [ada] };
    const waiting = [mine('1', 'Laptop'), mine('2', 'Phone', forAda), mine('3', 'Chair')];
    const sent = await open(
      '/approvals',
      waiting,
      () => {
        const [done] = waiting.splice(0, 1);
        const problem = { type: '/problems/already_voted', status: 409, detail: 'Ben was faster.' };
        return {
          items: [
            { id: '1', status: 200, approval: { ...done, state: 'rejected' } },
            { id: '2', status: 409, problem },
          ],
        };
      },
      { width: 390 },
    );
    await page.getByText('in place of Ada').waitFor();
    await page.getByRole('checkbox', { name: 'Choose “Laptop”' }).check();
    await page.getByRole('checkbox', { name: 'Choose “Phone”' }).check();
    const bar = page.getByRole('region', { name: 'Decide together' });
    await bar.getByRole('button', { name: 'Reject 2' }).click();
    await bar.getByText('Say why, so that the others understand.').waitFor();
    expect(sent).toEqual([]);
    expect(await violationsOn(page)).toEqual([]);
    await page.keyboard.type('Too dear');
    await bar.getByRole('button', { name: 'Reject 2' }).click();
    const outcomes = page.getByRole('region', { name: 'What became of them' });
    await outcomes.getByText('1 decided, 1 not').waitFor();
    await outcomes.getByText('Laptop: Rejected').waitFor();
    await outcomes.getByText('Ben was faster.').waitFor();
    await page.getByRole('checkbox', { name: 'Choose “Laptop”' }).waitFor({ state: 'detached' });
    const said = { decision: 'reject', comment: 'Too dear', subjectHash: 'x' };
    expect(sent).toEqual([
      {
        path: '/approvals/bulk',
        body: {
          decisions: [
            { id: '1', ...said },
            { id: '2', ...said },
          ],
        },
      },
    ]);
    expect(await violationsOn(page)).toEqual([]);
  });
});
