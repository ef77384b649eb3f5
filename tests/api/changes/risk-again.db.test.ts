/** A risk that turns out to be another while the change is being approved; who is told why; and what it costs to know. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliverMessage } from '#domain/correlation/deliver-message.ts';
import { ticketFacts } from '#domain/tickets/facts.ts';
import { playOff } from '../../domain/backtests/play-off.ts';
import type { Client } from '../../support/app.ts';
import { addItems } from '../../support/items.ts';
import { type ChangeWorld, createChangeWorld, done, type Opened } from './change-world.ts';

let own: ChangeWorld;
let manager: Client;
let caller: Client;
beforeAll(async () => {
  own = await createChangeWorld();
  manager = await own.test.signInAs('change-manager', { email: 'manager@demo.test' });
  caller = await own.test.signInAs('requester', { email: 'caller@demo.test' });
});
afterAll(() => own.close());

const opened = (change: object = {}, fields: object = {}) =>
  own.opened(change, { impact: 2, urgency: 2, ...fields });
const planned = ({ number }: Opened, patch: object, by: Client = own.agent) =>
  done(by.patch(`/changes/${number}`, patch));
const changeOf = ({ number }: Pick<Opened, 'number'>, by: Client = own.agent) =>
  done<Record<string, unknown>>(by.get(`/changes/${number}`));
const driven = (change: Opened) => own.driven(change);
const asked = (change: Opened) => own.asked(change);
const HARMLESS = {
  tested: 'alike',
  'back-out': 'rehearsed',
  'noticed-by': 'nobody',
  downtime: 'none',
  'done-before': 'often',
};

/** Carries what was said of it to its process, which goes on. Returns how much that was. */
async function heard(change: Opened): Promise<number> {
  const messages = await own.world.rows<{ id: string }>(
    "select id from message where name = 'change.weighed' and key = ? and state = 'sent'",
    [change.number],
  );
  for (const { id } of messages)
    await deliverMessage(own.test.store, { tenantId: own.test.tenant.id, id });
  await driven(change);
  return messages.length;
}

describe('while it is being approved', () => {
  it('is assessed anew and approved more strictly where an answer makes it riskier', async () => {
    const change = await opened({ answers: { tested: 'alike' } });
    await driven(change);
    const [first] = await asked(change);
    expect(first?.element).toBe('cab-approval');
    await planned(change, { answers: { tested: 'no', 'back-out': 'no' } });
    expect(await heard(change)).toBe(1);
    expect(await asked(change)).toMatchObject([{ element: 'board-approval' }]);
    expect(await changeOf(change)).toMatchObject({ risk: 'high', riskBy: 'rules' });
  });

  it('comes to the same in a back-test', async () => {
    const change = await opened({ answers: { tested: 'alike' } });
    await driven(change);
    await planned(change, { answers: { tested: 'no', 'back-out': 'no' } });
    await heard(change);
    const [ask] = await asked(change);
    const decision = { decision: 'reject', comment: 'Not now' };
    await done(manager.post(`/approvals/${ask?.id}/decision`, decision));
    await driven(change);
    const { id } = await done(own.admin.post('/processes/normal-change/draft/backtest', {}));
    await playOff(own.test, id);
    expect(
      await done(own.admin.get(`/processes/normal-change/backtests/${id}/tickets/${change.id}`)),
    ).toMatchObject({ result: 'same', differences: [] });
  });

  it('keeps what was decided already where an answer changes nothing', async () => {
    const change = await opened({ answers: { tested: 'alike' } });
    await driven(change);
    const before = await asked(change);
    await planned(change, { answers: { downtime: 'none' } });
    expect(await heard(change)).toBe(0);
    expect(await asked(change)).toEqual(before);
  });

  it('is assessed anew once, however often it was answered meanwhile', async () => {
    const change = await opened({ answers: { tested: 'alike' } });
    await driven(change);
    for (const option of ['no', 'hardly', 'no'])
      await planned(change, { answers: { tested: 'no', 'back-out': option } });
    expect(await heard(change)).toBe(3);
    expect(await asked(change)).toMatchObject([{ element: 'board-approval' }]);
    expect(
      await own.world.rows(
        'select state from approval where ticket_id = ? order by opened_at, id',
        [change.id],
      ),
    ).toEqual([{ state: 'cancelled' }, { state: 'open' }]);
  });

  it('is assessed anew where its reach becomes another while it is being assessed', async () => {
    const change = await opened();
    const isNoting = ({ commands }: { commands: readonly object[] }) =>
      JSON.stringify(commands).includes('"element":"assess"');
    await own.world.drive(change.run, {
      settle: false,
      onStep: async (step) => {
        if (isNoting(step) && (await changeOf(change)).risk === null)
          await done(own.agent.patch(`/tickets/${change.id}`, { impact: 1 }));
        return true;
      },
    });
    expect(await asked(change)).toMatchObject([{ element: 'board-approval' }]);
  });

  it('is assessed anew where it touches more, or reaches farther', async () => {
    await addItems(own.test, { till: [] });
    await own.test.work((work) =>
      work.em.execute("update config_item set criticality = 1 where key = 'till'"),
    );
    const change = await opened({ answers: HARMLESS });
    await driven(change);
    expect(await asked(change)).toMatchObject([{ element: 'cab-approval' }]);
    await done(own.agent.put(`/tickets/${change.id}/config-items`, { items: ['till'] }));
    expect(await heard(change)).toBe(1);
    expect(await asked(change)).toMatchObject([{ element: 'board-approval' }]);
    await done(own.agent.put(`/tickets/${change.id}/config-items`, { items: [] }));
    expect(await heard(change)).toBe(1);
    await done(own.agent.patch(`/tickets/${change.id}`, { tags: ['renewal'] }));
    expect(await heard(change)).toBe(0);
    await done(own.agent.patch(`/tickets/${change.id}`, { impact: 1 }));
    expect(await heard(change)).toBe(1);
    expect(await asked(change)).toMatchObject([{ element: 'board-approval' }]);
  });

  it('is assessed anew where it is answered while it is being assessed, and once only', async () => {
    const change = await opened({ answers: { tested: 'alike' } });
    const isNoting = ({ commands }: { commands: readonly object[] }) =>
      JSON.stringify(commands).includes('"element":"assess"');
    let answers = 0;
    await own.world.drive(change.run, {
      settle: false,
      onStep: async (step) => {
        if (!isNoting(step) || answers > 0) return true;
        answers += 1;
        // Its points are counted, and the risk these come to is not noted yet.
        await planned(change, { answers: { tested: 'no', 'back-out': 'no' } });
        return true;
      },
    });
    expect(answers).toBe(1);
    // It has heard it when it asked for the approval that the first risk demands.
    expect(await asked(change)).toMatchObject([{ element: 'board-approval' }]);
    expect(await changeOf(change)).toMatchObject({ risk: 'high', riskBy: 'rules' });
    const notes = await done<{ items: { changes: { risk?: { after: string } } }[] }>(
      own.agent.get(`/tickets/${change.id}/events?limit=200`),
    );
    expect(notes.items.flatMap(({ changes: { risk } }) => risk?.after ?? [])).toEqual([
      'medium',
      'high',
    ]);
    expect(await heard(change)).toBe(0);
  });

  it('goes by a person’s word, and does not give the rules’ reasons for it', async () => {
    const change = await opened({ answers: { tested: 'no' } }, { impact: 3, urgency: 3 });
    await driven(change);
    const [first] = await asked(change);
    expect(first).toMatchObject({ element: 'cab-approval' });
    expect(first?.message).toContain('Why this risk: its answers come to 20 points');
    await planned(change, { risk: 'high', riskReason: 'The quarter ends.' }, manager);
    expect(await heard(change)).toBe(1);
    const [second] = await asked(change);
    expect(second?.element).toBe('board-approval');
    expect(second?.message).toContain('A person has set this risk');
    expect(second?.message).not.toContain('Why this risk');
  });
});

describe('who asks for help', () => {
  it('is told neither why it is risky nor what is answered, also not by the approval', async () => {
    const change = await opened({ answers: { tested: 'no' } }, { requester: 'caller@demo.test' });
    await driven(change);
    await planned(change, { answers: { tested: 'partly' } });
    expect(await changeOf(change, caller)).toMatchObject({ answers: {}, riskBy: null });
    expect(await changeOf(change)).toMatchObject({ answers: { tested: 'partly' } });
    const eventsFor = async (by: Client) =>
      (
        await done<{ items: { type: string; changes: object }[] }>(
          by.get(`/tickets/${change.id}/events?limit=200`),
        )
      ).items.flatMap(({ type, changes }) =>
        type === 'change.planned' ? Object.keys(changes) : [],
      );
    expect(await eventsFor(own.agent)).toEqual(expect.arrayContaining(['answers', 'points']));
    for (const field of ['answers', 'points', 'unanswered', 'riskBy'])
      expect(await eventsFor(caller)).not.toContain(field);
    type Told = {
      items: { message: string; subject: { variables: object; ticket: { change: object } } }[];
    };
    const approvals = (by: Client) => done<Told>(by.get(`/tickets/${change.id}/approvals`));
    const [inside] = (await approvals(own.agent)).items;
    expect(inside?.message).toContain('Why this risk');
    expect((await approvals(manager)).items[0]?.message).toContain('Why this risk');
    const [outside] = (await approvals(caller)).items;
    expect(outside).toMatchObject({ message: '', subject: { variables: {} } });
    expect(Object.keys(outside?.subject.ticket.change ?? {})).not.toContain('points');
  });
});

it('is set otherwise only where the permission reaches, also as it is opened', async () => {
  await own.admin.post('/roles', {
    key: 'own-judge',
    name: 'Judge of their own',
    permissions: [
      ...['ticket.read', 'ticket.create', 'ticket.update'].map((permission) => ({
        permission,
        scope: 'all',
      })),
      { permission: 'cab.manage', scope: 'own' },
    ],
  });
  const judge = await own.test.signInAs('own-judge', { email: 'judge@demo.test' });
  const word = { risk: 'high', riskReason: 'I fear it.' };
  const change = { type: 'change', title: 'Renew', change: word };
  const theirs = await opened();
  expect((await judge.patch(`/changes/${theirs.number}`, word)).statusCode).toBe(403);
  expect((await judge.get(`/changes/${theirs.number}`)).json().allowed).not.toContain('judgeRisk');
  const forOther = { ...change, requester: 'caller@demo.test' };
  expect((await judge.post('/tickets', forOther)).statusCode).toBe(403);
  const theirOwn = await done(judge.post('/tickets', change));
  expect(await changeOf(theirOwn)).toMatchObject({ risk: 'high', riskBy: 'person' });
});

it('tells a rule of history in its own words where another tells of it as well', async () => {
  const rules = (
    await done<{ ruleset: { rules: object[] } }>(own.admin.get('/rulesets/change-risk-points'))
  ).ruleset;
  const condition = { fact: 'ticket.change.similar', operator: 'equal', value: 0 };
  const conditions = { all: [condition] };
  const unknown = { id: 'new', name: 'Never done', conditions, set: { points: 5 } };
  const sourcesOf = async (more: object[]) => {
    await done(
      own.admin.put('/rulesets/change-risk-points', { ...rules, rules: [...rules.rules, ...more] }),
    );
    const { number } = await opened();
    const { reasons } = await done<{ reasons: { source: string; rule: { id: string } }[] }>(
      own.agent.get(`/changes/${number}/risk`),
    );
    return reasons.flatMap(({ source, rule }) => (/^new/.test(rule.id) ? [source] : []));
  };
  expect(await sourcesOf([unknown])).toEqual(['history']);
  expect(await sourcesOf([unknown, { ...unknown, id: 'new-too' }])).toEqual(['rule', 'rule']);
  // What came of the change itself is not the past of similar ones.
  const caused = { fact: 'ticket.change.incidents', operator: 'equal', value: 0 };
  expect(await sourcesOf([{ ...unknown, conditions: { all: [caused] } }])).toEqual(['rule']);
  await done(own.admin.put('/rulesets/change-risk-points', rules));
});

describe('a plan', () => {
  const pointsOf = async ({ id }: Opened) =>
    (await own.test.work((work) => ticketFacts(work, id))).ticket.change;

  it('that is not answered is not the harmless one', async () => {
    const silent = await opened();
    const answered = await opened({ answers: HARMLESS });
    expect(await pointsOf(silent)).toMatchObject({ points: 0, unanswered: 5 });
    expect(await pointsOf(answered)).toMatchObject({ points: 0, unanswered: 0 });
    const scoreOf = async ({ number }: Opened) =>
      (await done<{ score: number }>(own.agent.get(`/changes/${number}/risk`))).score;
    expect((await scoreOf(silent)) - (await scoreOf(answered))).toBe(10);
  });

  it('tells a new reason for its risk once', async () => {
    const change = await opened();
    await planned(change, { risk: 'high', riskReason: 'The quarter ends.' }, manager);
    await planned(change, { risk: 'high', riskReason: 'The year ends.' }, manager);
    const { items } = await done<{ items: { type: string }[] }>(
      own.admin.get(`/tickets/${change.id}/events?limit=200`),
    );
    const count = (type: string) => items.filter((event) => event.type === type).length;
    expect([count('change.riskJudged'), count('change.planned')]).toEqual([2, 1]);
  });
});

it('reads what is dear before others have to wait for the schedule', async () => {
  await addItems(own.test, { rack: [], lift: ['rack'] });
  const policy = {
    key: 'plan',
    name: 'Planned at once',
    kind: 'sla',
    measures: 'resolution',
    ticketTypes: ['change'],
    calendar: { always: true },
    thresholds: [],
    targets: [{ id: 'all', within: { hours: 8 } }],
  };
  await done(own.admin.post('/sla/policies', policy));
  const change = await opened({}, { configItems: ['rack'] });
  const [holds, planning] = await own.test.work(async (work) => {
    // Whoever goes through what depends on what waits here.
    await work.em.execute('lock table config_relation in access exclusive mode');
    const answer = own.agent.patch(`/changes/${change.number}`, {
      plannedFrom: '2031-01-05T20:00:00.000Z',
      plannedTo: '2031-01-05T22:00:00.000Z',
    });
    await own.world.areWaiting(1);
    const held = await work.em.execute(
      "select 1 from pg_locks where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())",
    );
    return [held.length, [answer]] as const;
  });
  expect([holds, (await planning[0]).statusCode]).toEqual([0, 200]);
});

it('tells of the first list that was saved that nothing was asked before', async () => {
  const first = await own.test.addTenant('first');
  const owner = await own.test.signInAs('admin', { tenant: first.key });
  const shipped = await done<{ questions: object[] }>(owner.get('/change-questions'));
  await own.test.work(
    (work) => work.em.execute('delete from change_questions where tenant_id = current_tenant()'),
    first.id,
  );
  // Also where it is the very one that others begin with.
  await done(owner.put('/change-questions', { questions: shipped.questions }));
  const events = await own.test.work(
    (work) =>
      work.em.execute<{ before: object[]; after: object[] }[]>(
        "select changes -> 'questions' -> 'before' as before, changes -> 'questions' -> 'after' as after from event where type = 'changeQuestions.changed'",
      ),
    first.id,
  );
  expect(events).toEqual([{ before: [], after: shipped.questions }]);
});

it('asks by a list that was never saved before, from version 0', async () => {
  const fresh = await own.test.addTenant('fresh');
  const owner = await own.test.signInAs('admin', { tenant: fresh.key });
  await own.test.work(
    (work) => work.em.execute('delete from change_questions where tenant_id = current_tenant()'),
    fresh.id,
  );
  const { version } = await done<{ version: number }>(owner.get('/change-questions'));
  expect(version).toBe(0);
  const headers = { 'if-match': `"v${version}"` };
  await done(owner.put('/change-questions', { questions: [] }, headers));
  expect((await owner.put('/change-questions', { questions: [] }, headers)).statusCode).toBe(412);
});

it('assesses where nothing is asked: by all else that is known, and misses no answer', async () => {
  const asks = await done<{ questions: object[] }>(own.admin.get('/change-questions'));
  const assessed = async (fields: object) => {
    const change = await opened({}, fields);
    await driven(change);
    expect(await changeOf(change)).toMatchObject({ riskBy: 'rules', answers: {} });
    return done<{ risk: string; score: number; reasons: { rule: { id: string } }[] }>(
      own.agent.get(`/changes/${change.number}/risk`),
    );
  };
  const nothing = { questions: [], unanswered: [], pointsToday: 0 };
  const plain = {
    ...nothing,
    risk: 'medium',
    suggested: 'medium',
    score: 20,
    // No rule holds for so many points, and it says where that comes from.
    decidedBy: null,
    otherwise: 'How risky a change is',
    reasons: [{ rule: { id: 'any' } }],
  };
  await done(own.admin.put('/change-questions', { questions: [] }));
  expect(await assessed({})).toMatchObject(plain);
  expect(await assessed({ impact: 1 })).toMatchObject({
    ...nothing,
    risk: 'high',
    score: 40,
    decidedBy: { id: 'high' },
    otherwise: null,
  });
  // Nor where it never had a list.
  await own.test.work((work) =>
    work.em.execute('delete from change_questions where tenant_id = current_tenant()'),
  );
  expect(await assessed({})).toMatchObject(plain);
  expect(await assessed({ impact: 3, urgency: 3 })).toMatchObject({ risk: 'low', score: 0 });
  const refused = await own.agent.patch(`/changes/${(await opened()).number}`, {
    answers: { tested: 'no' },
  });
  expect([refused.statusCode, refused.json().errors]).toMatchObject([
    400,
    [{ pointer: '/answers/tested' }],
  ]);
  await done(own.admin.put('/change-questions', { questions: asks.questions }));
});

it('counts what depends on a hub up to a thousand, and each of fewer once', async () => {
  const hub = await done<{ id: string }>(
    own.admin.post('/config-items', { key: 'hub', name: 'hub', kind: 'system' }),
  );
  const grow = (first: number, last: number) =>
    own.test.work((work) =>
      work.em.execute(
        `with made as (insert into config_item (id, tenant_id, key, name, kind, criticality, created_at, updated_at)
           select gen_random_uuid(), current_tenant(), 'leaf-' || i, 'Leaf', case when i <= 3 then 'service' else 'system' end, 3, now(), now()
           from generate_series(?::int, ?::int) i returning id)
         insert into config_relation (tenant_id, from_id, to_id) select current_tenant(), id, ? from made`,
        [first, last, hub.id],
      ),
    );
  await grow(1, 40);
  // By two ways, and round again.
  await own.test.work((work) =>
    work.em.execute(
      `insert into config_relation (tenant_id, from_id, to_id)
       select current_tenant(), a.id, b.id from config_item a, config_item b where a.key = 'leaf-1' and b.key = 'leaf-2'
       union all select current_tenant(), ?, a.id from config_item a where a.key = 'leaf-1'`,
      [hub.id],
    ),
  );
  const change = await opened({}, { configItems: ['hub'] });
  const reach = async () =>
    (await own.test.work((work) => ticketFacts(work, change.id))).ticket.change;
  expect(await reach()).toMatchObject({ dependants: 40, services: 3 });
  await grow(41, 1_300);
  expect(await reach()).toMatchObject({ dependants: 1_000 });
});
