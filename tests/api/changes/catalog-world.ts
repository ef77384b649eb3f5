/** A catalog of standard changes to try things on: who proposes, who decides, and what they do over HTTP. */
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { type Client, createTestApp, type TestApp } from '#tests/support/app.ts';
import { addItems } from '#tests/support/items.ts';
import { createWorld, type World } from '../../domain/processes/world.ts';

export const NOW = Date.parse('2027-01-04T09:00:00.000Z');
export const FROM = '2027-01-05T20:00:00.000Z';
export const PLAN = {
  implementation: 'Put the new one there.',
  backOut: 'Put the old one back.',
  risk: 'low',
};

export type Answer = Awaited<ReturnType<Client['get']>>;
export type Opened = { readonly id: string; readonly number: string };
export type Step = {
  readonly key: string;
  readonly title: string;
  readonly undo: string;
  readonly minutes: number | null;
  readonly assignment: { readonly user: { readonly email: string } } | null;
};

export function taken(answer: Answer, status = 200) {
  expect(answer.statusCode, answer.body).toBe(status);
  return answer.json();
}

/** For one file: it begins before its tests and ends after them, and each of them begins at `NOW`. */
export function createCatalog() {
  let test: TestApp;
  let world: World;
  let agent: Client;
  let manager: Client;
  let other: Client;
  let count = 0;
  beforeAll(async () => {
    test = await createTestApp();
    test.standAt(NOW);
    world = createWorld(test);
    agent = await test.signInAs('agent', { name: 'Bo', groups: ['service-desk'] });
    manager = await test.signInAs('change-manager', { name: 'Mia', groups: ['cab'] });
    other = await test.signInAs('change-manager', { name: 'Ola' });
    await addItems(test, { shop: [], mail: [] });
  });
  afterAll(() => test.close());
  beforeEach(() => test.standAt(NOW));

  const newKey = (): string => {
    count += 1;
    return `renew-${count}`;
  };
  async function proposed(fields: object = {}, by = agent): Promise<string> {
    const key = newKey();
    const body = { key, name: `Renew ${key}`, plan: PLAN, minutes: 90, ...fields };
    taken(await by.post('/standard-changes', body), 201);
    return key;
  }
  const lookAt = async (key: string) => taken(await agent.get(`/standard-changes/${key}`));
  async function runOf(key: string, column: 'run_id' | 'review_run'): Promise<string> {
    const [row] = await world.rows<{ run: string | null }>(
      column === 'review_run'
        ? 'select review_run as run from standard_change where key = ?'
        : `select v.run_id as run from standard_change_version v join standard_change s on s.id = v.standard_id
         where s.key = ? order by v.number desc limit 1`,
      [key],
    );
    return row?.run ?? expect.fail(`${key} has no such run`);
  }
  /** What the latest version is asked for with. */
  async function variablesOf(key: string) {
    type Asked = Record<string, unknown> & { readonly plan?: string };
    const [run] = await world.rows<{ variables: Asked }>(
      "select start_event -> 'variables' as variables from run where id = ?",
      [await runOf(key, 'run_id')],
    );
    return run?.variables ?? expect.fail(`nobody is asked about ${key}`);
  }
  async function decide(key: string, decision: 'approve' | 'reject', comment = '', by = manager) {
    const run = await runOf(key, 'run_id');
    await world.drive(run);
    const [approval] = await world.rows<{ id: string }>(
      'select id from approval where run_id = ?',
      [run],
    );
    const answer = await by.post(`/approvals/${approval?.id}/decision`, { decision, comment });
    await world.drive(run);
    return answer;
  }
  async function inForce(fields: object = {}): Promise<string> {
    const key = await proposed(fields);
    taken(await decide(key, 'approve'));
    return key;
  }
  const open = (standard: string, plan: object = {}, fields: object = {}, by = agent) =>
    by.post('/tickets', {
      type: 'change',
      title: 'Renew one',
      ...fields,
      change: { standard, plannedFrom: FROM, ...plan },
    });
  const opened = async (standard: string, plan = {}, fields = {}): Promise<Opened> =>
    taken(await open(standard, plan, fields), 201);
  const planOf = async ({ number }: Opened) => taken(await agent.get(`/changes/${number}`));
  const runsOf = ({ id }: Opened) =>
    world.rows<{ id: string; process_key: string; state: string }>(
      'select id, process_key, state from run where ticket_id = ? order by started_at, id',
      [id],
    );
  const note = async (change: Opened, result: string) =>
    taken(await agent.patch(`/changes/${change.number}`, { result }));
  const told = async (key: string): Promise<string[]> =>
    (await lookAt(key)).history.map(({ type }: { type: string }) => type.split('.')[1]).reverse();
  async function review(key: string, outcome: string, findings = '') {
    const run = await runOf(key, 'review_run');
    await world.drive(run);
    const [task] = await world.rows<{ id: string }>('select id from task where run_id = ?', [run]);
    const admin = await test.signInAs('admin');
    taken(await admin.post(`/tasks/${task?.id}/complete`, { outcome, values: { findings } }));
    await world.drive(run);
  }

  return {
    get test() {
      return test;
    },
    get world() {
      return world;
    },
    get agent() {
      return agent;
    },
    get manager() {
      return manager;
    },
    get other() {
      return other;
    },
    proposed,
    lookAt,
    runOf,
    variablesOf,
    decide,
    inForce,
    open,
    opened,
    planOf,
    runsOf,
    note,
    told,
    review,
    newKey,
  };
}
