/**
 * BPMN files through the list of processes, in a real Chromium: what a file is shows in what it holds, its report is read
 * before anything is created, some of its processes become drafts, and a process goes out again as a file.
 */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emptyProcess } from '#designer/canvas/process/empty-process.ts';
import { fromBpmn } from '#engine/bpmn/index.ts';
import type { PlayedApi } from './played-api.ts';
import { PATIENCE, type PlayedApp, startPlayedApp } from './played-app.ts';

const DOCUMENT = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:t">
  <process id="P1" name="Order paper">
    <startEvent id="s1" /><sequenceFlow id="f1" sourceRef="s1" targetRef="t1" />
    <scriptTask id="t1" name="Count sheets" /><sequenceFlow id="f2" sourceRef="t1" targetRef="e1" />
    <endEvent id="e1" />
  </process>
  <process id="P2" name="Loan">
    <startEvent id="s2" /><sequenceFlow id="f3" sourceRef="s2" targetRef="e2" /><endEvent id="e2" />
  </process>
</definitions>`;

let app: PlayedApp;
let page: Page;
let api: PlayedApi;
let dialog: Locator;

beforeAll(async () => {
  app = await startPlayedApp();
});

afterAll(async () => {
  await app?.stop();
});

beforeEach(async () => {
  ({ page, api } = await app.open(emptyProcess('loan', 'Loan')));
  await page.goto(new URL('/processes', page.url()).href);
  await page.getByRole('button', { name: 'Import', exact: true }).waitFor();
  dialog = page.getByRole('dialog', { name: 'Import from BPMN' });
});

afterEach(async () => {
  await page.close();
});

describe('a BPMN file', () => {
  it('shows what does not run, and what is chosen of it becomes a draft', async () => {
    await take(DOCUMENT);
    await dialog.getByText('Count sheets').waitFor(PATIENCE);
    await dialog.getByText('People do this by hand until it is given an action.').waitFor();
    const act = dialog.getByRole('button', { name: 'Import 2 processes' });
    await dialog.getByText('There is a process with this key.').waitFor();
    expect(await act.isDisabled()).toBe(true);
    await dialog.getByRole('checkbox', { name: 'Loan' }).uncheck();
    await dialog.getByText('Another process of this document, which was not taken.').waitFor();
    expect(api.others.size).toBe(0);
    await dialog.getByRole('button', { name: 'Import process' }).click();
    await page.locator('.react-flow__node[data-id="t1"]').waitFor(PATIENCE);
    expect([...api.others.keys()]).toEqual(['order-paper']);
    expect(api.others.get('order-paper')?.origin?.document).toBe(DOCUMENT);
  });

  it('gives several drafts under keys of their own', async () => {
    await take(DOCUMENT);
    await dialog.getByRole('textbox', { name: 'Key' }).nth(1).fill('loan-2');
    await dialog.getByRole('button', { name: 'Import 2 processes' }).click();
    const made = page.getByRole('dialog', { name: '2 drafts were made' });
    await made.getByRole('link', { name: 'Loan' }).waitFor(PATIENCE);
    expect([...api.others.keys()]).toEqual(['order-paper', 'loan-2']);
  });

  it('is what a process goes out as', async () => {
    await page.getByRole('button', { name: 'More for Loan' }).click();
    const saved = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'Export as BPMN' }).click();
    const file = await saved;
    expect(file.suggestedFilename()).toBe('loan-draft.bpmn');
    const { definitions } = await fromBpmn(await readFile(await file.path(), 'utf8'));
    expect(definitions).toEqual([emptyProcess('loan', 'Loan')]);
  });
});

it('a file of another kind is refused in words', async () => {
  await take('Dear all,');
  await page.getByText('This file is neither a process definition nor a BPMN document.').waitFor();
});

/** Chooses a file whose name says nothing of what it holds. */
const take = (text: string) =>
  page
    .locator('input[type="file"]')
    .setInputFiles({ name: 'paper.txt', mimeType: 'text/plain', buffer: Buffer.from(text) });
