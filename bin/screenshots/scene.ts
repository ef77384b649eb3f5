/** What happens in a demo instance before its pictures are taken, so that they show work at every stage. */
import { setTimeout as pause } from 'node:timers/promises';
import { call, type Instance, tokenFor } from '../interop/replay.ts';

/** What the pictures are of. */
export type Scene = {
  /** Number of a request that was approved and is being worked. */
  readonly atWork: string;
  /** Id of an approval that is open. */
  readonly approval: string;
};

type Made = { readonly id: string; readonly number: string };
type Items<T> = { readonly items: readonly T[] };
type Task = {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly outcomes: readonly { readonly key: string }[];
};
type Approval = { readonly id: string; readonly ticket: { readonly number: string } | null };

const PATIENCE_MS = 120_000;

export async function workForAWhile(url: string): Promise<Scene> {
  const enter = (name: string) => tokenFor(url, `${name}@demo.test`, 'perdura-demo');
  const [ravi, ines, omar] = await Promise.all([enter('ravi'), enter('ines'), enter('omar')]);
  const ask = (model: string, cost: number, reason: string) =>
    call<Made>(ravi, 'POST', '/catalog/items/laptop/requests', { values: { model, cost, reason } });
  const done = await ask('Standard 14-inch', 900, 'My old one no longer charges.');
  const atWork = await ask('Ultralight 13-inch', 1_850, 'I travel to customers three days a week.');
  const asked = await ask(
    'Workstation 16-inch',
    2_900,
    'The new models no longer fit into memory.',
  );

  await decide(ines, atWork);
  await completeAll(omar, done, 2);
  await tasksOf(omar, atWork, 2);
  await call(omar, 'PATCH', `/tickets/${atWork.id}`, { assignee: 'omar@demo.test' });
  await call(omar, 'POST', `/tickets/${atWork.id}/comments`, {
    body: 'Ordered today; it should be here on Thursday.',
  });
  const approval = await until('an approval is open', async () => approvalOf(ines, asked));
  return { atWork: atWork.number, approval: approval.id };
}

async function decide(approver: Instance, ticket: Made): Promise<void> {
  const { id } = await until('the approval is open', () => approvalOf(approver, ticket));
  const body = { decision: 'approve', comment: 'Worth it with so much travel.' };
  await call(approver, 'POST', `/approvals/${id}/decision`, body);
}

async function approvalOf(approver: Instance, ticket: Made): Promise<Approval | undefined> {
  const path = '/approvals?state=open&approver=me&limit=100';
  const { items } = await call<Items<Approval>>(approver, 'GET', path);
  return items.find((approval) => approval.ticket?.number === ticket.number);
}

/** The open tasks, once there are as many. */
function tasksOf(agent: Instance, ticket: Made, count: number): Promise<readonly Task[]> {
  return until(`${count} tasks are open`, async () => {
    const { items } = await call<Items<Task>>(agent, 'GET', `/tickets/${ticket.id}/tasks`);
    const open = items.filter(({ state }) => state === 'open');
    return open.length >= count ? open : undefined;
  });
}

async function completeAll(agent: Instance, ticket: Made, count: number): Promise<void> {
  for (const task of await tasksOf(agent, ticket, count)) await complete(agent, task);
}

async function complete(agent: Instance, task: Task): Promise<void> {
  await call(agent, 'POST', `/tasks/${task.id}/complete`, { outcome: task.outcomes[0]?.key });
}

async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`Waited two minutes until ${what}.`);
    await pause(250);
  }
}
