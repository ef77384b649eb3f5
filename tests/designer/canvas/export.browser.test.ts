/**
 * Processes as files, in a real Chromium under the page's own policy: pictures of all and of what is selected, the
 * definition out and in again, and a plain answer to every file that cannot be taken.
 */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pagePolicy } from '#api/plugins/security-headers.ts';
import { fromBpmn } from '#engine/bpmn/index.ts';
import { violationsOn } from '../../support/axe.ts';
import { announced, elementOn } from './author.ts';
import type { PlayedApi } from './played-api.ts';
import { type PlayedApp, startPlayedApp } from './played-app.ts';
import { aProcess } from './support.ts';

let app: PlayedApp;
let page: Page;
let api: PlayedApi;

beforeAll(async () => {
  app = await startPlayedApp();
});

afterAll(async () => {
  await app?.stop();
});

beforeEach(async () => {
  ({ page, api } = await app.open(aProcess()));
});

afterEach(async () => {
  await page.close();
});

const exported = async (item: string, nth = 0) => {
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('menuitem', { name: item }).nth(nth).click();
  const file = await waiting;
  const bytes = await readFile(await file.path());
  return { name: file.suggestedFilename(), bytes, text: bytes.toString('utf8') };
};

describe('a picture of the drawing', () => {
  it('is an SVG with every step, named after process and draft', async () => {
    const { name, text } = await exported('Picture (SVG)');
    expect(name).toBe('loan-draft.svg');
    expect(text.match(/data-element=/g)).toHaveLength(6);
    expect(text).toContain('>Owner agrees<');
    await announced(page, 'Exported as loan-draft.svg');
  });

  it('holds only what is selected where that is asked for', async () => {
    await elementOn(page, 'Owner agrees').click();
    const { text } = await exported('Picture (SVG)', 1);
    expect(text.match(/data-element="(\w+)"/g)).toEqual(['data-element="ask"']);
  });

  it('is a PNG that is not empty, also under the policy of our own pages', async () => {
    const violations: string[] = [];
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) violations.push(message.text());
    });
    await page.route(/\/processes\/loan$/, async (route) => {
      if (route.request().resourceType() !== 'document') return route.fallback();
      const answer = await route.fetch();
      const body = (await answer.text()).replaceAll('__CSP_NONCE__', 'bm9uY2U=');
      const headers = { ...answer.headers(), 'content-security-policy': pagePolicy('bm9uY2U=') };
      await route.fulfill({ response: answer, body, headers });
    });
    await page.reload();
    await elementOn(page, 'Owner agrees').waitFor();
    // The check of the process is a script of its own, which the policy must let in too.
    await page
      .getByText(/^(Nothing to mend|\d+ (error|warning|hint)s?)$/)
      .first()
      .waitFor();
    const { name, bytes } = await exported('Picture (PNG)');
    expect(name).toBe('loan-draft.png');
    expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
    // Twice as large as the SVG says, for sharp screens.
    const { text } = await exported('Picture (SVG)');
    expect(bytes.readUInt32BE(16)).toBe(2 * Number(/ width="(\d+)"/.exec(text)?.[1]));
    expect(bytes.length).toBeGreaterThan(10_000);
    expect(violations).toEqual([]);
  });
});

describe('a definition as a file', () => {
  const take = async (name: string, content: string | Buffer) => {
    await page
      .getByLabel('Import', { exact: true })
      .locator('visible=false')
      .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(content) });
  };

  it('goes out as it is and comes in again as a draft', async () => {
    const { name, text } = await exported('Definition (JSON)');
    expect(name).toBe('loan-draft.process.json');
    expect(JSON.parse(text)).toEqual(aProcess());
    await page.goto(new URL('/processes', page.url()).href);
    await page.getByRole('button', { name: 'Import', exact: true }).waitFor();
    await take(name, text);
    const dialog = page.getByRole('dialog', { name: 'Import a process' });
    await dialog.getByRole('textbox', { name: 'Key' }).fill('loan-2');
    await dialog.getByRole('button', { name: 'Import process' }).click();
    await page.waitForURL(/processes\/loan-2/);
    expect(api.others.get('loan-2')).toEqual({ ...aProcess(), key: 'loan-2' });
  });

  it('goes out as a BPMN document too, with what is drawn and not saved yet', async () => {
    await page.getByRole('textbox', { name: 'Name of the process' }).fill('Lending');
    const { name, text } = await exported('Diagram (BPMN 2.0)');
    expect(name).toBe('loan-draft.bpmn');
    const { definitions } = await fromBpmn(text);
    expect(definitions).toEqual([{ ...aProcess(), name: 'Lending' }]);
  });

  it('is refused with every place that does not fit, and creates nothing', async () => {
    await page.goto(new URL('/processes', page.url()).href);
    await page.getByRole('button', { name: 'Import', exact: true }).waitFor();
    const newer = {
      ...aProcess(),
      elements: [...aProcess().elements, { id: 'n', type: 'quantumTask' }],
      schemaVersion: 9,
    };
    await take('newer.json', JSON.stringify(newer));
    const alert = page.getByRole('alert');
    await alert.getByText('2 things in this file do not fit').waitFor();
    await alert.getByText('/elements/6/type').waitFor();
    await alert.getByText('“quantumTask” is no element type').waitFor();
    await alert.getByText('/schemaVersion').waitFor();
    await take('text.json', '{ half');
    await alert.getByText('neither a process definition nor a BPMN document').waitFor();
    await take('large.json', Buffer.alloc(5_100_000, 32));
    await alert.getByText('This file has 5.1 MB. Up to 5 MB can be imported.').waitFor();
    expect(api.others.size).toBe(0);
  });
});

describe('pasting more than a process has room for', () => {
  it('is answered with the numbers, and puts nothing in', async () => {
    const step = { type: 'userTask', task: {} };
    const elements = Array.from({ length: 2_000 }, (_, index) => ({ ...step, id: `e${index}` }));
    await page.evaluate(
      (text) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', text);
        document.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
      },
      JSON.stringify({ perdura: 'elements', elements }),
    );
    await page
      .getByText('A process has room for 1,000 steps. There are 6, and 2,000 more')
      .waitFor();
    expect(await page.locator('.react-flow__node').count()).toBe(6);
  });
});

describe('a new process', () => {
  it('begins as one of those that are shipped, shown with its drawing and its steps', async () => {
    await page.goto(new URL('/processes', page.url()).href);
    await page.getByRole('button', { name: 'New process' }).click();
    const dialog = page.getByRole('dialog', { name: 'New process' });
    const description = dialog.getByRole('textbox', { name: 'Description' });
    await dialog.getByRole('radio', { name: /^Task with reminder/ }).click();
    const shown = dialog.getByRole('region', { name: /^What “.*” looks like$/ });
    const other = await description.inputValue();
    await page.keyboard.press('ArrowUp');
    await shown.getByRole('heading', { name: 'Onboarding with parallel tasks' }).waitFor();
    expect(await shown.getByRole('listitem').count()).toBeGreaterThan(3);
    const drawing = shown.getByRole('application');
    expect((await drawing.boundingBox())?.width).toBeGreaterThan(360);
    // What it is for is offered, and goes with the choice until it is written over.
    expect(await description.inputValue()).not.toBe(other);
    await description.fill('For whoever begins here');
    expect(await violationsOn(page)).toEqual([]);
    expect(await dialog.getByRole('textbox', { name: 'Name' }).inputValue()).toBe(
      'Onboarding with parallel tasks',
    );
    await dialog.getByRole('textbox', { name: 'Name' }).fill('First day');
    await dialog.getByRole('textbox', { name: 'Key' }).fill('first-day');
    await dialog.getByRole('button', { name: 'Create process' }).click();
    await page.waitForURL(/processes\/first-day/);
    const made = api.others.get('first-day');
    expect(made?.name).toBe('First day');
    expect(made?.description).toBe('For whoever begins here');
    expect(made?.elements.filter(({ type }) => type === 'parallelGateway')).toHaveLength(2);
    expect(Object.keys(made?.layout ?? {})).toHaveLength(made?.elements.length ?? 0);
  });
});
