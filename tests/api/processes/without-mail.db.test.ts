/** Where mails are only kept, whoever draws a process that asks somebody by mail is told so, and may publish it all the same. */
import { afterAll, expect, it } from 'vitest';
import type { Definition } from '#engine/definition.ts';
import { createTestApp, type TestApp } from '../../support/app.ts';

const tests: TestApp[] = [];
afterAll(() => Promise.all(tests.map((test) => test.close())));

const asksOutside: Definition = {
  key: 'asks-outside',
  name: 'Asks outside',
  elements: [
    { id: 'start', type: 'startEvent', trigger: { type: 'manual' } },
    {
      id: 'ask',
      type: 'approval',
      name: 'Ask the supplier',
      approval: { mode: 'any', approvers: [{ outside: '{{variables.contact}}' }] },
    },
    { id: 'yes', type: 'endEvent', name: 'Yes' },
    { id: 'no', type: 'endEvent', name: 'No' },
  ],
  flows: [
    { id: 'f1', from: 'start', to: 'ask' },
    { id: 'f2', from: 'ask', to: 'yes', port: 'approved' },
    { id: 'f3', from: 'ask', to: 'no', port: 'rejected' },
  ],
};

type Told = { readonly level: string; readonly element?: string; readonly values: object };

it.each([
  { sendsMail: false, told: ['warning outside-unsent'] },
  { sendsMail: true, told: [] },
])('says so at drawing it ($sendsMail), and in the session', async ({ sendsMail, told }) => {
  const test = await createTestApp({ sendsMail });
  tests.push(test);
  const author = await test.signInAs('admin');
  const warnings = (findings: readonly Told[]) =>
    findings.flatMap(({ level, element, values }) =>
      element === 'ask' && 'problem' in values ? [`${level} ${values.problem}`] : [],
    );
  const saved = await author.put('/processes/asks-outside/draft', asksOutside);
  expect(warnings(saved.json().findings)).toEqual(told);
  const looked = await author.post('/processes/asks-outside/draft/validate');
  expect(warnings(looked.json().findings)).toEqual(told);
  expect((await author.get('/auth/session')).json()).toMatchObject({ sendsMail });
  const published = await author.post('/processes/asks-outside/draft/publish', {});
  expect(published.statusCode, published.body).toBe(201);
});
