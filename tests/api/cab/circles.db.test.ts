/** Whatever two transactions do at once, one of them may have to wait for the other, and never both: each of these waited in a circle once. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getBoard, lockBoard } from '#domain/cab/board.ts';
import { addMeeting } from '#domain/cab/plan-ahead.ts';
import { endByHand } from '#domain/cab/run-meeting.ts';
import { deliverMessage } from '#domain/correlation/deliver-message.ts';
import { changeTicket, changeTicketAsSaid, deleteTicket } from '#domain/desk/change-ticket.ts';
import { planInDesk } from '#domain/desk/plan-change.ts';
import { linkChild, lockWithFollowers } from '#domain/links/links.ts';
import { cancelRun } from '#domain/processes/cancel-run.ts';
import { lockOpenRun } from '#domain/processes/lock-run.ts';
import { retryRun } from '#domain/processes/operate-run.ts';
import { lockTicket } from '#domain/tickets/update.ts';
import type { Work } from '#domain/work.ts';
import type { Definition } from '#engine/definition.ts';
import { chain } from '../../domain/processes/world.ts';
import { beforeBoard } from '../../support/board.ts';
import { eventually } from '../../support/eventually.ts';
import { type BoardWorld, createBoardWorld } from './board-world.ts';

let own: BoardWorld;
beforeAll(async () => {
  own = await createBoardWorld();
});
afterAll(() => own?.close());

type Opened = { readonly id: string; readonly number: string };

async function opened(type: string): Promise<Opened> {
  const answer = await own.admin.post('/tickets', { type, title: 'Renew it' });
  expect(answer.statusCode, answer.body).toBe(201);
  const { id, number } = answer.json();
  return { id, number };
}

async function plan({ id }: Pick<Opened, 'id'>): Promise<void> {
  const planned = await own.admin.patch(`/changes/${id}`, {
    plannedFrom: '2026-12-04T20:00:00.000Z',
    plannedTo: '2026-12-04T22:00:00.000Z',
  });
  expect(planned.statusCode, planned.body).toBe(200);
}

async function move({ id }: Pick<Opened, 'id'>, ...through: readonly string[]): Promise<void> {
  for (const status of through) {
    const moved = await own.admin.patch(`/tickets/${id}`, { status });
    expect(moved.statusCode, moved.body).toBe(200);
  }
}

const WAITING =
  "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
/** Before the first statement like this, others begin: on to it once they are done, or wait for what is held. */
const heldUpAt = (work: Work, statement: RegExp, others: () => Promise<unknown>): Work => {
  let isUsed = false;
  const em = new Proxy(work.em, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      if (name !== 'execute') return value.bind(target);
      return async (sql: string, ...given: unknown[]) => {
        if (!isUsed && statement.test(sql)) {
          isUsed = true;
          let isDone = false;
          const done = () => {
            isDone = true;
          };
          others().then(done, done);
          await eventually('the others to be done, or to wait', async () =>
            expect(isDone || (await own.world.rows(WAITING)).length > 0).toBe(true),
          );
        }
        return value.apply(target, [sql, ...given]);
      };
    },
  });
  return { ...work, em };
};

describe('nobody waits in a circle', () => {
  it.each([{ status: 'assess' }, { assignee: 'admin@example.test' }])(
    'where a planned change moves (%o) while its run before a board is ended',
    async (patch) => {
      const { key } = await own.makeBoard();
      const change = await own.ask(key);
      await plan(change);
      await own.test.work((work) =>
        cancelRun(work, { id: change.runId, ticketId: change.id }, 'No more.'),
      );
      let ending: Promise<unknown> = Promise.reject(new Error('It was not held up.'));
      ending.catch(() => {});
      const said = 'assignee' in patch ? { assignee: own.admin.email } : patch;
      await own.world.as(own.admin, (work) => {
        const held = heldUpAt(work, /from run where ticket_id/, () => {
          ending = own.world.drive(change.runId);
          return ending;
        });
        return changeTicket(held, change.id, said as object);
      });
      await ending;
      const [row] = await own.world.rows('select state from run where id = ?', [change.runId]);
      expect(row).toEqual({ state: 'cancelled' });
    },
  );

  it('where what a change touches and its status move at once while another is put before its board', async () => {
    const { key } = await own.makeBoard();
    const change = await own.ask(key);
    await own.admin.post('/config-items', { key: 'web', name: 'Web', kind: 'service' });
    await move(change, 'assess', 'authorize');
    let asking: ReturnType<typeof own.ask> | null = null;
    await own.world.as(own.admin, (work) => {
      const held = heldUpAt(work, /pg_advisory_xact_lock/, () => {
        asking = own.ask(key, 'Another');
        return asking;
      });
      return changeTicketAsSaid(held, change.id, { configItems: ['web'], status: 'implement' });
    });
    expect(await (await (asking ?? own.ask(key))).meeting()).not.toBeNull();
    expect(asking).not.toBeNull();
  });

  it('where a change is put on an agenda by hand while many are said to be about something else', async () => {
    const { key } = await own.makeBoard();
    const change = await own.ask(key);
    await own.admin.post('/config-items', { key: 'mail', name: 'Mail', kind: 'service' });
    const made = await own.admin.post('/tickets', { type: 'change', title: 'By hand' });
    const [meeting] = await own.coming(key);
    let put: Promise<{ statusCode: number; body: string }> = Promise.reject(
      new Error('It was not held up.'),
    );
    put.catch(() => {});
    await own.world.as(own.admin, async (work) => {
      const ids = [made.json().id, change.id];
      await lockWithFollowers(work, ids);
      const held = heldUpAt(work, /from cab_board where id/, () => {
        put = own.kofi.post(`/cab/meetings/${meeting?.id}/items`, { change: made.json().number });
        return put;
      });
      await changeTicketAsSaid(held, change.id, { configItems: ['mail'] });
    });
    expect((await put).statusCode, (await put).body).toBe(200);
  });

  it('where a planned change is resolved with what follows it while many are changed at once', async () => {
    const [done, follower, other] = [
      await opened('change'),
      await opened('incident'),
      await opened('change'),
    ];
    for (const one of [done, other]) await plan(one);
    await move(done, 'assess', 'authorize', 'implement');
    await own.world.as(own.admin, (work) => linkChild(work, done.id, follower.id));
    type Many = Promise<{ body: string }>;
    let many: Many = Promise.resolve({ body: 'It was not held up.' });
    await own.world.as(own.admin, (work) => {
      const held = heldUpAt(work, /^select c\.id from ticket_link/, () => {
        many = own.admin.post('/tickets/bulk', {
          ids: [follower.id, other.id],
          change: { assignee: own.admin.email },
        });
        return many;
      });
      return changeTicket(held, done.id, { status: 'resolved' });
    });
    const answer = await many;
    expect(answer.body).not.toContain('database_unavailable');
    expect(JSON.parse(answer.body).items).toMatchObject([{ status: 200 }, { status: 200 }]);
  });

  it('where two begin several changes at once, of which some are planned', async () => {
    const begun = async () => {
      const [unplanned, planned] = [await opened('change'), await opened('change')];
      await plan(planned);
      for (const one of [unplanned, planned]) await move(one, 'assess', 'authorize');
      return [unplanned.id, planned.id] as const;
    };
    const [[first, second], ids] = [await begun(), await begun()];
    const others = await own.world.as(own.admin, async (work) => {
      await changeTicket(work, first, { status: 'implement' });
      const asked = own.admin.post('/tickets/bulk', { ids, change: { status: 'implement' } });
      await own.world.areWaiting(1);
      await changeTicket(work, second, { status: 'implement' });
      return { asked };
    });
    const answer = await others.asked;
    expect(answer.json().items, answer.body).toMatchObject([{ status: 200 }, { status: 200 }]);
  });

  it('where a meeting is planned for several changes while they are locked one after the other', async () => {
    const { key } = await own.makeBoard();
    const [first, second] = [await opened('change'), await opened('change')];
    const planned = await own.test.work(async (work) => {
      await lockTicket(work, first.id);
      const asked = own.admin.post('/cab/meetings', {
        board: key,
        scheduledAt: '2026-12-03T09:00:00.000Z',
        changes: [second.number, first.number],
      });
      await own.world.areWaiting(1);
      await lockTicket(work, second.id);
      return { asked };
    });
    const answer = await planned.asked;
    expect(answer.statusCode, answer.body).toBe(201);
    expect(answer.json().items).toMatchObject([{ ticket: second }, { ticket: first }]);
  });

  it('where a change is deleted while a process that goes on without it comes to its end', async () => {
    const { key } = await own.makeBoard();
    const definition = callsFirst(key);
    await own.world.publish(own.admin, definition);
    const change = await opened('change');
    await plan(change);
    const { id: runId } = await own.world.start(own.admin, definition.key, change.id);
    const { state } = await own.world.drive(runId);
    await move(change, 'assess', 'authorize', 'implement', 'resolved', 'closed');
    const [token = ''] = Object.keys(state.tokens);
    const at = new Date().toISOString();
    const failed = { type: 'callFailed', token, at, code: 'http_error', message: 'No.' } as const;
    let ending: Promise<unknown> = Promise.reject(new Error('It was not held up.'));
    ending.catch(() => {});
    await own.world.as(own.admin, (work) => {
      const held = heldUpAt(work, /from run where ticket_id/, () => {
        ending = own.world.drive(runId, { also: [failed] });
        return ending;
      });
      return deleteTicket(held, change.id);
    });
    await ending;
    const [row] = await own.world.rows('select state from run where id = ?', [runId]);
    expect(row).toEqual({ state: 'cancelled' });
  });

  it('where a meeting ends while the process that has a change before it says something', async () => {
    const { key } = await own.makeBoard();
    const definition = speaksMeanwhile(key);
    await own.world.publish(own.admin, definition);
    const change = await opened('change');
    const { id: runId } = await own.world.start(own.admin, definition.key, change.id);
    const { waiting } = await own.world.drive(runId);
    const [token = ''] = waiting.flatMap((one) => (one.type === 'timer' ? [one.token] : []));
    const fired = {
      type: 'timerFired',
      token,
      at: new Date(own.test.store.clock()).toISOString(),
    } as const;
    let speaking: Promise<unknown> = Promise.reject(new Error('It was not held up.'));
    speaking.catch(() => {});
    const speaks = () => {
      speaking = own.world.drive(runId, { also: [fired] });
      return speaking;
    };
    const [meeting] = await own.coming(key);
    await own.kofi.post(`/cab/meetings/${meeting?.id}/open`);
    await own.world.as(own.kofi, async (work, principal) => {
      await endByHand(heldUpAt(work, /from run where id in/, speaks), principal, meeting?.id ?? '');
    });
    await speaking;
    const said = await own.world.rows('select body from comment where ticket_id = ?', [change.id]);
    expect(said).toEqual([{ body: 'It takes its time.' }]);
  });

  it.each(['the board meets on another day', 'its meeting is called off'])(
    'where a change is made another while %s',
    async (happening) => {
      const { key, id } = await own.makeBoard();
      const change = await own.ask(key);
      const before = await change.meeting();
      let moving: ReturnType<typeof own.admin.patch> | null = null;
      await own.world.as(own.admin, (work) => {
        const held = heldUpAt(work, /from cab_board where id/, async () => {
          moving =
            happening === 'its meeting is called off'
              ? own.kofi.post(`/cab/meetings/${before}/cancel`, { reason: 'Away' })
              : own.admin.patch(`/cab/boards/${id}`, {
                  meets: { starts: '2026-11-26T10:00', rrule: 'FREQ=WEEKLY;BYDAY=TH' },
                });
          return moving;
        });
        return planInDesk(held, change.id, { backOut: 'Put the old one back.' }, {});
      });
      expect(await moving).toMatchObject({ statusCode: 200 });
      const meeting = await change.meeting();
      expect(meeting).not.toBe(before);
      expect((await own.coming(key)).map((one) => one.id)).toContain(meeting);
    },
  );

  it('where both ways of a run that have failed are tried again while its ticket is closed', async () => {
    await own.world.publish(
      own.admin,
      twice('both-fail', (id) => ({
        id,
        type: 'serviceTask',
        action: { type: 'updateTicket', set: { queue: `later-${id}` } },
      })),
    );
    const incident = await opened('incident');
    const { id: runId } = await own.world.start(own.admin, 'both-fail', incident.id);
    await own.world.drive(runId);
    await move(incident, 'resolved');
    let closing: Promise<unknown> = Promise.reject(new Error('It was not held up.'));
    closing.catch(() => {});
    await own.world.as(own.admin, (work) =>
      retryRun(
        heldUpAt(work, /send_to_run/, () => {
          closing = own.admin.patch(`/tickets/${incident.id}`, { status: 'closed' });
          return closing;
        }),
        runId,
        'It is there now.',
      ),
    );
    expect(await closing).toMatchObject({ statusCode: 200 });
  });

  it('where a signal is given to both ways of a run while its ticket is closed', async () => {
    await own.world.publish(
      own.admin,
      twice('both-hear', (id) => ({
        id,
        type: 'intermediateCatchEvent',
        signal: { name: 'all.clear' },
      })),
    );
    const incident = await opened('incident');
    const { id: runId } = await own.world.start(own.admin, 'both-hear', incident.id);
    await own.world.drive(runId);
    await move(incident, 'resolved');
    const sent = await own.admin.post('/signals', { name: 'all.clear', value: null });
    expect(sent.statusCode, sent.body).toBeLessThan(300);
    const [{ id } = { id: '' }] = await own.world.rows<{ id: string }>(
      "select id from message where name = 'all.clear'",
      [],
    );
    const { giving, closing } = await own.world.as(own.admin, async (work) => {
      await work.em.execute('select from run where id = ? for no key update', [runId]);
      const giving = deliverMessage(own.test.store, { tenantId: own.test.tenant.id, id });
      await own.world.areWaiting(1);
      const closing = own.admin.patch(`/tickets/${incident.id}`, { status: 'closed' });
      await own.world.areWaiting(2);
      return { giving, closing };
    });
    await giving;
    expect(await closing).toMatchObject({ statusCode: 200 });
  });

  it('where an incident is put under another while both are changed at once', async () => {
    const [first, second] = [await opened('incident'), await opened('incident')];
    const [child, parent] = first.id < second.id ? [first, second] : [second, first];
    const { linking, changing } = await own.world.as(own.admin, async (work) => {
      await lockTicket(work, parent.id);
      const linking = own.test.work((other) => linkChild(other, parent.id, child.id));
      await own.world.areWaiting(1);
      const changing = own.admin.post('/tickets/bulk', {
        ids: [child.id, parent.id],
        change: { category: 'network' },
      });
      await own.world.areWaiting(2);
      return { linking, changing };
    });
    await linking;
    const { items } = (await changing).json();
    expect(items.map(({ status }: { status: number }) => status)).toEqual([200, 200]);
  });

  it('where somebody may not sign in any more who is invited to a meeting at this moment', async () => {
    const zoe = await own.test.signInAs([], { email: 'zoe@example.test', name: 'zoe' });
    const members = [
      { person: own.kofi.email, role: 'chair' },
      { person: zoe.email, role: 'member' },
    ];
    const { key, id } = await own.makeBoard({ members });
    let leaving: ReturnType<typeof own.admin.patch> | null = null;
    await own.world.as(own.kofi, async (work) => {
      await lockBoard(work, id);
      const held = heldUpAt(work, /tell_people/, async () => {
        leaving = own.admin.patch(`/users/${zoe.personId}`, { active: false });
        return leaving;
      });
      await addMeeting(held, await getBoard(work, key), {
        at: new Date('2026-12-03T09:00:00.000Z'),
      });
    });
    expect(await leaving).toMatchObject({ statusCode: 200 });
  });

  it('where somebody decides about a ticket that is given to somebody else', async () => {
    const key = 'asks-two';
    await own.world.publish(
      own.admin,
      chain(key, {
        id: 'ask',
        type: 'approval',
        name: 'Ask',
        approval: {
          mode: 'all',
          approvers: [{ user: own.ann.email }, { user: own.ben.email }],
          askAgainOn: ['ticket.title'],
        },
      }),
    );
    const ticket = await opened('change');
    const { id: runId } = await own.world.start(own.admin, key, ticket.id);
    await own.world.drive(runId);
    const [approval] = await own.world.rows<{ id: string }>(
      'select id from approval where run_id = ?',
      [runId],
    );
    let voting: ReturnType<typeof own.ann.post> | null = null;
    await own.world.as(own.admin, (work) => {
      const held = heldUpAt(work, /^select from run where ticket_id/, async () => {
        voting = own.ann.post(`/approvals/${approval?.id}/decision`, { decision: 'approve' });
        return voting;
      });
      return changeTicket(held, ticket.id, { assignee: own.admin.email });
    });
    const answer = await voting;
    expect(answer).toMatchObject({ statusCode: 200 });
  });

  it('where a process resolves what others follow while somebody resolves it by hand', async () => {
    const key = 'resolves-it';
    await own.world.publish(
      own.admin,
      chain(key, {
        id: 'resolve',
        type: 'serviceTask',
        name: 'Resolve it',
        action: { type: 'updateTicket', set: { status: 'resolved' } },
      }),
    );
    // The one that follows is the older, and would be the first by their ids.
    const [follower, parent] = [await opened('incident'), await opened('incident')];
    await own.world.as(own.admin, (work) => linkChild(work, parent.id, follower.id));
    const { id: runId } = await own.world.start(own.admin, key, parent.id);
    const both = await own.test.work(async (work) => {
      await lockOpenRun(work, runId, undefined);
      // It holds its ticket by now, and nothing that follows it.
      const process = own.world.drive(runId);
      await own.world.areWaiting(1);
      const person = own.admin.patch(`/tickets/${parent.id}`, { status: 'resolved' });
      await own.world.areWaiting(2);
      return { process, person };
    });
    await both.process;
    const answer = await both.person;
    expect(answer.statusCode, answer.body).toBe(200);
    const rows = await own.world.rows('select status from ticket where id in (?, ?)', [
      parent.id,
      follower.id,
    ]);
    expect(rows).toEqual([{ status: 'resolved' }, { status: 'resolved' }]);
  });
});

/** Two of its ways fail, or wait for the same signal. */
const twice = (key: string, of: (id: string) => Definition['elements'][number]): Definition => ({
  key,
  name: 'Twice',
  elements: [
    { id: 'start', type: 'startEvent', trigger: { type: 'manual' } },
    { id: 'fork', type: 'parallelGateway' },
    of('one'),
    of('other'),
    { id: 'end', type: 'endEvent' },
  ],
  flows: [
    { id: 'f', from: 'start', to: 'fork' },
    ...['one', 'other'].flatMap((id) => [
      { id: `to-${id}`, from: 'fork', to: id },
      { id: `of-${id}`, from: id, to: 'end' },
    ]),
  ],
});

/** Calls somebody before it puts its change before the board. */
function callsFirst(board: string): Definition {
  const { elements, flows, ...rest } = beforeBoard(board);
  return {
    ...rest,
    key: `calls-${board}`,
    elements: [
      ...elements,
      {
        id: 'call',
        type: 'serviceTask',
        name: 'Tell the supplier',
        action: { type: 'httpRequest', method: 'POST', url: 'https://supplier.test/orders' },
      },
    ],
    flows: [
      { id: 'f', from: 'start', to: 'call' },
      ...flows.map((flow) => (flow.from === 'start' ? { ...flow, from: 'call' } : flow)),
    ],
  };
}

/** Says something of its change while that is before the board. */
function speaksMeanwhile(board: string): Definition {
  const { elements, flows, ...rest } = beforeBoard(board);
  return {
    ...rest,
    key: `speaks-${board}`,
    elements: [
      ...elements,
      { id: 'fork', type: 'parallelGateway' },
      {
        id: 'wait',
        type: 'intermediateCatchEvent',
        name: 'An hour',
        timer: { after: { hours: 1 } },
      },
      {
        id: 'say',
        type: 'serviceTask',
        name: 'Say so',
        action: { type: 'comment', body: 'It takes its time.' },
      },
      { id: 'said', type: 'endEvent', name: 'Said' },
    ],
    flows: [
      { id: 'f', from: 'start', to: 'fork' },
      ...flows.map((flow) => (flow.from === 'start' ? { ...flow, from: 'fork' } : flow)),
      { id: 'w', from: 'fork', to: 'wait' },
      { id: 's', from: 'wait', to: 'say' },
      { id: 'e', from: 'say', to: 'said' },
    ],
  };
}
