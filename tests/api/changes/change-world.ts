/** Somebody who administrates, somebody who works on changes, and changes with the process that begins with each. */
import { expect } from 'vitest';
import { createWorld } from '../../domain/processes/world.ts';
import { type Client, createTestApp } from '../../support/app.ts';

/** A Monday. */
export const NOW = Date.parse('2027-01-04T09:00:00.000Z');

export type Opened = {
  readonly id: string;
  readonly number: string;
  /** What began with it; empty where nothing did. */
  readonly run: string;
};
export type ChangeWorld = Awaited<ReturnType<typeof createChangeWorld>>;

type Answer = { statusCode: number; body: string; json: () => unknown };

/** What was answered, where it is no problem. */
export async function done<T = { id: string; number: string }>(answer: Promise<Answer>) {
  const { statusCode, body, json } = await answer;
  expect([200, 201, 202], body).toContain(statusCode);
  return json() as T;
}

type Setting = {
  /** When it is; the time of today where nothing is said. */
  readonly now?: number;
  /** Roles of who works on changes. */
  readonly agent?: string | string[];
};

export async function createChangeWorld({ now, agent: roles = 'agent' }: Setting = {}) {
  const test = await createTestApp();
  if (now !== undefined) test.standAt(now);
  const world = createWorld(test);
  const admin = await test.signInAs('admin');
  const agent = await test.signInAs(roles, { groups: ['service-desk'] });

  /** `change`: its plan; null where it is opened without one. */
  async function opened(
    change: object | null = {},
    fields: object = {},
    by: Client = agent,
  ): Promise<Opened> {
    const ticket = { type: 'change', title: 'Renew the certificates', ...fields };
    const answer = await by.post('/tickets', { ...ticket, ...(change && { change }) });
    expect(answer.statusCode, answer.body).toBe(201);
    const { id, number } = answer.json();
    const [run] = await world.rows<{ id: string }>('select id from run where ticket_id = ?', [id]);
    return { id, number, run: run?.id ?? '' };
  }

  return {
    test,
    world,
    admin,
    agent,
    opened,
    /** Its process goes on until it waits. */
    driven: ({ run }: Opened) => world.drive(run),
    planOf: async ({ number }: Pick<Opened, 'number'>) =>
      (await agent.get(`/changes/${number}`)).json(),
    /** The approvals that wait for somebody. */
    asked: ({ id }: Pick<Opened, 'id'>) =>
      world.rows<{ id: string; element: string; message: string }>(
        "select id, element, message from approval where ticket_id = ? and state = 'open'",
        [id],
      ),
    close: () => test.close(),
  };
}
