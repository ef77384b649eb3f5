/** Changes that are planned in steps, and what people and the process do with them. */
import { expect } from 'vitest';
import { deliverMessage } from '#domain/correlation/deliver-message.ts';
import type { Client } from '../../support/app.ts';
import { type ChangeWorld, NOW, type Opened } from './change-world.ts';

export const PLANNED = {
  plannedFrom: '2027-01-04T20:00:00.000Z',
  plannedTo: '2027-01-04T22:00:00.000Z',
};
export const STEPS = [
  { title: 'Take it out of the balancer', undo: 'Put it back', minutes: 10 },
  { title: 'Tell the operators', details: 'By telephone.' },
  { title: 'Install the certificates', undo: 'Install the old ones' },
];

export type Step = {
  readonly key: string;
  readonly title: string;
  readonly state: string;
  readonly by: { readonly email: string } | null;
  readonly at: string | null;
  readonly dueAt: string | null;
  readonly task: string | null;
};

/** `own`: the world, once there is one. */
export function stepsIn(own: () => ChangeWorld) {
  function opened(change: object): Promise<Opened> {
    own().test.standAt(NOW);
    // Change managers call one standard that follows none of the catalog.
    return own().opened(
      { kind: 'standard', ...change },
      { requester: own().agent.email },
      own().admin,
    );
  }

  const planOf = (change: Opened) => own().planOf(change);
  const stepsOf = async (change: Opened): Promise<Step[]> => (await planOf(change)).steps;
  const states = async (change: Opened) => (await stepsOf(change)).map(({ state }) => state);
  const eventsOf = async ({ id }: Opened, type: string) => {
    const { items } = (await own().agent.get(`/tickets/${id}/events?limit=200`)).json();
    return items.filter((event: { type: string }) => event.type === type);
  };
  const plan = (change: Opened, steps: readonly object[]) =>
    own().agent.patch(`/changes/${change.number}`, { steps });

  /** Opened with these steps, and brought to where the first of them is carried out. */
  async function begun(change: object = {}): Promise<Opened> {
    const made = await opened({ ...PLANNED, steps: STEPS, ...change });
    await atItsTime(made);
    return made;
  }

  /** As `begun`, of this kind. */
  async function begunOf(kind: string): Promise<Opened> {
    const made = await opened({ kind, ...PLANNED, steps: STEPS });
    await own().world.drive(made.run);
    if (kind !== 'standard') await decided(made, 'approve');
    // An emergency waits for no time.
    if (kind !== 'emergency') await atItsTime(made);
    return made;
  }

  async function atItsTime({ run }: Opened): Promise<void> {
    await own().world.drive(run);
    const [timer] = await own().world.rows<{ token: string; at: string }>(
      `select t.key as token, t.value #>> '{wait,at}' as at from run, jsonb_each(engine_state -> 'tokens') t
     where id = ? and t.value #>> '{wait,kind}' = 'timer'`,
      [run],
    );
    if (!timer) throw new Error('It waits for its time.');
    own().test.standAt(Date.parse(timer.at));
    await own().world.drive(run, { also: [{ type: 'timerFired', ...timer }] });
  }

  async function openTask({ id }: Opened) {
    const tasks = await own().world.rows<{
      id: string;
      name: string;
      step: string;
      undoes: boolean;
    }>("select id, name, step, undoes from task where ticket_id = ? and state = 'open'", [id]);
    expect(tasks).toHaveLength(1);
    return tasks[0];
  }

  async function done(change: Opened, outcome: string, values: object = {}) {
    const task = await openTask(change);
    const answer = await own().admin.post(`/tasks/${task?.id}/complete`, { outcome, values });
    expect(answer.statusCode, answer.body).toBe(200);
    await own().world.drive(change.run);
    return task?.name;
  }

  async function decided(change: Opened, decision: 'approve' | 'reject') {
    const approvals = await own().world.rows<{ id: string; message: string }>(
      "select id, message from approval where run_id = ? and state = 'open'",
      [change.run],
    );
    expect(approvals).toHaveLength(1);
    const answer = await own().admin.post(`/approvals/${approvals[0]?.id}/decision`, { decision });
    expect(answer.statusCode, answer.body).toBe(200);
    await own().world.drive(change.run);
    return approvals[0]?.message;
  }

  /** Carries what was asked to the process. */
  async function heard(change: Opened) {
    await carried(change);
    await own().world.drive(change.run);
  }

  async function carried(change: Opened) {
    for (const { id } of await own().world.rows<{ id: string }>(
      "select id from message where name = 'change.backOut' and key = ? and state = 'sent'",
      [change.number],
    ))
      await deliverMessage(own().test.store, { tenantId: own().test.tenant.id, id });
  }
  /** An operator skips what waits for all that goes on in this element. */
  async function skip({ run }: Opened, element: string) {
    const { tokens } = (await own().admin.get(`/runs/${run}/diagram`)).json();
    const host = tokens.find(
      (one: { element: string; waitingFor: string }) =>
        one.element === element && one.waitingFor === 'each',
    );
    const answer = await own().admin.post(`/runs/${run}/repairs`, {
      kind: 'skip',
      token: host?.token,
      reason: 'It is so already.',
    });
    expect(answer.statusCode, answer.body).toBeLessThan(300);
    await own().world.drive(run);
  }
  const backOut = (who: Client, { number }: Opened) =>
    who.post(`/changes/${number}/back-out`, { reason: 'Nobody can sign in.' });

  return {
    opened,
    planOf,
    stepsOf,
    states,
    eventsOf,
    plan,
    begun,
    begunOf,
    atItsTime,
    openTask,
    done,
    decided,
    heard,
    carried,
    skip,
    backOut,
  };
}
