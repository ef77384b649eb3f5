/**
 * The product's main job on real parts: the instance as a user starts it (PostgreSQL, Temporal, API and worker of its
 * own), Chromium, and a mail server. A process is drawn from an empty canvas and published; requests come in over HTTP, are
 * routed by a rule, approved by a person, worked by an agent and resolved, while the worker and the API are killed.
 */
import { Client, Connection } from '@temporalio/client';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, type Instance, tokenFor } from '#bin/interop/replay.ts';
import { launchBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { type Mailbox, openMailbox } from '../support/mailbox.ts';
import { type Started, startPerdura } from '../support/started.ts';
import { DEMO_PASSWORD, type Person, signInByHand, step } from '../support/web.ts';
import { seriousViolations } from './accessibility.ts';
import { drawEquipmentProcess, MAIL_SUBJECT, publish } from './draw-equipment-process.ts';

type Ticket = { readonly id: string; readonly number: string; readonly status: string };
type Run = {
  readonly id: string;
  readonly process: string;
  readonly state: string;
  readonly workflowId: string;
};
type Items<T> = { readonly items: readonly T[] };

const PROCESS = 'Equipment request';
const TITLE = 'A second monitor';
const RUN_OF_STEPS = [
  'Equipment wanted (Start)',
  'Who decides? (Rules)',
  'Approval needed? (Choice)',
  'Manager decides (Approval)',
  'To the service desk (Assign)',
  'Deliver it (Task)',
  'Tell the requester (Send e-mail)',
  'Resolve (Update ticket)',
  'End',
];

let mailbox: Mailbox;
let perdura: Started;
let browser: Browser;
let ravi: Instance;
const people: Person[] = [];

beforeAll(async () => {
  mailbox = await openMailbox();
  [perdura, browser] = await Promise.all([
    startPerdura({ DEMO: '1', SMTP_URL: mailbox.url }),
    launchBrowser(),
  ]);
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await perdura?.stop();
  await mailbox?.close();
}, 120_000);

describe('somebody who has just started Perdura', () => {
  it('draws a process, publishes it, and sees a request through to its end', async () => {
    const maya = await enter('maya@demo.test');
    await step('Maya draws a process', [maya], () => drawEquipmentProcess(maya.page, PROCESS));
    await step('Maya publishes it', [maya], () => publish(maya.page));

    ravi = await tokenFor(perdura.url, 'ravi@demo.test', DEMO_PASSWORD);
    const small = await request(3);
    const large = await request(1);
    await step('the worker is killed', [], () => perdura.kill('worker'));

    await step('the rule sends the small one straight to the desk', [], () =>
      eventually('its task is open', async () => {
        expect(await openTasksOf(small)).toEqual(['Deliver it']);
        expect(await itemsOf(`/tickets/${small.id}/approvals`)).toEqual([]);
      }),
    );
    await step('the rule sends the large one to the manager', [], () =>
      eventually('its approval is open', async () => {
        expect(await itemsOf(`/tickets/${large.id}/approvals`)).toMatchObject([
          { state: 'open', approvers: [{ email: 'ines@demo.test', decision: null }] },
        ]);
        expect(await openTasksOf(large)).toEqual([]);
      }),
    );

    const omar = await enter('omar@demo.test');
    await step('Omar sees on the desk where it stands', [omar], async () => {
      const { page } = omar;
      await page.getByRole('button', { name: /^All open/ }).click();
      await page.getByRole('link', { name: new RegExp(large.number) }).click();
      await page.getByRole('tab', { name: 'Process' }).click();
      const drawing = page.getByRole('figure', { name: `Where “${PROCESS}” stands` });
      await drawing.getByText('Approval needed? (Choice): done').waitFor({ state: 'attached' });
      await drawing
        .getByText('Manager decides (Approval): waiting here now')
        .waitFor({ state: 'attached' });
    });

    const ines = await enter('ines@demo.test');
    await step('Ines approves', [ines], async () => {
      const { page } = ines;
      await page.getByRole('link', { name: /^Approvals/ }).click();
      await page.getByRole('link', { name: new RegExp(large.number) }).click();
      await page.getByRole('heading', { name: TITLE }).waitFor();
      await page.getByRole('textbox', { name: 'Comment' }).fill('She needs it.');
      await page.getByRole('button', { name: 'Approve' }).click();
      await page.getByText('You have approved this').waitFor();
    });
    await step('the API is killed', [ines, omar], () => perdura.kill('api'));

    await step('Omar completes the task', [omar], async () => {
      const { page } = omar;
      await page.getByRole('tab', { name: 'Conversation' }).click();
      const tasks = page.getByRole('region', { name: 'Tasks' });
      await tasks.getByText('Deliver it').waitFor();
      await tasks.getByText('Bring it to Ravi').waitFor();
      await tasks.getByRole('button', { name: 'Delivered' }).click();
    });
    await step('the ticket is resolved, on the desk and over HTTP', [omar], async () => {
      const { page } = omar;
      const shown = page.getByRole('region', { name: `${large.number} ${TITLE}` });
      await shown.getByText('Resolved', { exact: true }).first().waitFor();
      await eventually('the run has ended', async () => {
        const ticket = await call<Ticket>(ravi, 'GET', `/tickets/${large.id}`);
        expect(ticket.status).toBe('resolved');
        expect(await runsOf(large)).toMatchObject([{ state: 'completed' }]);
      });
    });
    await step('every step of it is done in the drawing', [omar], async () => {
      const { page } = omar;
      await page.getByRole('tab', { name: 'Process' }).click();
      const steps = page
        .getByRole('figure', { name: `Where “${PROCESS}” stands` })
        .locator('li', { hasText: ': done' });
      await eventually('all of them are done', async () => {
        expect(await steps.allTextContents()).toEqual(RUN_OF_STEPS.map((name) => `${name}: done`));
      });
    });

    await eventually('the mail has arrived', () => {
      expect(lettersAbout(large)).toMatchObject([{ to: ['ravi@demo.test'] }]);
    });
    const [run] = await runsOf(large);
    expect(run?.workflowId).toBe(`run:${run?.id}`);
    expect(await stateInTemporal(run?.workflowId ?? '')).toBe('COMPLETED');

    await step('the small one is completed too', [], () => completeOverHttp(small));
    await eventually('its mail has arrived', () => expect(lettersAbout(small)).toHaveLength(1));
    expect(lettersAbout(large)).toHaveLength(1);
    expect(people.flatMap(({ complaints }) => complaints)).toEqual([]);
  }, 600_000);
});

describe.each(['light', 'dark'] as const)('whoever needs it, in %s colours,', (scheme) => {
  it('meets no serious obstacle on the pages of the product', async () => {
    expect(await seriousViolations(browser, perdura.url, scheme)).toEqual([]);
  }, 300_000);
});

async function enter(email: string): Promise<Person> {
  const person = await signInByHand(browser, perdura.url, email);
  people.push(person);
  return person;
}

/** A service request as another program sends it in. */
function request(impact: 1 | 3): Promise<Ticket> {
  const body = { type: 'service_request', title: TITLE, category: 'equipment', impact, urgency: 2 };
  return call<Ticket>(ravi, 'POST', '/tickets', body);
}

async function itemsOf<T = unknown>(path: string): Promise<readonly T[]> {
  return (await call<Items<T>>(ravi, 'GET', path)).items;
}

const runsOf = (ticket: Ticket) => itemsOf<Run>(`/tickets/${ticket.id}/runs`);

async function openTasksOf(ticket: Ticket): Promise<string[]> {
  const tasks = await itemsOf<{ name: string; state: string }>(`/tickets/${ticket.id}/tasks`);
  return tasks.filter(({ state }) => state === 'open').map(({ name }) => name);
}

async function completeOverHttp(ticket: Ticket): Promise<void> {
  const omar = await tokenFor(perdura.url, 'omar@demo.test', DEMO_PASSWORD);
  const path = `/tickets/${ticket.id}/tasks`;
  const { items } = await call<Items<{ id: string; outcomes: { key: string }[] }>>(
    omar,
    'GET',
    path,
  );
  const outcome = items[0]?.outcomes[0]?.key;
  await call(omar, 'POST', `/tasks/${items[0]?.id}/complete`, { outcome });
  await eventually('it is resolved', async () => {
    expect((await call<Ticket>(ravi, 'GET', `/tickets/${ticket.id}`)).status).toBe('resolved');
  });
}

const lettersAbout = ({ number }: Ticket) =>
  mailbox.letters.filter(({ subject }) => subject === `${MAIL_SUBJECT}: ${number}`);

async function stateInTemporal(workflowId: string): Promise<string> {
  const { temporalAddress, temporalNamespace } = perdura.connections;
  const connection = await Connection.connect({ address: temporalAddress });
  try {
    const client = new Client({ connection, namespace: temporalNamespace });
    return (await client.workflow.getHandle(workflowId).describe()).status.name;
  } finally {
    await connection.close();
  }
}
