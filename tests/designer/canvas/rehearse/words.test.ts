/** What a rehearsal begins with, what it tells and what it lays over the drawing, without a browser. */
import { describe, expect, it } from 'vitest';
import {
  askedIn,
  factsFrom,
  formOf,
  nested,
  sampleFor,
  startsIn,
  ticketFor,
} from '#designer/canvas/rehearse/begin.ts';
import { lineOf } from '#designer/canvas/rehearse/journal-words.ts';
import { coveredBy } from '#designer/canvas/rehearse/kept-plays.ts';
import { coverageLayer, rehearsalLayer } from '#designer/canvas/rehearse/layer.ts';
import { decisionsAt, roundWords } from '#designer/canvas/rehearse/voters.ts';
import {
  happeningWords,
  hitchWords,
  momentWords,
  refusalWords,
} from '#designer/canvas/rehearse/words.ts';
import type { Ticket } from '#designer/client/types/tickets.ts';
import type { Definition } from '#engine/definition.ts';
import { type Happening, playScenario, type Stuck, waitingIn } from '#engine/rehearsal/index.ts';
import { judgeBy } from '#rules/judge.ts';
import { shippedCatalogItems, shippedProcesses, shippedRulesets } from '#rules/shipped/index.ts';
import { OFFICE } from '../../../support/clock.ts';
import { call, process, review, when } from '../../../support/process.ts';
import { aProcess, say } from '../support.ts';

const setting = { judge: judgeBy(shippedRulesets), calendar: () => OFFICE };
const [laptop, incident] = shippedProcesses;
if (!laptop || !incident) throw new Error('there are no shipped processes');
const forms = Object.fromEntries(shippedCatalogItems.map(({ key, schema }) => [key, schema]));

const played = async (definition: Definition, happenings: readonly Happening[] = [], given = {}) =>
  (await playScenario(definition, { name: 'A', given, happenings }, setting)).rehearsal;

const linesIn = async (...told: Parameters<typeof played>) => {
  const [definition] = told;
  const { journal } = await played(...told);
  const clock = () => 'Mon 09:00';
  return journal.flatMap((entry) => lineOf({ say, definition, names: {}, clock }, entry) ?? []);
};

describe('what a rehearsal begins with', () => {
  it('is the form of its catalog item, filled in so that it can begin', () => {
    const [start] = startsIn(laptop);
    const form = formOf(laptop, start, forms);
    expect(sampleFor(form)).toMatchObject({ model: 'Standard 14-inch', cost: 0 });
    expect(ticketFor(laptop, start)).toMatchObject({
      type: 'service_request',
      catalogItem: 'laptop',
    });
  });

  it('is the variables of the process where it begins by hand, and nothing for a ticket without an item', () => {
    const loan = aProcess({
      variables: { type: 'object', properties: { cost: { type: 'number' } } },
    });
    expect(formOf(loan, startsIn(loan)[0], forms)).toBe(loan.variables);
    expect(formOf(incident, startsIn(incident)[0], forms)).toEqual({});
  });

  it('asks first for what conditions and rulesets look at, and always for what every ticket has', () => {
    const looking = process(
      'start > x; x -?urgent> a > end; x > end',
      { x: { type: 'exclusiveGateway', default: 'f4' } },
      { urgent: when('ticket.urgency', 'equal', 1) },
    );
    expect(askedIn(looking, []).ticket).toEqual([
      'urgency',
      'type',
      'title',
      'priority',
      'category',
    ]);
    const { ticket } = askedIn(incident, shippedRulesets);
    expect(ticket.indexOf('category')).toBeLessThan(ticket.indexOf('type'));
    const half = { ...looking, flows: [{ id: 'f', from: 'x', to: 'a', conditions: undefined }] };
    expect(askedIn(half, []).requester).toEqual([]);
  });

  it('names people by address and queues by key, as the record does', () => {
    const person = { id: '1', name: 'Ravi', email: 'ravi@demo.test' };
    const ticket = {
      number: 'INC-000007',
      queue: { id: 'q', key: 'network', name: 'Network' },
      assignee: null,
      organization: null,
      requester: person,
    } as Ticket;
    expect(factsFrom(ticket)).toMatchObject({
      ticket: { number: 'INC-000007', queue: 'network', assignee: null, requester: person.email },
      requester: { email: person.email, name: 'Ravi' },
    });
    expect(nested({ priority: 1, 'custom.room': '4.12' })).toEqual({
      priority: 1,
      custom: { room: '4.12' },
    });
  });
});

describe('the journal in words', () => {
  it('tells who is asked, what is decided and why, and what changes', async () => {
    const lines = await linesIn(laptop, [], { variables: { model: 'S', reason: 'N', cost: 2400 } });
    expect(lines.map(({ text }) => text)).toEqual([
      'laptop-approval decides: approvalLevel is manager',
      'Approval needed? → Yes',
      'The ticket changes. status: nothing → waiting for approval',
      'Asked of Requester’s manager, managers, and approver: Manager approves',
    ]);
    expect(lines[1]?.more).toEqual([
      'Not taken: approvalLevel is none',
      'approvalLevel was manager',
    ]);
    expect(lines[3]?.more[0]).toContain('Ravi asks for this laptop: S.');
  });

  it('tells mails with their text, calls, failures and the end', async () => {
    const mail = {
      type: 'serviceTask',
      action: {
        type: 'sendEmail',
        to: [{ relation: 'requester' }],
        subject: '{{ticket.number}}',
        body: 'Hello {{requester.name}}',
      },
    };
    const shop = { ...call, name: 'Ask the shop' };
    const drawn = process('start > tell > shop > end', { tell: mail, shop });
    const lines = await linesIn(drawn, [
      { type: 'break', element: 'shop', code: 'http_503' },
      { type: 'retry', element: 'shop' },
      { type: 'answer', element: 'shop' },
    ]);
    expect(lines.map(({ text }) => text)).toEqual([
      'A mail would go to Requester: REQ-000001',
      'Ask the shop calls POST https://example.test/',
      'Ask the shop has failed: the other system is not available just now',
      'Ask the shop calls again: POST https://example.test/',
      'The process has ended',
    ]);
    expect(lines[2]?.code).toBe('http_503');
    expect(lines[0]?.more).toEqual(['Hello Ravi']);
  });

  it('says in words why there is no going on', async () => {
    const lines = await linesIn(
      aProcess({ flows: aProcess().flows.filter(({ id }) => id !== 'f5') }),
      [{ type: 'decide', element: 'ask', outcome: 'rejected' }],
      { variables: { cost: 2000 } },
    );
    expect(lines.at(-1)?.text).toBe('Owner agrees has failed: no connection leads on from here');
  });
});

describe('an approval', () => {
  it('runs out of time only where it has one, or where the drawing says what then', () => {
    const [ask] = aProcess().elements.filter((one) => one.type === 'approval');
    if (!ask) throw new Error('There is no approval.');
    const timed = { ...ask, approval: { ...ask.approval, due: { days: 1 } } };
    const late = { id: 'late', from: 'ask', to: 'no', port: 'timedOut' };
    expect(decisionsAt(aProcess(), ask)).toEqual(['approved', 'rejected']);
    expect(decisionsAt(aProcess(), timed)).toContain('timedOut');
    expect(decisionsAt(aProcess({ flows: [late] }), ask)).toContain('timedOut');
  });

  it('tells which of its stages is asked, and counts where its rule is a number', async () => {
    const group = (mode: 'all' | 'majority', ...users: string[]) => ({
      id: 'g',
      mode,
      approvers: users.map((user) => ({ user })),
    });
    const stages = [
      { id: 's1', name: 'Experts', groups: [group('all', 'a@x.test', 'b@x.test')] },
      { id: 's2', name: 'Board', groups: [group('majority', 'c@x.test', 'd@x.test')] },
    ];
    const ask = { type: 'approval', approval: { stages } } as const;
    const drawn = process('start > ask -approved> end; ask -rejected> no', {
      ask,
      no: { type: 'endEvent' },
    });
    const said = async (...voters: string[]) => {
      const votes = voters.map(
        (voter): Happening => ({ type: 'vote', element: 'ask', voter, decision: 'approve' }),
      );
      const [waiting] = waitingIn(await played(drawn, votes));
      return waiting?.round && roundWords(say, waiting.round);
    };
    expect(await said('a@x.test')).toBe(
      'Experts, stage 1 of 2: 1 of 2 needed approvals; 2 are asked',
    );
    expect(await said('a@x.test', 'b@x.test')).toBe(
      'Board, stage 2 of 2: No approval so far; 2 are asked',
    );
  });
});

describe('a board', () => {
  const cab = {
    ...review,
    name: 'CAB decides',
    cab: { board: 'cab', message: 'For {{ticket.number}}' },
  };
  const drawn = process(
    'start > plan > cab -approved> end; cab -rejected> end; cab -deferred> plan',
    {
      cab,
    },
  );

  it('approves, rejects or defers, and is told on whose agenda it stands', async () => {
    const at = drawn.elements.find(({ id }) => id === 'cab');
    expect(at && decisionsAt(drawn, at)).toEqual(['approved', 'rejected', 'deferred']);
    const deferred = { type: 'decide', element: 'cab', outcome: 'deferred' } as const;
    const lines = await linesIn(drawn, [{ type: 'complete', element: 'plan' }, deferred]);
    expect(lines.map(({ text }) => text)).toEqual([
      'A task for The ticket’s team: plan',
      'On the agenda of cab: CAB decides',
      'CAB decides: deferred',
      'A task for The ticket’s team: plan',
    ]);
    expect(lines[1]?.more).toEqual(['For REQ-000001']);
    expect(happeningWords(say, drawn, deferred)).toBe('CAB decides: deferred');
    const unsaid = { type: 'decide', element: 'cab', outcome: 'timedOut' } as const;
    const stuck = await played(drawn, [{ type: 'complete', element: 'plan' }, unsaid]).catch(
      (error: Stuck) => error,
    );
    expect(stuck).toMatchObject({ code: 'no_such_outcome' });
    expect(refusalWords(say, { happening: 1, code: 'no_such_outcome', message: '' })).toBe(
      'It does not come to that.',
    );
  });
});

describe('what has happened, in words', () => {
  it.each<[Happening, string]>([
    [{ type: 'decide', element: 'ask', outcome: 'timedOut' }, 'Owner agrees: timed out'],
    [{ type: 'complete', element: 'give' }, 'Hand it over: completed'],
    [{ type: 'choose', element: 'choice', flows: ['f2'] }, 'Dear? takes cost > 1000'],
    [{ type: 'wait', for: { businessHours: 2 } }, 'Time passes: 2 working hours'],
    [{ type: 'waitUntil', moment: 'Tue+1 09:00' }, 'Time passes until Tuesday 09:00 in week 2'],
    [
      { type: 'fail', element: 'give', code: 'x' },
      'The next action of Hand it over will fail: an error of its own was reported',
    ],
  ])('%o', (happening, words) => {
    expect(happeningWords(say, aProcess(), happening)).toBe(words);
  });

  it('says where it no longer fits, and why', () => {
    const happenings: Happening[] = [{ type: 'complete', element: 'give' }];
    const hitch = { happening: 0, code: 'nothing_waits', message: '' } as const;
    expect(hitchWords(say, aProcess(), { happenings }, hitch)).toBe(
      'From here it no longer fits (1. Hand it over: completed). Nothing is waiting for that here.',
    );
    expect(hitchWords(say, aProcess(), { happenings }, { ...hitch, happening: null })).toContain(
      'This cannot be played.',
    );
    expect(momentWords(say, '2026-03-02T09:00:00Z')).toMatch(/^Mar 2, 2026, /);
  });
});

describe('what is laid over the drawing', () => {
  it('says where it stands and where it stops, also to who cannot see it', async () => {
    const definition = aProcess();
    const rehearsal = await played(definition, [], { variables: { cost: 2400 } });
    const { elements, flows } = rehearsalLayer({ say, definition, breaks: ['give'] }, rehearsal);
    expect(elements.get('ask')).toMatchObject({
      state: 'here',
      tokens: 1,
      said: 'waiting here now',
    });
    expect(elements.get('give')).toMatchObject({
      state: 'ahead',
      isBreak: true,
      said: 'still to come, playing on stops here',
    });
    expect([flows.get('f2')?.state, flows.get('f3')?.state]).toEqual(['taken', 'ahead']);
  });

  it('counts what was come to, and says what never was', async () => {
    const definition = aProcess();
    const { steps } = await played(definition, [], { variables: { cost: 2400 } });
    const { elements, flows } = coverageLayer(
      { say, definition, breaks: [] },
      coveredBy(definition, [steps, steps]),
    );
    expect([elements.get('ask')?.said, elements.get('give')?.said]).toEqual(['2 times', 'never']);
    expect(flows.get('f3')).toEqual({ count: 0 });
  });
});
