/** One step of a run: it happens once, whoever asks how often, and what it cannot do is told instead of lost. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeTicket, deleteTicket } from '#domain/desk/change-ticket.ts';
import { loadRun } from '#domain/processes/load-run.ts';
import { cancelOpenRun, retryRun } from '#domain/processes/operate-run.ts';
import { applyStep } from '#domain/processes/step.ts';
import type { ApplyStepInput } from '#domain/processes/step-types.ts';
import { saveRuleset } from '#domain/rulesets/save.ts';
import type { Element } from '#engine/definition.ts';
import type { Command } from '#engine/messages.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';
import { chain, createWorld, type World } from './world.ts';

let test: TestApp;
let world: World;
let admin: Client;
beforeAll(async () => {
  test = await createTestApp();
  world = createWorld(test);
  admin = await test.signInAs('admin', { email: 'admin@example.test' });
});
afterAll(() => test.close());

const task = (id: string, more = {}): Element => ({
  id,
  type: 'userTask',
  name: id,
  task: { ...more },
});
const act = (id: string, action: Extract<Element, { type: 'serviceTask' }>['action']): Element => ({
  id,
  type: 'serviceTask',
  name: id,
  action,
});

/** A published chain, a ticket, and a run on it. */
async function running(key: string, ...middle: Element[]) {
  await world.publish(admin, chain(key, ...middle));
  const { ticket } = await world.openTicket(admin);
  const { id: runId } = await world.start(admin, key, ticket.id);
  return { ticket, runId };
}
const runOf = async (runId: string) =>
  (
    await world.rows<{
      state: string;
      failure: { code: string; message: string } | null;
      step: number;
      applied_message: number;
      outcome: string;
    }>('select state, failure, step, applied_message, outcome from run where id = ?', [runId])
  )[0];
const count = async (sql: string, runId: string) =>
  (await world.rows<{ n: number }>(`select count(*)::int as n from ${sql}`, [runId]))[0]?.n;

describe('a step that is asked for again', () => {
  it('gives the same answers and writes nothing twice', async () => {
    const { runId, ticket } = await running(
      'again',
      act('note', { type: 'comment', body: 'Hello {{ticket.number}}' }),
      task('do'),
    );
    const inputs: ApplyStepInput[] = [];
    const answers: unknown[] = [];
    await world.drive(runId, {
      settle: false,
      onStep: async (input) => {
        inputs.push(input);
        answers.push(await applyStep(test.store, input));
        return true;
      },
    });
    expect(inputs.length).toBeGreaterThan(1);
    expect(await applyStep(test.store, inputs.at(-1)!)).toEqual(answers.at(-1));
    expect(await world.rows('select body from comment where ticket_id = ?', [ticket.id])).toEqual([
      { body: `Hello ${ticket.number}` },
    ]);
    expect(await count('task where run_id = ?', runId)).toBe(1);
    expect(await runOf(runId)).toMatchObject({ step: inputs.length, state: 'waiting' });
  });

  it('that took its answers in itself is told to load what it came to', async () => {
    const { runId, ticket } = await running(
      'settled',
      act('note', { type: 'comment', body: 'Once' }),
      task('do'),
    );
    let first: ApplyStepInput | undefined;
    await world.drive(runId, {
      onStep: (input) => {
        first = input;
        return true;
      },
    });
    expect(first).toMatchObject({ step: 0, settle: true });
    expect(await applyStep(test.store, first!)).toEqual({ events: [], stale: true });
    expect(await world.rows('select body from comment where ticket_id = ?', [ticket.id])).toEqual([
      { body: 'Once' },
    ]);
    expect(await runOf(runId)).toMatchObject({ step: 1, state: 'waiting' });
  });

  it('by many at once is applied once', async () => {
    const { runId } = await running('at-once', task('do'));
    let first: ApplyStepInput | undefined;
    await world.drive(runId, {
      settle: false,
      onStep: (input) => {
        first = input;
        return false;
      },
    });
    const results = await Promise.all(
      Array.from({ length: 6 }, () => applyStep(test.store, first!)),
    );
    expect(new Set(results.map((result) => JSON.stringify(result)))).toEqual(
      new Set([JSON.stringify({ events: [], stale: false })]),
    );
    expect(await count('task where run_id = ?', runId)).toBe(1);
    expect(
      await count(
        "event where type = 'task.opened' and data ->> 'element' = 'do' and ticket_id = (select ticket_id from run where id = ?)",
        runId,
      ),
    ).toBe(1);
  });

  it('with another content is stale: somebody else moved the run on', async () => {
    const { runId } = await running('stale', task('do'));
    let first: ApplyStepInput | undefined;
    await world.drive(runId, {
      onStep: (input) => {
        first = input;
        return true;
      },
    });
    const other = { ...first!, appliedMessage: 7 };
    expect(await applyStep(test.store, other)).toEqual({ events: [], stale: true });
    expect(await applyStep(test.store, { ...first!, step: 40 })).toEqual({
      events: [],
      stale: true,
    });
    expect(await count('task where run_id = ?', runId)).toBe(1);
  });
});

describe('the checkpoint', () => {
  it('is enough to go on from: a run loads as it was left, with what it has not yet been told', async () => {
    const { runId } = await running('reload', task('do'));
    await world.drive(runId);
    const [{ token } = { token: '' }] = await world.rows<{ token: string }>(
      'select token from task where run_id = ?',
      [runId],
    );
    const at = new Date().toISOString();
    await world.send(runId, {
      type: 'taskCompleted',
      token,
      at,
      outcome: 'done',
      values: { size: 3 },
    });
    const loaded = await loadRun(test.store, { tenantId: test.tenant.id, runId });
    expect(loaded).toMatchObject({
      step: 1,
      appliedMessage: 0,
      pendingEvents: [],
      ended: false,
      messages: [{ seq: 1, event: { type: 'taskCompleted' } }],
    });
    await world.drive(runId);
    expect(await runOf(runId)).toMatchObject({ state: 'completed', applied_message: 1 });
    expect(await count('run_message where run_id = ?', runId)).toBe(0);
    expect(await loadRun(test.store, { tenantId: test.tenant.id, runId })).toMatchObject({
      ended: true,
    });
  });

  it('numbers messages without gaps, also when many come at once, and takes none after the end', async () => {
    const { runId } = await running('numbers', task('do'));
    await world.drive(runId);
    const at = new Date().toISOString();
    await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        world.send(runId, { type: 'timerFired', token: `t${index + 50}`, at }),
      ),
    );
    const messages = await world.rows<{ seq: number }>(
      'select seq from run_message where run_id = ? order by seq',
      [runId],
    );
    expect(messages.map(({ seq }) => seq)).toEqual(
      Array.from({ length: 12 }, (_, index) => index + 1),
    );
    await world.send(runId, { type: 'cancelled', at, reason: 'enough' });
    await world.drive(runId);
    expect(await world.send(runId, { type: 'cancelled', at, reason: 'again' })).toBe(false);
  });
});

describe('an action that is refused', () => {
  it('fails its element with the reason, undoes what it began, and can be tried again', async () => {
    const { runId, ticket } = await running(
      'refused',
      act('route', { type: 'updateTicket', set: { title: 'Changed', queue: 'later' } }),
    );
    await world.drive(runId);
    expect(await runOf(runId)).toMatchObject({
      state: 'faulted',
      failure: { element: 'route', code: 'invalid_input' },
    });
    expect((await runOf(runId))?.failure?.message).toContain('later');
    expect(await world.rows('select title from ticket where id = ?', [ticket.id])).toEqual([
      { title: 'Something' },
    ]);
    await test.work((work) =>
      work.em.execute(
        `insert into queue (id, tenant_id, key, name) values (gen_random_uuid(), ?, 'later', 'Later')`,
        [test.tenant.id],
      ),
    );
    await world.as(admin, (work) => retryRun(work, runId, 'the queue is there now'));
    await world.drive(runId);
    expect(await runOf(runId)).toMatchObject({ state: 'completed', failure: null });
    expect(await world.rows('select title from ticket where id = ?', [ticket.id])).toEqual([
      { title: 'Changed' },
    ]);
    expect(await count('run_element where run_id = ? and failure is not null', runId)).toBe(0);
  });

  it('does not take the rest of its step with it', async () => {
    const key = 'side-by-side';
    const base = chain(key, act('good', { type: 'comment', body: 'kept' }));
    await world.publish(admin, {
      ...base,
      elements: [
        { id: 'start', type: 'startEvent', trigger: { type: 'manual' } },
        { id: 'fork', type: 'parallelGateway' },
        act('good', { type: 'comment', body: 'kept' }),
        act('bad', { type: 'assign', user: 'nobody@{{ticket.number}}' }),
        { id: 'e1', type: 'endEvent' },
        { id: 'e2', type: 'endEvent' },
      ],
      flows: [
        { id: 'f1', from: 'start', to: 'fork' },
        { id: 'f2', from: 'fork', to: 'good' },
        { id: 'f3', from: 'fork', to: 'bad' },
        { id: 'f4', from: 'good', to: 'e1' },
        { id: 'f5', from: 'bad', to: 'e2' },
      ],
    });
    const { ticket } = await world.openTicket(admin);
    const { id: runId } = await world.start(admin, key, ticket.id);
    await world.drive(runId);
    expect(await runOf(runId)).toMatchObject({ state: 'faulted', failure: { element: 'bad' } });
    expect(await world.rows('select body from comment where ticket_id = ?', [ticket.id])).toEqual([
      { body: 'kept' },
    ]);
    expect(
      await count(
        "event where type = 'comment.added' and ticket_id = (select ticket_id from run where id = ?)",
        runId,
      ),
    ).toBe(1);
  });

  it('on a run without a ticket says so', async () => {
    await world.publish(admin, chain('no-ticket', act('note', { type: 'comment', body: 'x' })));
    const { id: runId } = await world.start(admin, 'no-ticket');
    await world.drive(runId);
    expect((await runOf(runId))?.failure).toMatchObject({ element: 'note', code: 'not_found' });
  });

  it('that would tell nobody goes on and says so', async () => {
    const { runId } = await running(
      'nobody',
      act('tell', { type: 'sendEmail', to: [{ relation: 'assignee' }], subject: 's', body: 'b' }),
    );
    await world.drive(runId);
    expect(await runOf(runId)).toMatchObject({ state: 'completed' });
    expect(await count("event where type = 'message.skipped' and subject_id = ?", runId)).toBe(1);
  });
});

describe('rulesets and instants', () => {
  it('takes the ruleset that is current when it asks, and tells which', async () => {
    const rule = (size: string) => ({
      key: 'sizes',
      name: 'Sizes',
      hitPolicy: 'first',
      rules: [],
      otherwise: { size },
    });
    await world.as(admin, (work, principal) =>
      saveRuleset(work, principal, 'sizes', rule('small')),
    );
    const { runId } = await running(
      'sized',
      { id: 'rule', type: 'businessRuleTask', ruleset: 'sizes' },
      task('do'),
    );
    await world.as(admin, (work, principal) =>
      saveRuleset(work, principal, 'sizes', rule('large')),
    );
    const { state } = await world.drive(runId);
    expect(state.variables).toEqual({ size: 'large' });
    expect(
      await world.rows(
        "select data ->> 'version' as version from event where type = 'ruleset.evaluated' and subject_id = ?",
        [runId],
      ),
    ).toEqual([{ version: '2' }]);
  });

  it.each([true, false])('takes only so much of them at once (settle: %s)', async (settle) => {
    const names = ['one', 'two', 'three'].map((name) => `${name}-${settle}`);
    for (const key of names)
      await world.as(admin, (work, principal) =>
        saveRuleset(work, principal, key, {
          key,
          name: key,
          hitPolicy: 'first',
          rules: [],
          otherwise: { text: 'x'.repeat(200_000) },
        }),
      );
    const key = `much-${settle}`;
    await world.publish(admin, {
      key,
      name: 'Much',
      elements: [
        { id: 'start', type: 'startEvent', trigger: { type: 'manual' } },
        { id: 'fork', type: 'parallelGateway' },
        ...names.map((name): Element => ({ id: name, type: 'businessRuleTask', ruleset: name })),
        { id: 'end', type: 'endEvent', name: 'End' },
      ],
      flows: [
        { id: 'f', from: 'start', to: 'fork' },
        ...names.flatMap((name) => [
          { id: `to-${name}`, from: 'fork', to: name },
          { id: `from-${name}`, from: name, to: 'end' },
        ]),
      ],
    });
    const { id: runId } = await world.start(admin, key);
    const { state } = await world.drive(runId, { settle });
    expect(Object.values(state.tokens).map(({ wait }) => wait)).toMatchObject([
      { kind: 'failed', code: 'result_too_large' },
    ]);
    await world.as(admin, (work) => retryRun(work, runId, 'one at a time'));
    await world.drive(runId, { settle });
    expect((await runOf(runId))?.state).toBe('completed');
  });

  it('resolves business time in the tenant’s calendar and facts to instants, and fails what is none', async () => {
    const { runId } = await running('timers', {
      id: 'wait',
      type: 'intermediateCatchEvent',
      timer: { after: { businessHours: 8 } },
    });
    const { waiting } = await world.drive(runId);
    expect(waiting).toMatchObject([{ type: 'timer' }]);
    const due = Date.parse(waiting[0]?.type === 'timer' ? waiting[0].at : '');
    expect(due - Date.now()).toBeGreaterThanOrEqual(7.9 * 3_600_000);
    const { runId: ahead } = await running('ahead', {
      id: 'wait',
      type: 'intermediateCatchEvent',
      timer: { fact: 'ticket.createdAt', before: { businessHours: 0.5, calendar: 'none' } },
    });
    await world.drive(ahead);
    expect((await runOf(ahead))?.failure).toMatchObject({ element: 'wait', code: 'not_found' });
    const { runId: other } = await running('no-instant', {
      id: 'wait',
      type: 'intermediateCatchEvent',
      timer: { fact: 'ticket.dueAt' },
    });
    await world.drive(other);
    expect((await runOf(other))?.failure).toMatchObject({ element: 'wait', code: 'bad_instant' });
  });
});

describe('a timer that comes again in business time', () => {
  const HOUR = 3_600_000;

  it('is counted from when it was due, and makes up for nothing that was missed', async () => {
    const { elements, flows, ...rest } = chain('reminded', task('work'));
    await world.publish(admin, {
      ...rest,
      elements: [
        ...elements,
        {
          id: 'late',
          type: 'boundaryEvent',
          name: 'Every working hour',
          attachedTo: 'work',
          timer: { after: { businessHours: 1, calendar: 'always' } },
          interrupting: false,
          repeat: 2,
        },
        task('remind'),
        { id: 'reminded', type: 'endEvent' },
      ],
      flows: [
        ...flows,
        { id: 'late1', from: 'late', to: 'remind' },
        { id: 'late2', from: 'remind', to: 'reminded' },
      ],
    });
    const { id: runId } = await world.start(admin, 'reminded');
    const first = timerOf(await world.drive(runId));
    test.advance(3.5 * HOUR);
    try {
      const at = test.store.clock().toISOString();
      const fired = { type: 'timerFired', at, token: first.token } as const;
      const second = timerOf(await world.drive(runId, { also: [fired] }));
      expect(second.dueMs - first.dueMs).toBe(3 * HOUR);
      expect(await count("task where element = 'remind' and run_id = ?", runId)).toBe(1);
      const loaded = await loadRun(test.store, { tenantId: test.tenant.id, runId });
      expect(loaded.state?.tokens[second.token]?.wait).toMatchObject({ kind: 'timer', round: 2 });
    } finally {
      test.advance(-3.5 * HOUR);
    }
  });

  function timerOf({ waiting }: { readonly waiting: readonly Command[] }) {
    const [timer] = waiting.flatMap((command) => (command.type === 'timer' ? [command] : []));
    return { token: timer?.token ?? '', dueMs: Date.parse(timer?.at ?? '') };
  }
});

describe('the end of a run before its time', () => {
  it('closes its tasks and approvals, and disarms what watched over them', async () => {
    const { runId } = await running('ended-2', {
      id: 'ask',
      type: 'approval',
      approval: { mode: 'any', approvers: [{ role: 'admin' }], selfApproval: true },
    });
    await world.drive(runId);
    await world.as(admin, (work) => cancelOpenRun(work, runId, 'not wanted'));
    await world.drive(runId);
    expect(await runOf(runId)).toMatchObject({ state: 'cancelled' });
    expect(await world.rows('select state from approval where run_id = ?', [runId])).toEqual([
      { state: 'cancelled' },
    ]);
    const outbox = await world.rows<{ payload: { at: string | null } }>(
      "select payload from outbox where kind = 'approval' and target = (select id from approval where run_id = ?) order by id",
      [runId],
    );
    expect(outbox.map(({ payload }) => payload.at === null)).toEqual([false, true]);
    await expect(
      world.as(admin, (work) => cancelOpenRun(work, runId, 'again')),
    ).rejects.toMatchObject({ code: 'run_not_open' });
    await expect(world.as(admin, (work) => retryRun(work, runId, 'again'))).rejects.toMatchObject({
      code: 'run_not_open',
    });
  });

  it('comes with the cancelling or deleting of its ticket, unless it did that itself', async () => {
    const { runId, ticket } = await running('cancelled', task('do'));
    await world.drive(runId);
    await world.as(admin, (work) => changeTicket(work, ticket.id, { status: 'cancelled' }));
    await world.drive(runId);
    expect(await runOf(runId)).toMatchObject({ state: 'cancelled' });
    const second = await running('deleted', task('do'));
    await world.drive(second.runId);
    await world.as(admin, (work) => deleteTicket(work, second.ticket.id));
    await world.drive(second.runId);
    expect(await runOf(second.runId)).toMatchObject({ state: 'cancelled' });
    const third = await running(
      'itself',
      act('cancel', { type: 'updateTicket', set: { status: 'cancelled' } }),
      act('note', { type: 'comment', body: 'Sorry' }),
    );
    await world.drive(third.runId);
    expect(await runOf(third.runId)).toMatchObject({ state: 'completed' });
    expect(
      await count(
        'comment where ticket_id = (select ticket_id from run where id = ?)',
        third.runId,
      ),
    ).toBe(1);
  });
});

describe('a run', () => {
  it('is refused where there is nothing to try again', async () => {
    const { runId } = await running('fine', task('do'));
    await world.drive(runId);
    await expect(world.as(admin, (work) => retryRun(work, runId, ''))).rejects.toMatchObject({
      code: 'transition_not_allowed',
    });
  });

  it('keeps its version when a new one is published', async () => {
    const { runId } = await running('pinned', task('do'));
    await world.publish(admin, chain('pinned', task('other')));
    await world.drive(runId);
    expect(
      await world.rows('select element, process_version from task where run_id = ?', [runId]),
    ).toEqual([{ element: 'do', process_version: 1 }]);
  });
});

describe('a step that tells whoever is on call', () => {
  const layerOf = (people: string[], startsOn: string) => ({
    id: 'days',
    name: 'Days',
    people,
    startsOn,
    rotation: { every: 1, unit: 'day', at: '00:00' },
  });
  const told = (runId: string) =>
    world.rows<{ email: string; text: string }>(
      `select p.email, n.text from notification n join person p on p.id = n.person_id
       where n.ticket_id = (select ticket_id from run where id = ?) order by p.email, n.text`,
      [runId],
    );
  const up = (id: string) => act(id, { type: 'notify', to: [{ rota: id }], text: 'It is up.' });

  it('tells them, and is never silent where it is nobody', async () => {
    const agent = await test.signInAs('agent', { email: 'carl@example.test' });
    for (const [key, startsOn] of [
      ['night', '2020-01-01'],
      ['later', '2999-01-01'],
    ] as const) {
      const layers = [layerOf([agent.email], startsOn)];
      const made = await admin.post('/rotas', { key, name: key, timeZone: 'UTC', layers });
      expect(made.statusCode, made.body).toBe(201);
    }
    const { runId } = await running('tells-night', up('night'));
    await world.drive(runId);
    expect(await told(runId)).toEqual([{ email: agent.email, text: 'It is up.' }]);

    const { runId: empty } = await running('tells-later', up('later'));
    await world.drive(empty);
    expect((await told(empty)).map(({ email, text }) => `${email}: ${text}`)).toContainEqual(
      expect.stringContaining('admin@example.test: Nobody is on call in “later”'),
    );
    expect(
      await count(
        "event where type = 'rota.nobodyOnCall' and ticket_id = (select ticket_id from run where id = ?)",
        empty,
      ),
    ).toBe(1);
  });
});
