/** What the tests of moves arrange: runs of a version, the next version beside it, and a relay that carries the move. */
import { deliverMessage } from '#domain/correlation/deliver-message.ts';
import { sendMessage } from '#domain/correlation/send-message.ts';
import { createBatch, type NewBatch } from '#domain/moves/batches.ts';
import { moveOne } from '#domain/moves/move-one.ts';
import type { Definition, Element } from '#engine/definition.ts';
import type { State } from '#engine/state.ts';
import type { Client, TestApp } from '../support/app.ts';
import type { World } from './processes/world.ts';

export type Moves = ReturnType<typeof createMoves>;

export const task = (id: string, name = id): Element => ({ id, type: 'userTask', name, task: {} });

/** The same with an event on the border of “one” that leads to the task “chase”. */
export const withBorder = (definition: Definition, event: object): Definition => ({
  ...definition,
  elements: [
    ...definition.elements,
    { id: 'late', type: 'boundaryEvent', name: 'Late', attachedTo: 'one', ...event } as Element,
    task('chase'),
  ],
  flows: [
    ...definition.flows,
    { id: 'l1', from: 'late', to: 'chase' },
    { id: 'l2', from: 'chase', to: 'end' },
  ],
});

type RunRow = { process_version: number; state: string; failure: unknown; engine_state: State };

export function createMoves(test: TestApp, world: World, admin: Client) {
  const tenantId = test.tenant.id;

  /** A run of the version that is published, as far as it goes. */
  async function begun(key: string): Promise<string> {
    const { ticket } = await world.openTicket(admin);
    const { id } = await world.start(admin, key, ticket.id);
    await world.drive(id);
    return id;
  }

  /** So many runs of the first version, and the second one published. */
  async function versions(key: string, before: Definition, after: Definition, runs: number) {
    await world.publish(admin, before);
    const ids: string[] = [];
    for (let index = 0; index < runs; index += 1) ids.push(await begun(key));
    const published = await world.publish(admin, after);
    if (published.version !== 2) throw new Error(`It was published as ${published.version}.`);
    return ids;
  }

  /** As the relay does, and twice, since it delivers at least once; what is due in the future comes too. */
  async function carry(): Promise<void> {
    const due = await world.rows<{ id: string; target: string }>(
      `select id, target from outbox where kind = 'move' and state = 'pending' order by next_at`,
    );
    for (const { id, target } of due) {
      await moveOne(test.store, { tenantId, id: target });
      await moveOne(test.store, { tenantId, id: target });
      await test.work((work) => work.em.execute('delete from outbox where id = ?', [id]));
    }
  }

  /** Sends a message, and says what became of it. */
  async function send(name: string): Promise<string | undefined> {
    const id = await world.as(admin, (work) => sendMessage(work, { kind: 'message', name }));
    await deliverMessage(test.store, { tenantId, id });
    const rows = await world.rows<{ state: string }>('select state from message where id = ?', [
      id,
    ]);
    return rows[0]?.state;
  }

  const openTasks = (run: string) =>
    world.rows<{ id: string; element: string }>(
      `select id, element from task where run_id = ? and state = 'open' order by opened_at, id`,
      [run],
    );

  return {
    begun,
    versions,
    carry,
    send,
    openTasks,
    batchOf: (key: string, more: Partial<NewBatch> = {}) =>
      world.as(admin, (work) => createBatch(work, key, { to: 2, reason: 'A better way', ...more })),
    /** Completes its only open task; the run has yet to take it in. */
    async complete(run: string, outcome?: string): Promise<void> {
      const [open] = await openTasks(run);
      const done = await admin.post(`/tasks/${open?.id}/complete`, outcome ? { outcome } : {});
      if (done.statusCode !== 200) throw new Error(done.body);
    },
    async childOf(parent: string): Promise<string> {
      const rows = await world.rows<{ id: string }>('select id from run where parent_run_id = ?', [
        parent,
      ]);
      const id = rows[0]?.id ?? '';
      await world.drive(id);
      return id;
    },
    runOf: async (id: string) =>
      (
        await world.rows<RunRow>(
          'select process_version, state, failure, engine_state from run where id = ?',
          [id],
        )
      )[0],
  };
}
