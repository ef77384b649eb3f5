/** A process with runs that wait, that have failed and that stand where its next version has nothing, made over HTTP. */
import type { Definition } from '#engine/definition.ts';
import type { DemoTenant } from '../../support/demo.ts';
import { eventually } from '../../support/eventually.ts';
import { signedIn } from '../../support/signed-in.ts';

const KEY = 'order-device';

/** In the second version somebody accepts what was delivered, and handing over is called delivering, under another id. */
const orders = (version: 1 | 2): Definition => {
  const last = version === 1 ? 'hand-over' : 'deliver';
  return {
    key: KEY,
    name: 'Order a device',
    elements: [
      { id: 'start', type: 'startEvent', name: 'Ordered', trigger: { type: 'manual' } },
      { id: 'check', type: 'userTask', name: 'Check the order', task: {} },
      {
        id: 'order',
        type: 'serviceTask',
        name: 'Order in the shop',
        action: { type: 'assign', queue: '{{variables.queue}}' },
      },
      { id: last, type: 'userTask', name: version === 1 ? 'Hand over' : 'Deliver', task: {} },
      ...(version === 1
        ? []
        : ([{ id: 'accept', type: 'userTask', name: 'Accept', task: {} }] as const)),
      { id: 'end', type: 'endEvent', name: 'Done' },
    ],
    flows: [
      { id: 'f1', from: 'start', to: 'check' },
      { id: 'f2', from: 'check', to: 'order' },
      { id: 'f3', from: 'order', to: last },
      ...(version === 1
        ? [{ id: 'f4', from: last, to: 'end' }]
        : [
            { id: 'f4', from: last, to: 'accept' },
            { id: 'f5', from: 'accept', to: 'end' },
          ]),
    ],
  } as Definition;
};

export type Orders = {
  /** Publishes the version in which the last step has another id. */
  readonly publishNext: () => Promise<void>;
  /** Leaves only this share of the new runs to that version, and begins two, on the one or the other. */
  readonly shared: (share: number) => Promise<void>;
  /** So many more runs that stand at the last step of the version that is published. */
  readonly handedOver: (count: number) => Promise<void>;
};

/** Two runs wait to be checked, `failed` runs found no shop. */
export async function placeOrders(place: DemoTenant, failed: number): Promise<Orders> {
  const maya = await signedIn(place, 'maya@demo.test');
  const omar = await signedIn(place, 'omar@demo.test');
  const publish = async (version: 1 | 2) => {
    await maya('PUT', `/processes/${KEY}/draft`, orders(version));
    await maya('POST', `/processes/${KEY}/draft/publish`, {});
  };
  const begin = async (title: string, queue: string) => {
    const { number } = await maya<{ number: string }>('POST', '/tickets', { type: 'task', title });
    const body = { ticketId: number, variables: { queue } };
    return (await maya<{ id: string }>('POST', `/processes/${KEY}/runs`, body)).id;
  };
  /** Completes the check of these runs, once it is open. */
  const check = async (runs: readonly string[]) => {
    for (const run of runs) {
      const task = await eventually('the order is to be checked', async () => {
        const { items } = await omar<{ items: { id: string; run: string }[] }>(
          'GET',
          '/tasks?limit=200',
        );
        const found = items.find((one) => one.run === run);
        if (!found) throw new Error('There is no such task yet.');
        return found;
      });
      await omar('POST', `/tasks/${task.id}/complete`, {});
    }
  };
  const standAt = (element: string, count: number) =>
    eventually(`${count} runs stand at ${element}`, async () => {
      const { items } = await maya<{ items: unknown[] }>(
        'GET',
        `/runs?process=${KEY}&element=${element}`,
      );
      if (items.length < count) throw new Error(`There are ${items.length}.`);
    });
  const some = async (count: number, title: string, queue: string) => {
    const runs: string[] = [];
    for (let index = 1; index <= count; index += 1)
      runs.push(await begin(`${title} ${index}`, queue));
    return runs;
  };

  await publish(1);
  await some(2, 'A new order', 'service-desk');
  await check(await some(failed, 'An order for a shop that is closed', 'closed-shop'));
  await standAt('check', 2);
  await standAt('order', failed);
  return {
    publishNext: () => publish(2),
    async shared(share) {
      await maya('PUT', `/processes/${KEY}/rollout`, { version: 2, share });
      await some(2, 'An order of whichever version', 'service-desk');
    },
    async handedOver(count) {
      await check(await some(count, 'An order that was delivered', 'service-desk'));
      await standAt('hand-over', count);
    },
  };
}
