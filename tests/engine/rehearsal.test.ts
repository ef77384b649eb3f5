/** What somebody who looks on gets to see of a rehearsal: what waits, what came of it and why, the path, and how it plays by itself. */
import { describe, expect, it } from 'vitest';
import type { Definition } from '#engine/definition.ts';
import {
  beginScenario,
  type Entry,
  pathOf,
  type RanOn,
  runOn,
  type Scenario,
  sampleValues,
  Week,
  waitingIn,
} from '#engine/rehearsal/index.ts';
import { judgeBy } from '#rules/judge.ts';
import { shippedProcesses, shippedRulesets } from '#rules/shipped/index.ts';
import { OFFICE } from '../support/clock.ts';
import { approval, call, comment, process, wait, when } from '../support/process.ts';

const setting = { judge: judgeBy(shippedRulesets), calendar: () => OFFICE };

async function begun(definition: Definition, told: Partial<Scenario> = {}) {
  const scenario = { name: 'A story', happenings: [], ...told };
  const begin = await beginScenario(definition, scenario, setting);
  for (const index of scenario.happenings.keys()) await begin.happens(index);
  return begin;
}

const laptop = shippedProcesses.find(({ key }) => key === 'laptop-request');
if (!laptop) throw new Error('there is no laptop request');
const DEAR = { variables: { model: 'Standard', reason: 'New', cost: 2400 } };

describe('what waits in a rehearsal', () => {
  it('is told by element, with what comes by itself and what only waits on a border', async () => {
    const late = { type: 'boundaryEvent', attachedTo: 'a', timer: { after: { hours: 8 } } };
    const { rehearsal } = await begun(
      process('start > p; p > a > p2; p > ask > p2; p2 > end; late > end', { late, ask: approval }),
    );
    expect(
      waitingIn(rehearsal).map(({ element, wait: { kind }, isBeside, due }) => [
        element,
        kind,
        isBeside,
        due !== null,
      ]),
    ).toEqual([
      ['a', 'task', false, false],
      ['ask', 'approval', false, false],
      ['late', 'timer', true, true],
    ]);
  });

  it('counts tokens that wait for the same', async () => {
    const { rehearsal } = await begun(
      process('start > p; p > a; p > b > a; a > end', { b: comment }),
    );
    expect(waitingIn(rehearsal).map(({ element, tokens }) => [element, tokens])).toEqual([
      ['a', 2],
    ]);
  });
});

describe('the journal of a rehearsal', () => {
  it('tells behind each line of the trace where it was and what it was decided by', async () => {
    const { rehearsal } = await begun(laptop, { given: DEAR });
    const lines = rehearsal.journal.filter(({ line }) => line !== null);
    expect(lines.map(({ line }) => line)).toEqual(rehearsal.trace.map((_, index) => index));
    const chosen = find(rehearsal.journal, ({ answer }) => answer?.type === 'rulesetRun');
    expect(chosen).toMatchObject({
      element: 'approval-level',
      facts: { variables: { cost: 2400 } },
      answer: { variables: { approvalLevel: 'manager' } },
    });
    const way = find(rehearsal.journal, ({ answer }) => answer?.type === 'flowChosen');
    expect(way.facts).toMatchObject({ variables: { approvalLevel: 'manager' } });
  });

  it('keeps how the ticket was before an action', async () => {
    const set = { type: 'serviceTask', action: { type: 'updateTicket', set: { priority: 1 } } };
    const { rehearsal } = await begun(process('start > a > end', { a: set }), {
      given: { ticket: { priority: 3 } },
    });
    const acted = find(rehearsal.journal, ({ answer }) => answer?.type === 'acted');
    expect(acted.facts).toMatchObject({ ticket: { priority: 3 } });
    expect(rehearsal.world.ticket).toMatchObject({ priority: 1 });
  });
});

describe('the path of a rehearsal', () => {
  it('says how each element stands that was come to, and which flows were taken', async () => {
    const late = {
      type: 'boundaryEvent',
      attachedTo: 'a',
      timer: { after: { hours: 8 } },
    };
    const drawn = process('start > a > b > end; late > c > end', { late, b: call });
    const { rehearsal } = await begun(drawn, {
      happenings: [
        { type: 'complete', element: 'a' },
        { type: 'break', element: 'b', code: 'http_503' },
      ],
    });
    const { elements, flows } = pathOf(rehearsal.commands, rehearsal.tokens);
    expect([...elements]).toEqual([
      ['start', 'done'],
      ['a', 'done'],
      ['late', 'calledOff'],
      ['b', 'failed'],
    ]);
    expect([...flows]).toEqual(['f1', 'f2']);
  });
});

describe('a rehearsal that plays by itself', () => {
  it('approves, completes and comes to the end of the shipped laptop request', async () => {
    const { happenings, stop } = await runOn(await begun(laptop, { given: DEAR }), new Set());
    expect(stop).toEqual({ why: 'ended' });
    expect(happenings).toEqual([
      { type: 'decide', element: 'manager-approval', outcome: 'approved' },
      { type: 'complete', element: 'order', outcome: 'ordered' },
      { type: 'complete', element: 'set-up', outcome: 'ready' },
    ]);
  });

  it('stops where it is told to', async () => {
    const { stop } = await runOn(await begun(laptop, { given: DEAR }), new Set(['order']));
    expect(stop).toEqual({ why: 'reached', element: 'order' });
  });

  it('stops where something has failed, and where a form asks for what cannot be made up', async () => {
    const failing = await ranOn(process('start > a > b > end', { b: call }), { b: 'http_503' });
    expect(failing.stop).toEqual({ why: 'failed', element: 'b' });
    const form = { type: 'object', properties: { tag: { type: 'string', pattern: 'A-\\d' } } };
    const asking = { type: 'userTask', task: { form: { ...form, required: ['tag'] } } };
    const { happenings, stop } = await ranOn(process('start > a > end', { a: asking }));
    expect([happenings, stop]).toEqual([[], { why: 'unanswered', element: 'a' }]);
  });

  it('lets time pass only where nobody is asked, and tires of going round', async () => {
    const timers = await ranOn(process('start > t > end', { t: wait({ after: { hours: 2 } }) }));
    expect(timers.happenings).toEqual([{ type: 'waitUntil', moment: 'next timer' }]);
    const round = process(
      'start > x; x > a > x2; x2 -?never> end; x2 > x',
      { x2: { type: 'exclusiveGateway', default: 'f5' } },
      { never: when('variables.done', 'equal', true) },
    );
    expect((await ranOn(round)).stop).toEqual({ why: 'tired' });
  });

  const ranOn = async (
    definition: Definition,
    failing: Readonly<Record<string, string>> = {},
  ): Promise<RanOn> => runOn(await begun(definition, { given: { failing } }), new Set());
});

describe('values for a form', () => {
  it('are what it suggests, its first choice, or the least that fits, where they must be given', () => {
    expect(
      sampleValues({
        properties: {
          kind: { type: 'string', enum: ['small', 'large'] },
          people: { type: 'integer', minimum: 3 },
          price: { type: 'number', exclusiveMinimum: 4, multipleOf: 2 },
          note: { type: 'string' },
          on: { type: 'string', format: 'date' },
          why: { type: 'string', title: 'Reason', minLength: 8 },
          urgent: { type: 'boolean', default: true },
          items: { type: 'array', minItems: 1, items: { type: 'string', title: 'Item' } },
        },
        required: ['kind', 'people', 'price', 'on', 'why', 'items'],
      }),
    ).toEqual({
      kind: 'small',
      people: 3,
      price: 6,
      on: '2026-03-02',
      why: 'Reason..',
      urgent: true,
      items: ['Item'],
    });
  });

  it('are none where something cannot be made up', () => {
    const properties = { tag: { type: 'string', pattern: '^A' } };
    expect(sampleValues({ properties, required: ['tag'] })).toBeNull();
    expect(sampleValues({ properties })).toEqual({});
    expect(sampleValues(undefined)).toEqual({});
  });
});

describe('the days of a story', () => {
  const week = new Week('Europe/Berlin', '2026-03-02T12:00:00.000Z');
  const at = (text: string): string => week.instant(text) ?? '';

  it('are counted on over the weekend and into the next week', () => {
    expect(week.on(at('Fri 16:00'), 1, '09:00')).toBe('Sat 09:00');
    expect(week.on(at('Sun 23:30'), 1, '09:00')).toBe('Mon+1 09:00');
  });

  it('have a next of each name, today where it is still to come', () => {
    expect(week.next(at('Mon 08:00'), 'Mon', '09:00')).toBe('Mon 09:00');
    expect(week.next(at('Mon 09:00'), 'Mon', '09:00')).toBe('Mon+1 09:00');
    expect(week.next(at('Wed+1 10:00'), 'Mon', '09:00')).toBe('Mon+2 09:00');
    expect(week.weekOf(at('Wed+1 10:00'))).toBe(1);
  });
});

function find(journal: readonly Entry[], fits: (entry: Entry) => boolean): Entry {
  const found = journal.find(fits);
  if (!found) throw new Error('the journal has no such entry');
  return found;
}

describe('a rehearsal', () => {
  const ticking = process('start > one > end; tick > x1 > x2 > x3 > end2', {
    tick: {
      type: 'boundaryEvent',
      attachedTo: 'one',
      interrupting: false,
      timer: { after: { seconds: 1 } },
      repeat: 1_000,
    },
  });

  it('lets others have their turn, and goes on no longer than its bound', async () => {
    const many = process(
      `start > one > end; tick > ${Array.from({ length: 200 }, (_, nth) => `x${nth}`).join(' > ')} > end2`,
      Object.fromEntries(
        ticking.elements.flatMap((one) => (one.id === 'tick' ? [[one.id, one]] : [])),
      ),
    );
    let rests = 0;
    const rest = async () => {
      rests += 1;
    };
    const begin = await beginScenario(
      many,
      { name: 'A day', happenings: [{ type: 'wait', for: { hours: 24 } }] },
      { ...setting, bounds: { rest } },
    );
    await expect(begin.happens(0)).rejects.toThrow(/still no end to it/);
    expect(rests).toBeGreaterThan(50);
  });

  it('never goes back in time where something was let come before it was due', async () => {
    const { rehearsal } = await begun(
      process('start > p; p > ask -timedOut> late > end; p > day > b > end2', {
        ask: {
          ...approval,
          approval: { ...approval.approval, due: { hours: 1 } },
        },
        day: wait({ after: { days: 1 } }),
      }),
      {
        happenings: [
          { type: 'fire', element: 'day' },
          { type: 'waitUntil', moment: 'next timer' },
        ],
      },
    );
    expect(rehearsal.trace.slice(-3)).toEqual(['Tue 09:00 task b', 'ask: timedOut', 'task late']);
  });

  it('tells of no timer that is called off as soon as it is set', async () => {
    const { rehearsal } = await begun(
      process('start > race > later > a > end; race > past > b > end2', {
        race: { type: 'eventBasedGateway' },
        later: wait({ after: { days: 1 } }),
        past: wait({ at: '2020-01-01T00:00:00Z' }),
      }),
    );
    expect(rehearsal.trace.join()).not.toContain('undefined');
    expect(rehearsal.trace).toContain('task b');
  });

  it('weighs a ticket anew as the record does, unless its priority is said', async () => {
    const set = (values: object) => ({
      type: 'serviceTask',
      action: { type: 'updateTicket', set: values },
    });
    const drawn = process('start > u > v > end', {
      u: set({ impact: 1, urgency: 1 }),
      v: set({ urgency: 3, priority: 2 }),
    });
    const given = { ticket: { impact: 3, urgency: 3, priority: 4 } };
    const priorities: unknown[] = [];
    const { rehearsal } = await begun(
      process(
        'start > u > a > v > end',
        Object.fromEntries(
          drawn.elements.flatMap((one) =>
            one.id === 'u' || one.id === 'v' ? [[one.id, one]] : [],
          ),
        ),
      ),
      { given },
    );
    priorities.push(rehearsal.world.ticket.priority);
    const done = await begun(drawn, { given });
    priorities.push(done.rehearsal.world.ticket.priority);
    expect(priorities).toEqual([1, 2]);
  });

  it('leaves a priority that was set by hand alone until it is given back', async () => {
    const rewarded = async (given: object, ...changes: Record<string, unknown>[]) => {
      const drawn = process('start > a > u > end', {
        u: {
          type: 'serviceTask',
          action: { type: 'updateTicket', set: { impact: 1 } },
        },
      });
      const ticket = { impact: 3, urgency: 1, priority: 3, ...given };
      const { rehearsal, does } = await begun(drawn, { given: { ticket } });
      for (const set of changes) await does({ type: 'change', set });
      await does({ type: 'complete', element: 'a' });
      expect(rehearsal.world.ticket).not.toHaveProperty('priorityByHand');
      return rehearsal.world.ticket.priority;
    };
    expect(await rewarded({})).toBe(1);
    expect(await rewarded({ priorityByHand: true })).toBe(3);
    expect(await rewarded({}, { priority: 2 })).toBe(2);
    expect(await rewarded({}, { urgency: 3, priority: 4, priorityByHand: false })).toBe(3);
    expect(await rewarded({}, { priority: 2 }, { priority: null })).toBe(1);
  });
});
