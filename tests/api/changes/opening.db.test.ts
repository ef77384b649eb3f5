/** What processes that begin with a change know of it then: what it touches, what is asked about it, how similar ones went. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, createTestApp, type TestApp } from '#tests/support/app.ts';
import { addItems } from '#tests/support/items.ts';
import { chain, createWorld, type World } from '../../domain/processes/world.ts';

let test: TestApp;
let world: World;
let agent: Client;
beforeAll(async () => {
  test = await createTestApp();
  world = createWorld(test);
  agent = await test.signInAs('agent', { groups: ['service-desk'] });
  await addItems(test, { disk: [], database: ['disk'], shop: ['database'], till: ['shop'] });
  await test.work((work) =>
    work.em.execute("update config_item set criticality = 1 where key = 'till'"),
  );
});
afterAll(() => test.close());

type Opened = { readonly id: string; readonly number: string };

async function opened(fields: object = {}): Promise<Opened> {
  const body = { type: 'change', title: 'New disks', ...fields };
  const answer = await agent.post('/tickets', body);
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json();
}

const began = async ({ id }: Opened): Promise<string[]> =>
  (
    await world.rows<{ process: string }>(
      'select process_key as process from run where ticket_id = ? order by process_key',
      [id],
    )
  ).map(({ process }) => process);

/** Publishes a process that begins with a change of which this is so. */
async function beginsWhere(key: string, fact: string, value: number): Promise<void> {
  const { elements, ...rest } = chain(key, { id: 'wait', type: 'userTask', task: {} });
  const conditions = { all: [{ fact, operator: 'equal', value } as const] };
  const trigger = {
    type: 'ticketCreated' as const,
    ticketTypes: ['change' as const, 'incident' as const],
    conditions,
  };
  const [, ...others] = elements;
  await world.publish(await test.signInAs('admin'), {
    ...rest,
    elements: [{ id: 'start', type: 'startEvent', trigger }, ...others],
  });
}

describe('what begins with a ticket', () => {
  it('knows what depends on what it touches, and how critical that is', async () => {
    await beginsWhere('three-depend', 'ticket.change.dependants', 3);
    await beginsWhere('four-services', 'ticket.change.services', 4);
    await beginsWhere('critical', 'ticket.criticality', 1);
    const change = await opened({ configItems: ['disk'] });
    expect(await began(change)).toEqual([
      'critical',
      'four-services',
      'normal-change',
      'three-depend',
    ]);
    const incident = await opened({ type: 'incident', configItems: ['disk'] });
    expect(await began(incident)).toContain('critical');
    expect(await began(await opened())).toEqual(['normal-change']);
  });

  it('knows how many questions about it are not answered, planned or not', async () => {
    await beginsWhere('five-open', 'ticket.change.unanswered', 5);
    await beginsWhere('four-open', 'ticket.change.unanswered', 4);
    expect(await began(await opened())).toEqual(['five-open', 'normal-change']);
    expect(await began(await opened({ change: { answers: { tested: 'no' } } }))).toEqual([
      'four-open',
      'normal-change',
    ]);
    // Of an emergency fewer are asked.
    expect(await began(await opened({ change: { kind: 'emergency' } }))).toContain('four-open');
  });

  it('knows how similar changes went', async () => {
    await beginsWhere('one-like-it', 'ticket.change.similar', 1);
    await beginsWhere('one-failed', 'ticket.change.similarFailed', 1);
    const first = await opened({ configItems: ['shop'] });
    expect(await began(first)).not.toContain('one-like-it');
    const noted = await agent.patch(`/changes/${first.number}`, { result: 'failed' });
    expect(noted.statusCode).toBe(200);
    expect(await began(await opened({ configItems: ['shop'] }))).toEqual(
      expect.arrayContaining(['one-failed', 'one-like-it']),
    );
    expect(await began(await opened({ configItems: ['till'] }))).not.toContain('one-like-it');
  });
});
