/** Ballots that are not the plain one, in a real Chromium: behind the address in a mail where nobody is signed in, and signed. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { violationsOn } from '../../support/axe.ts';
import { type PlayedApp, startPlayedApp } from '../canvas/played-app.ts';
import { anApproval, anApprover } from './an-approval.ts';

const KEY = 'AQ-secret_of-the-mail';
const LINKED = {
  tenant: { name: 'Harbour Works' },
  person: { email: 'maya@demo.test', name: 'Maya' },
  until: '2026-12-04T10:00:00Z',
  approval: anApproval({ approvers: [anApprover('Maya')], allowed: ['decide'] }),
};

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

/** The page, with what it sends; `answer` gets each body. */
async function open(answer: (path: string) => { status: number; json: unknown }) {
  const sent: { path: string; body: unknown }[] = [];
  const addresses: string[] = [];
  const look = { width: 390, scheme: 'dark' } as const;
  page = await app.visit(`/decide#${KEY}`, look, async (_, visited) => {
    visited.on('request', (request) => {
      // The page's own address is told with what is behind the `#`, which is not sent.
      if (!request.isNavigationRequest()) addresses.push(request.url());
    });
    await visited.route('**/api/v1/auth/session', (route) => route.fulfill({ status: 204 }));
    await visited.route(/\/approvals\/by-link/, (route) => {
      const path = new URL(route.request().url()).pathname.replace('/api/v1', '');
      sent.push({ path, body: route.request().postDataJSON() });
      return route.fulfill(answer(path));
    });
  });
  return { sent, addresses };
}

describe('the page of a decision link', () => {
  it('says as whom one decides, takes one decision, and keeps its key to itself', async () => {
    const { sent, addresses } = await open((path) =>
      path.endsWith('/decision')
        ? { status: 200, json: { decision: 'reject', state: 'rejected' } }
        : { status: 200, json: LINKED },
    );
    await page.getByText('You decide as Maya (maya@demo.test).').waitFor();
    await page.getByText('Harbour Works asks you.').waitFor();
    await page.getByText('It is recorded with your name').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.getByRole('button', { name: 'Reject' }).click();
    await page.getByText('Say why, so that the others understand.').waitFor();
    await page.keyboard.type('Too dear');
    await page.getByRole('button', { name: 'Reject' }).click();
    await page.getByText('You can close this page.').waitFor();
    expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
    const { subjectHash } = LINKED.approval;
    expect(sent).toEqual([
      { path: '/approvals/by-link', body: { key: KEY } },
      {
        path: '/approvals/by-link/decision',
        body: { key: KEY, decision: 'reject', comment: 'Too dear', subjectHash },
      },
    ]);
    expect(addresses.filter((address) => address.includes(KEY))).toEqual([]);
  });

  it('says what has become of an address that can be used no more, and the way on', async () => {
    const json = { type: '/problems/link_used', title: 'Used', status: 410, detail: 'Used.' };
    await open(() => ({ status: 410, json }));
    await page.getByRole('heading', { name: 'This address has done what it was for' }).waitFor();
    await page.getByRole('link', { name: 'Sign in to see your approvals' }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
  });

  it('offers no signing in to who has no account', async () => {
    const json = { type: '/problems/link_used', title: 'Used', status: 410, outside: true };
    await open(() => ({ status: 410, json }));
    await page.getByRole('heading', { name: 'This address has done what it was for' }).waitFor();
    expect(await page.getByRole('link').count()).toBe(0);
    expect(await violationsOn(page)).toEqual([]);
  });

  it('offers signing in only to who has an account where nobody knows whom it was sent to', async () => {
    const json = { type: '/problems/link_not_valid', title: 'Nowhere', status: 404 };
    await open(() => ({ status: 404, json }));
    await page.getByRole('heading', { name: 'This address leads nowhere' }).waitFor();
    await page.getByRole('link', { name: /^If you have an account here, sign in/ }).waitFor();
    expect(await page.getByText('sign in').count()).toBe(1);
    expect(await violationsOn(page)).toEqual([]);
  });

  it('has a new address sent for one that has become too old', async () => {
    const json = { type: '/problems/link_expired', title: 'Old', status: 410, outside: true };
    const { sent } = await open((path) =>
      path.endsWith('/renewal') ? { status: 202, json: {} } : { status: 410, json },
    );
    await page.getByRole('button', { name: 'Have a new one sent' }).click();
    await page.getByText('a mail is on its way to you').waitFor();
    expect(await page.getByRole('link').count()).toBe(0);
    await page.keyboard.press('Enter');
    expect(sent.filter(({ path }) => path.endsWith('/renewal'))).toEqual([
      { path: '/approvals/by-link/renewal', body: { key: KEY } },
    ]);
    expect(await violationsOn(page)).toEqual([]);
  });

  it('shows who has no account what is decided, and nobody else', async () => {
    const change = { steps: [{ key: 's1', title: 'Swap the card', details: '', undo: '' }] };
    const variables = {
      stepsDone: ['s1'],
      asked: { by: 'Ines', message: 'It hums' },
    };
    const subject = { ticket: { change }, requester: {}, variables };
    const approval = { ...LINKED.approval, stages: [], questions: [], earlier: [], subject };
    const person = { email: 'ana@supplier.test', name: 'ana@supplier.test' };
    await open(() => ({ status: 200, json: { ...LINKED, person, approval } }));
    await page.getByText('You decide as ana@supplier.test.').waitFor();
    await page.getByText('It is recorded with your address').waitFor();
    expect(await page.getByRole('heading', { name: 'Who decides' }).count()).toBe(0);
    await page.getByText('What else is known').click();
    await page.getByText(/^Steps done\s*Swap the card$/).waitFor();
    await page.getByText(/^Asked\s*By\s*Ines\s*Message\s*It hums$/).waitFor();
    expect(await violationsOn(page)).toEqual([]);
  });
});

describe('a decision that is signed', () => {
  it('asks for the password, says when it is another, and sends it with the decision', async () => {
    const signature = 'I have reviewed this and answer for it.';
    const asked = anApproval({ approvers: [anApprover('Maya')], signature });
    let now = asked;
    const sent: unknown[] = [];
    page = await app.visit('/approvals/a1', {}, async (_, visited) => {
      await visited.route('**/api/v1/approvals/**', (route) => {
        const request = route.request();
        if (request.url().endsWith('/progress')) return route.fulfill({ status: 404, json: {} });
        if (request.method() === 'GET') return route.fulfill({ json: now });
        sent.push(request.postDataJSON());
        if (sent.length > 1) {
          const approvers = [anApprover('Maya', { decision: 'approve', signed: signature })];
          now = { ...asked, state: 'approved', allowed: [], approvers };
          return route.fulfill({ json: now });
        }
        const errors = [{ pointer: '/password', detail: 'must be your password.' }];
        const problem = { type: '/problems/password_required', title: 'No', status: 403, errors };
        return route.fulfill({ status: 403, json: problem });
      });
    });
    await page.getByText(`You sign this as: “${signature}”`).waitFor();
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByText('Give your password: a signature needs it.').waitFor();
    await page.keyboard.type('a guess');
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByText('This is not your password.').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.getByLabel('Your password').fill('correct horse');
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByText(`signed: “${signature}”`).waitFor();
    const { subjectHash } = asked;
    expect(sent).toEqual([
      { decision: 'approve', subjectHash, password: 'a guess' },
      { decision: 'approve', subjectHash, password: 'correct horse' },
    ]);
  });
});
