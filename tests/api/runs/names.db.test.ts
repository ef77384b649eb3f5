/** What a drawing names by key is named to whoever sees it, wherever in the drawing and however it is written. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { namesFor } from '#api/runs/names.ts';
import type { Definition } from '#engine/definition.ts';
import { createTestApp, type TestApp } from '../../support/app.ts';

let test: TestApp;
beforeAll(async () => {
  test = await createTestApp();
});
afterAll(() => test.close());

it('names people whatever their letters, and the queues that conditions compare with', async () => {
  const ann = await test.signInAs('agent', { email: 'ann@example.test' });
  const definition: Definition = {
    key: 'named',
    name: 'Named',
    elements: [
      {
        id: 'start',
        type: 'startEvent',
        trigger: {
          type: 'ticketCreated',
          conditions: { fact: 'ticket.queue', operator: 'in', value: ['network'] },
        },
      },
      {
        id: 'do',
        type: 'userTask',
        name: 'Do',
        task: { assignment: { user: 'Ann@Example.test' } },
      },
      { id: 'which', type: 'exclusiveGateway' },
      { id: 'end', type: 'endEvent' },
    ],
    flows: [
      { id: 'f1', from: 'start', to: 'do' },
      { id: 'f2', from: 'do', to: 'which' },
      {
        id: 'f3',
        from: 'which',
        to: 'end',
        conditions: { not: { fact: 'ticket.queue', operator: 'equal', value: 'hardware' } },
      },
    ],
  };
  const { names, queues, name } = await test.work(async (work) => ({
    names: await namesFor(work, definition),
    queues: await work.em.execute<{ key: string; name: string }[]>(
      "select key, name from queue where key in ('network', 'hardware') order by key",
    ),
    name: (
      await work.em.execute<{ name: string }[]>('select name from person where email = ?', [
        ann.email,
      ])
    )[0]?.name,
  }));
  expect(names.user).toEqual({ 'Ann@Example.test': name });
  expect(queues).toHaveLength(2);
  expect(names.queue).toEqual(Object.fromEntries(queues.map(({ key, name }) => [key, name])));
});
