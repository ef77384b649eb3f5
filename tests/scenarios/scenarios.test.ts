/** Every scenario file in the pure rehearsal; the other shells have a file each beside this one. */
import { readFileSync } from 'node:fs';
import { Check } from 'typebox/schema';
import { describe, expect, it } from 'vitest';
import {
  A_TICKET,
  Happening,
  playScenario,
  Scenario,
  type Setting,
  Week,
} from '#engine/rehearsal/index.ts';
import { judgeBy } from '#rules/judge.ts';
import { shippedProcesses, shippedRulesets } from '#rules/shipped/index.ts';
import { OFFICE } from '../support/clock.ts';
import { process, wait } from '../support/process.ts';
import { STORIES } from './files.ts';

const setting: Setting = { judge: judgeBy(shippedRulesets), calendar: () => OFFICE };

describe('a scenario file', () => {
  it.each(STORIES.map((story) => [story.title, story] as const))(
    '%s',
    async (_, { definition, scenario }) => {
      expect(Check(Scenario, scenario)).toBe(true);
      const { rehearsal, differs } = await playScenario(definition, scenario, setting);
      expect(rehearsal.trace).toEqual(scenario.trace);
      expect(differs).toBeNull();
    },
  );

  it.each(STORIES.map((story) => [story.title, story] as const))(
    '%s: the same in another year, by the clock on the wall',
    async (_, { definition, scenario }) => {
      const later = { ...setting, week: '2031-06-18T10:00:00.000Z' };
      const { rehearsal } = await playScenario(definition, scenario, later);
      expect(rehearsal.trace).toEqual(scenario.trace);
    },
  );
});

describe('the documentation', () => {
  const text = readFileSync(new URL('../../docs/scenarios.md', import.meta.url), 'utf8');

  it('shows a scenario that is played as it says', async () => {
    const scenario = JSON.parse(/```json\n(.*?)```/s.exec(text)?.[1] ?? '') as Scenario;
    expect(Check(Scenario, scenario)).toBe(true);
    const definition = shippedProcesses.find(({ key }) => key === scenario.process);
    if (!definition) throw new Error('the example is of a shipped process');
    const { rehearsal } = await playScenario(definition, scenario, setting);
    expect(rehearsal.trace).toEqual(scenario.trace);
  });

  it('shows everything that can happen as it is written', () => {
    const shown = JSON.parse(/```json happenings\n(.*?)```/s.exec(text)?.[1] ?? '') as Happening[];
    for (const happening of shown) expect(Check(Happening, happening), happening.type).toBe(true);
    const types: string[] = Happening.anyOf.map(({ properties }) => properties.type.const);
    expect([...new Set(shown.map(({ type }) => type))].sort()).toEqual(types.sort());
    const fields = Happening.anyOf.flatMap(({ properties }) => Object.keys(properties));
    expect(fields.filter((field) => !text.includes(`\`${field}\``) && field !== 'type')).toEqual(
      [],
    );
  });

  it('tells of everything that can be given and can happen', () => {
    const types = Happening.anyOf.map(({ properties }) => properties.type.const);
    const named = [...types, ...Object.keys(Scenario.properties.given.properties)];
    expect(named.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });
});

describe('a scenario that does not fit', () => {
  const definition = process('start > a > end');
  const play = (more: object) =>
    playScenario(definition, { name: 'A story', happenings: [], ...more } as Scenario, setting);

  it('says at which happening it got stuck, and where the run stands', () =>
    expect(
      play({
        happenings: [
          { type: 'complete', element: 'a' },
          { type: 'complete', element: 'a' },
        ],
      }),
    ).rejects.toMatchObject({
      happening: 1,
      message: 'Nothing waits at “a” for task; there is: nothing.',
    }));

  it('has no next timer where the only one was skipped', async () => {
    const paused = process('start > pause > a > end', { pause: wait({ after: { hours: 1 } }) });
    const scenario: Scenario = {
      name: 'Skipped',
      happenings: [
        { type: 'skip', element: 'pause' },
        { type: 'waitUntil', moment: 'next timer' },
      ],
    };
    await expect(playScenario(paused, scenario, setting)).rejects.toThrow(/No timer/);
  });

  it('says which line is the first that differs', async () => {
    const happenings = [{ type: 'complete', element: 'a' }];
    const { differs } = await play({ happenings, trace: ['task a', 'completed: well'] });
    expect(differs).toBe(1);
    expect((await play({ happenings, trace: ['task a'] })).differs).toBe(1);
  });

  it.each([
    [{ happenings: [{ type: 'waitUntil', moment: 'Mon 08:00' }] }, /already over/],
    [{ happenings: [{ type: 'waitUntil', moment: 'next timer' }] }, /No timer/],
    [{ given: { at: '2026-99-01T00:00Z' } }, /no moment/],
  ])('%j', async (more, message) => {
    await expect(play(more)).rejects.toThrow(message);
  });

  it('times an approval out as the record does: also without a way for it, never without a calendar', async () => {
    const asked = (due: object) =>
      process('start > ask -approved> end; ask -rejected> end2', {
        ask: { type: 'approval', approval: { mode: 'any', approvers: [{ role: 'admin' }], due } },
      });
    const waits = { name: 'Nobody', happenings: [{ type: 'wait', for: { hours: 200 } }] } as const;
    const late = await playScenario(asked({ businessHours: 1 }), waits, setting);
    expect(late.rehearsal.trace).toContain('Mon 10:00 failed ask: no_flow');
    const never = { ...setting, calendar: (key?: string) => (key ? null : OFFICE) };
    const gone = await playScenario(asked({ businessHours: 1, calendar: 'gone' }), waits, never);
    expect(gone.rehearsal.trace).toEqual(['approval ask']);
  });

  it('comes to an end where the process goes round for ever', async () => {
    const round = process('start > x > stamp > x', {
      x: { type: 'exclusiveGateway', default: 'f3' },
      stamp: { type: 'serviceTask', action: { type: 'comment', body: 'Again' } },
    });
    const { rehearsal } = await playScenario(round, { name: 'Round', happenings: [] }, setting);
    expect(rehearsal.tokens.map(({ wait }) => wait)).toMatchObject([
      { kind: 'failed', code: 'loop_limit' },
    ]);
  });

  it('leaves what was given as it is', async () => {
    const ticket = Object.freeze({ ...A_TICKET, custom: Object.freeze({ site: 'Bonn' }) });
    const { rehearsal } = await play({
      given: { ticket },
      happenings: [{ type: 'change', set: { title: 'Other', 'custom.room': 4 } }],
    });
    expect(rehearsal.world.ticket).toMatchObject({
      title: 'Other',
      custom: { site: 'Bonn', room: 4 },
    });
    expect(ticket).toEqual({ ...A_TICKET, custom: { site: 'Bonn' } });
  });
});

describe('a moment of a story', () => {
  it('is the same reading on the wall on both sides of a change of the clocks', () => {
    const week = new Week('Europe/Berlin', '2026-03-25T12:00:00.000Z');
    expect(week.instant('Fri 09:00')).toBe('2026-03-27T08:00:00.000Z');
    expect(week.instant('Mon+1 09:00')).toBe('2026-03-30T07:00:00.000Z');
    expect(week.spoken('2026-03-30T07:00:00.000Z')).toBe('Mon+1 09:00');
    expect(week.spoken('2026-03-20T08:00:00.000Z')).toBe('Fri-1 09:00');
    expect(week.instant('Fri-1 09:00')).toBe('2026-03-20T08:00:00.000Z');
  });

  it('may be an instant, and nothing else', () => {
    const week = new Week('UTC', '2026-03-25T12:00:00.000Z');
    expect(week.instant('2026-04-01T09:00:00+02:00')).toBe('2026-04-01T07:00:00.000Z');
    expect(week.instant('Someday 09:00')).toBeNull();
  });
});
