/** What tests of messages arrange: messages sent and carried as the relay does, and processes that echo what they hear. */
import { deliverMessage } from '#domain/correlation/deliver-message.ts';
import { type Sending, sendMessage } from '#domain/correlation/send-message.ts';
import type { Definition } from '#engine/definition.ts';
import type { Json } from '#engine/state.ts';
import type { Client, TestApp } from '../../support/app.ts';
import { process } from '../../support/process.ts';
import type { World } from '../processes/world.ts';

type More = Partial<Sending>;

/** A process that hears `name` and says what it heard as `name.echo`. */
export function hearing(
  name: string,
  drawing: string,
  sketch: Parameters<typeof process>[1] = {},
): Definition {
  const said = { message: { name: `${name}.echo`, value: 'variables.last' } };
  const own = { ...sketch, echo: { type: 'intermediateThrowEvent', ...said } };
  return { ...process(drawing, own), key: name.replaceAll('.', '-'), name };
}

export const caught = (name: string) => ({
  type: 'intermediateCatchEvent',
  message: { name, into: 'last' },
});
export const race = { type: 'eventBasedGateway' };

export function createPost(test: TestApp, world: World, client: Client) {
  const seen = new Set<string>();
  const carry = (id: string) => deliverMessage(test.store, { tenantId: test.tenant.id, id });
  const put = (name: string, value: Json, more: More = {}) =>
    world.as(client, (work) => sendMessage(work, { kind: 'message', name, value, ...more }));
  const rows = <T>(sql: string, ...params: unknown[]) => world.rows<T>(sql, params);

  return {
    put,
    carry,
    async send(name: string, value: Json, more: More = {}): Promise<string> {
      const id = await put(name, value, more);
      await carry(id);
      return id;
    },
    /** Everything that waits to be carried, each twice, since the relay delivers at least once. */
    async carryAll(): Promise<number> {
      const waiting = await rows<{ id: string; target: string }>(
        `select id, target from outbox where kind = 'message' order by id`,
      );
      const fresh = waiting.filter(({ id }) => !seen.has(id));
      for (const { id, target } of fresh) {
        await carry(target);
        await carry(target);
        seen.add(id);
      }
      return fresh.length;
    },
    async begin(definition: Definition, ticketId: string | null = null): Promise<string> {
      const { id } = await world.start(client, definition.key, ticketId);
      await world.drive(id);
      return id;
    },
    stateOf: async (id: string) =>
      (await rows<{ state: string }>('select state from message where id = ?', id))[0]?.state,
    /** What was heard of this name, in this order. */
    heard: async (name: string) =>
      (
        await rows<{ value: Json }>(
          'select value from message where name = ? order by sent_at, id',
          `${name}.echo`,
        )
      ).map(({ value }) => value),
    waits: async (name: string) =>
      (
        await rows<{ run: string }>(
          'select run_id as run from subscription where name = ? order by since',
          name,
        )
      ).map(({ run }) => run),
    /** The token that stands at this element of a run. */
    tokenAt: async (runId: string, element: string) => {
      const [row] = await rows<{ id: string }>(
        `select t ->> 'id' as id from run, jsonb_path_query(engine_state, '$.tokens.*') t where run.id = ? and t ->> 'element' = ?`,
        runId,
        element,
      );
      return row?.id ?? '';
    },
  };
}
