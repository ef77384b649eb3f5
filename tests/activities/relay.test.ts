/** The relay against a queue and an engine that do as the test says. */
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import type { Carrier } from '#activities/carrier.ts';
import { inChunks } from '#activities/carrier.ts';
import type { OutboxItem, OutboxQueue, RunDelivery } from '#activities/outbox-queue.ts';
import { isOutOfReach, type Relay, startRelay } from '#activities/relay.ts';

type Row = OutboxItem & { dueAt: number; isDead: boolean; postponed: number };

let relay: Relay | undefined;
afterEach(() => relay?.stop());

/** An outbox in memory that behaves as the database's functions do. */
function createQueue(...items: Partial<OutboxItem>[]): OutboxQueue & { rows: Row[] } {
  const rows: Row[] = items.map((item, index) => ({
    id: String(index + 1),
    tenantId: 'tenant',
    kind: 'clock',
    target: 'target',
    payload: { at: '2100-01-01T00:00:00Z' },
    attempts: 0,
    dueAt: 0,
    isDead: false,
    postponed: 0,
    ...item,
  }));
  const taken = new Set<string>();
  const change = (ids: readonly string[], act: (row: Row) => void): void => {
    for (const row of rows) if (ids.includes(row.id)) act(row);
    for (const id of ids) taken.delete(id);
  };
  return {
    rows,
    async take(_most, _lease, delivered) {
      rows.splice(0, rows.length, ...rows.filter((row) => !delivered.includes(row.id)));
      const due = rows.filter(
        (row) => !taken.has(row.id) && !row.isDead && row.dueAt <= Date.now(),
      );
      for (const row of due) {
        taken.add(row.id);
        Object.assign(row, { attempts: row.attempts + 1 });
      }
      return due.map((row) => ({ ...row }));
    },
    async failed(ids, _error, _delayMs, giveUpAfter) {
      change(ids, (row) => {
        row.isDead = row.attempts >= giveUpAfter;
        row.dueAt = 0;
      });
    },
    async postponed(ids) {
      change(ids, (row) =>
        Object.assign(row, {
          attempts: row.attempts - 1,
          postponed: row.postponed + 1,
          dueAt: Date.now() + 30,
        }),
      );
    },
    async deliveries(runIds) {
      const run = {
        tenantId: 'tenant',
        tenantKey: 't',
        ticketNumber: null,
        ticketType: null,
        processKey: 'p',
        processVersion: 1,
        step: 0,
      };
      return runIds.map((id): RunDelivery => ({ ...run, id, ended: id === 'over', messages: [] }));
    },
  };
}

function start(queue: OutboxQueue, act: (said: string) => Promise<void>): string[] {
  const said: string[] = [];
  const say = async (text: string): Promise<void> => {
    said.push(text);
    await act(text);
  };
  const carrier: Carrier = {
    deliver: (run, sync) => say(`deliver ${run.id}${sync ? ' sync' : ''}`),
    arm: (kind, { id }, at) => say(`arm ${kind} ${id} ${at.getUTCFullYear()}`),
    disarm: (kind, id) => say(`disarm ${kind} ${id}`),
  };
  relay = startRelay({
    queue,
    carrier,
    record: {
      message: ({ id }) => say(`message ${id}`),
      move: ({ id }) => say(`move ${id}`),
    },
    log: pino({ level: 'silent' }),
    onTrouble: async () => undefined,
  });
  return said;
}

const until = async (isSo: () => boolean): Promise<void> => {
  for (let tries = 0; !isSo(); tries += 1) {
    if (tries > 400) throw new Error('It did not come to that.');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};
const grpc = (code: number): Error => Object.assign(new Error('refused'), { code });

describe('the relay', () => {
  it('says only the last word about a record, and forgets what it delivered', async () => {
    const queue = createQueue(
      {},
      { payload: { at: null } },
      { payload: { at: '2101-01-01T00:00:00Z' } },
    );
    const said = start(queue, async () => undefined);
    await until(() => queue.rows.length === 0);
    expect(said).toEqual(['arm clock target 2101']);
  });

  it('delivers to open runs and lets ended ones be, unless their workflow has yet to learn of it', async () => {
    const queue = createQueue(
      { kind: 'run', target: 'open', payload: {} },
      { kind: 'run', target: 'over', payload: {} },
      { kind: 'run', target: 'doubted', payload: { sync: true } },
    );
    const said = start(queue, async () => undefined);
    await until(() => queue.rows.length === 0);
    expect(said.sort()).toEqual(['deliver doubted sync', 'deliver open']);
    await relay?.stop();
    const ended = createQueue({ kind: 'run', target: 'over', payload: { sync: true } });
    const told = start(ended, async () => undefined);
    await until(() => ended.rows.length === 0);
    expect(told).toEqual(['deliver over sync']);
  });

  it('tells a run of very many messages only once while it takes none of them in', async () => {
    const message = { type: 'signalReceived', at: '', token: 't1', value: null } as const;
    let from = 1;
    const queue = createQueue({ kind: 'run', target: 'r', payload: {} });
    const deliveries = queue.deliveries.bind(queue);
    const said = start(
      {
        ...queue,
        deliveries: async (ids, most) =>
          (await deliveries(ids, most)).map((run) => ({
            ...run,
            messages: Array.from({ length: most }, (_, nth) => ({
              seq: from + nth,
              event: message,
            })),
          })),
      },
      async () => undefined,
    );
    await until(() => (queue.rows[0]?.postponed ?? 0) >= 3);
    expect(said).toEqual(['deliver r']);
    from += 200;
    await until(() => said.length > 1);
    expect(said).toEqual(['deliver r', 'deliver r']);
  });

  it('gives up on what is refused again and again, for an operator to see', async () => {
    const queue = createQueue({ target: 'bad' }, { target: 'good' });
    const said = start(queue, async (text) => {
      if (text.includes('bad')) throw grpc(3);
    });
    await until(() => queue.rows.length === 1 && queue.rows[0]?.isDead === true);
    expect(said.filter((text) => text.includes('bad'))).toHaveLength(12);
  });

  it('waits for an engine that is out of reach without wearing a row out', async () => {
    let isAway = true;
    const queue = createQueue({});
    start(queue, async () => {
      if (isAway) throw grpc(14);
    });
    await until(() => (queue.rows[0]?.postponed ?? 0) >= 2);
    expect(queue.rows[0]).toMatchObject({ attempts: 0, isDead: false });
    expect(relay?.healthy).toBe(false);
    isAway = false;
    await until(() => queue.rows.length === 0);
  });
});

describe('an engine out of reach', () => {
  it('is told from one that refuses, through every wrapping', () => {
    expect(isOutOfReach(new Error('failed', { cause: grpc(14) }))).toBe(true);
    expect(
      isOutOfReach(
        new Error('Namespace default has no mapping defined for search attribute Tenant'),
      ),
    ).toBe(true);
    expect(isOutOfReach(grpc(3))).toBe(false);
    expect(isOutOfReach(new TypeError('a bug'))).toBe(false);
  });
});

describe('the messages of a run', () => {
  it('go in signals of bounded size, in order, and none at all in one', () => {
    const message = (seq: number, size: number) => ({
      seq,
      event: { type: 'cancelled' as const, at: '', reason: 'x'.repeat(size) },
    });
    const messages = [
      message(1, 200_000),
      message(2, 200_000),
      message(3, 10),
      ...Array.from({ length: 300 }, (_, index) => message(index + 4, 1)),
    ];
    const chunks = inChunks(messages);
    expect(chunks.flat()).toEqual(messages);
    expect(chunks.map((chunk) => chunk.length)).toEqual([1, 200, 102]);
    expect(inChunks([])).toEqual([[]]);
  });
});
