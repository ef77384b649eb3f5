/** All that people and processes do to the same changes, many things at the same moment: whatever waits for whatever, it goes on. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { approvalDue } from '#domain/approvals/approval-due.ts';
import type { Definition } from '#engine/definition.ts';
import { beforeBoard } from '../../support/board.ts';
import { type BoardWorld, createBoardWorld } from './board-world.ts';

let own: BoardWorld;
beforeAll(async () => {
  own = await createBoardWorld();
  for (const key of ['web', 'base'])
    await own.admin.post('/config-items', { key, name: key, kind: 'service' });
});
afterAll(() => own?.close());

/** Is before the board, asks two people, has somebody work, and says something of its change an hour later, all at once. */
function busy(board: string): Definition {
  const { elements, flows, ...rest } = beforeBoard(board);
  const ways = ['review', 'ask', 'work', 'wait'];
  return {
    ...rest,
    key: `busy-${board}`,
    elements: [
      ...elements,
      { id: 'fork', type: 'parallelGateway' },
      {
        id: 'ask',
        type: 'approval',
        name: 'Ask',
        approval: {
          mode: 'all',
          approvers: [{ user: own.ann.email }, { user: own.ben.email }],
          askAgainOn: ['ticket.title', 'ticket.change.texts.backOut'],
        },
      },
      {
        id: 'work',
        type: 'userTask',
        name: 'Work',
        task: {
          assignment: { user: own.kofi.email },
          outcomes: [{ key: 'done', label: 'Done' }],
          completesOnStatus: { resolved: 'done' },
        },
      },
      { id: 'wait', type: 'intermediateCatchEvent', name: 'Wait', timer: { after: { hours: 1 } } },
      {
        id: 'say',
        type: 'serviceTask',
        name: 'Say so',
        action: { type: 'comment', body: 'It takes its time.' },
      },
      { id: 'over', type: 'endEvent', name: 'Over' },
    ],
    flows: [
      ...flows.filter(({ from }) => from !== 'start'),
      { id: 'f', from: 'start', to: 'fork' },
      ...ways.map((to) => ({ id: `to-${to}`, from: 'fork', to })),
      { id: 'said', from: 'wait', to: 'say' },
      { id: 'yes', from: 'ask', to: 'over', port: 'approved' },
      { id: 'no', from: 'ask', to: 'over', port: 'rejected' },
      ...['work', 'say'].map((from) => ({ id: `after-${from}`, from, to: 'over' })),
    ],
  };
}

type Opened = { readonly id: string; readonly number: string };
const opened = async (type: string): Promise<Opened> =>
  (await own.admin.post('/tickets', { type, title: 'Renew it' })).json();

/** What can be done to a change, its run, its approval and the meeting it comes up in. */
async function acts(key: string, boardId: string) {
  const [change, other, incident] = [
    await opened('change'),
    await opened('change'),
    await opened('incident'),
  ];
  for (const { id } of [change, other]) {
    const planned = await own.admin.patch(`/changes/${id}`, {
      plannedFrom: '2026-12-04T20:00:00.000Z',
      plannedTo: '2026-12-04T22:00:00.000Z',
    });
    expect(planned.statusCode, planned.body).toBe(200);
    for (const status of ['assess', 'authorize'])
      await own.admin.patch(`/tickets/${id}`, { status });
  }
  const { id: runId } = await own.world.start(own.admin, `busy-${key}`, change.id);
  const { waiting } = await own.world.drive(runId);
  const [token = ''] = waiting.flatMap((one) => (one.type === 'timer' ? [one.token] : []));
  const at = new Date(own.test.store.clock()).toISOString();
  const [approval] = await own.world.rows<{ id: string }>(
    'select id from approval where run_id = ?',
    [runId],
  );
  const [review] = await own.world.rows<{ meeting_id: string }>(
    'select meeting_id from cab_review where run_id = ?',
    [runId],
  );
  const meeting = `/cab/meetings/${review?.meeting_id}`;
  const asked = `/approvals/${approval?.id}`;
  const ticket = `/tickets/${change.id}`;
  const plan = `/changes/${change.id}`;
  const all = [incident, other, change].map(({ id }) => id);
  return {
    begin: () => own.admin.patch(ticket, { status: 'implement' }),
    give: () => own.admin.patch(ticket, { assignee: own.kofi.email }),
    name: () => own.admin.patch(ticket, { title: 'Renew all of it' }),
    touch: () => own.admin.patch(ticket, { configItems: ['web'], status: 'implement' }),
    many: () => own.admin.post('/tickets/bulk', { ids: all, change: { status: 'resolved' } }),
    assignMany: () =>
      own.admin.post('/tickets/bulk', { ids: all, change: { assignee: own.ann.email } }),
    plan: () => own.admin.patch(plan, { backOut: 'Put the old one back.', reason: 'It is safer.' }),
    kind: () => own.admin.patch(plan, { kind: 'emergency', reason: 'It burns.' }),
    cause: () => own.admin.put(`/tickets/${incident.id}/cause`, { change: change.number }),
    delete: () => own.admin.delete(ticket),
    item: () => own.admin.patch('/config-items/web', { criticality: 1 }),
    drive: () => own.world.drive(runId),
    fire: () => own.world.drive(runId, { also: [{ type: 'timerFired', token, at }] }),
    cancel: () => own.admin.post(`/runs/${runId}/cancel`, { reason: 'No more.' }),
    approve: () => own.ann.post(`${asked}/decision`, { decision: 'approve' }),
    reject: () => own.ben.post(`${asked}/decision`, { decision: 'reject' }),
    again: () => own.admin.post(`${asked}/rounds`, { reason: 'Look again.' }),
    question: () => own.ben.post(`${asked}/questions`, { text: 'Why?' }),
    due: () => own.test.work((work) => approvalDue(work, approval?.id ?? '')),
    lend: () => own.ann.post('/delegations', { delegates: [own.dina.email] }),
    vote: () => own.ben.post(`${meeting}/items/${change.id}/votes`, { vote: 'approve' }),
    decide: () => own.kofi.patch(`${meeting}/items/${change.id}`, { decision: 'approved' }),
    open: () => own.kofi.post(`${meeting}/open`),
    end: () => own.kofi.post(`${meeting}/end`),
    callOff: () => own.kofi.post(`${meeting}/cancel`, { reason: 'Away' }),
    add: () => own.kofi.post(`${meeting}/items`, { change: other.number }),
    meet: () =>
      own.admin.post('/cab/meetings', {
        board: key,
        scheduledAt: '2026-12-03T09:00:00.000Z',
        changes: [other.number, change.number],
      }),
    otherDay: () =>
      own.admin.patch(`/cab/boards/${boardId}`, {
        meets: { starts: '2026-11-26T10:00', rrule: 'FREQ=WEEKLY;BYDAY=TH' },
      }),
    switchOff: () => own.admin.patch(`/users/${own.dina.personId}`, { active: false }),
    switchOn: () => own.admin.patch(`/users/${own.dina.personId}`, { active: true }),
  } satisfies Record<string, () => Promise<unknown>>;
}

type Act = keyof Awaited<ReturnType<typeof acts>>;
const ACTS: readonly Act[] = [
  ...(['begin', 'give', 'name', 'touch', 'many', 'assignMany', 'plan', 'kind'] as const),
  ...(['cause', 'delete', 'item', 'drive', 'fire', 'cancel', 'approve', 'reject'] as const),
  ...(['again', 'question', 'due', 'lend', 'vote', 'decide', 'open', 'end'] as const),
  ...(['callOff', 'add', 'meet', 'otherDay', 'switchOff', 'switchOn'] as const),
];

/** Of what was refused, or thrown, only this is not said to people: two have waited for each other, or something is broken. */
const BROKEN = /database_unavailable|internal_error|deadlock/i;
const saidBy = (result: PromiseSettledResult<unknown>): string => {
  if (result.status === 'rejected') return `${result.reason?.name}: ${result.reason?.message}`;
  const { value } = result;
  return typeof value === 'object' && value !== null && 'body' in value ? `${value.body}` : '';
};

it('leaves nobody waiting in a circle', async () => {
  const burst = fc.array(fc.constantFrom(...ACTS), { minLength: 7, maxLength: 7 });
  await fc.assert(
    fc.asyncProperty(fc.array(burst, { minLength: 4, maxLength: 4 }), async (bursts) => {
      const { key, id } = await own.makeBoard({ quorum: 1 });
      await own.world.publish(own.admin, busy(key));
      const can = await acts(key, id);
      for (const names of bursts) {
        const results = await Promise.allSettled(names.map((name) => can[name]()));
        const broken = results.flatMap((result, index) =>
          BROKEN.test(saidBy(result)) ? [`${names[index]}: ${saidBy(result)}`] : [],
        );
        expect(broken).toEqual([]);
      }
    }),
    { numRuns: 4, endOnFailure: true },
  );
}, 120_000);
