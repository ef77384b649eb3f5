/** What a rehearsal tells of its ticket, and to where time jumps in it. */
import { describe, expect, it } from 'vitest';
import { jumpTo, nextDeadline, storyOf, toldIn } from '#designer/canvas/rehearse/story.ts';
import type { Foretold, ToldInStory } from '#designer/client/types/foretold.ts';
import type { Definition } from '#engine/definition.ts';
import { beginScenario, type Happening } from '#engine/rehearsal/index.ts';
import { judgeBy } from '#rules/judge.ts';
import { instant, OFFICE, spoken } from '../../../support/clock.ts';
import { process, wait } from '../../../support/process.ts';

const setting = { judge: judgeBy([]), calendar: () => OFFICE };
const LOOK: Definition = process('start > look > end', {
  look: { type: 'userTask', name: 'Look', task: { due: { businessHours: 4 } } },
});

async function played(definition: Definition, happenings: readonly Happening[] = []) {
  const given = {
    at: 'Mon 09:00',
    ticket: { type: 'incident', status: 'new', createdAt: 'long ago' },
  };
  const begun = await beginScenario(definition, { name: 'A', given, happenings }, setting);
  for (const index of happenings.keys()) await begun.happens(index);
  return begun;
}

const dueAt = (nextAt: string | null): Foretold => ({ clocks: [], told: [], nextAt });

describe('the story of a rehearsed ticket', () => {
  it('is what happened to it, from when the rehearsal began, with its tasks', async () => {
    const { rehearsal } = await played(LOOK, [
      { type: 'wait', for: { hours: 1 } },
      { type: 'reply', by: 'agent' },
      { type: 'change', set: { status: 'on_hold' } },
      { type: 'wait', for: { hours: 1 } },
      { type: 'complete', element: 'look' },
    ]);
    const story = storyOf(LOOK, rehearsal, undefined);
    const told = story?.moments.map(({ at, happening, ticket }) => [
      spoken(at),
      happening,
      ticket.status,
      ticket.createdAt,
    ]);
    const opened = instant('Mon 09:00');
    expect(told).toEqual([
      ['Mon 09:00', 'opened', 'new', opened],
      ['Mon 10:00', 'agentAnswered', 'new', opened],
      ['Mon 10:00', 'changed', 'on_hold', opened],
    ]);
    expect(story?.subjects).toEqual([
      {
        kind: 'task',
        element: 'look',
        name: 'Look',
        process: LOOK.key,
        openedAt: opened,
        closedAt: instant('Mon 11:00'),
      },
    ]);
    expect(rehearsal.trace).toContain('Mon 10:00 the agent replies');
  });

  it('is none where another process calls it', async () => {
    const called = process('start > end', {
      start: { type: 'startEvent', trigger: { type: 'called' } },
    });
    const given = { start: 'start' };
    const { rehearsal } = await beginScenario(
      called,
      { name: 'A', given, happenings: [] },
      setting,
    );
    expect(storyOf(called, rehearsal, undefined)).toBeNull();
  });
});

describe('the next deadline', () => {
  it('is the nearest of a timer, a task and a clock, never one that is over', async () => {
    const { rehearsal } = await played(LOOK);
    expect(nextDeadline(rehearsal, null)).toBe(instant('Mon 13:00'));
    expect(nextDeadline(rehearsal, dueAt(instant('Mon 11:00')))).toBe(instant('Mon 11:00'));
    expect(nextDeadline(rehearsal, dueAt(instant('Mon 08:00')))).toBe(instant('Mon 13:00'));
    const timed = await played(
      process('start > rest > end', { rest: wait({ after: { hours: 2 } }) }),
    );
    expect(nextDeadline(timed.rehearsal, dueAt(instant('Mon 12:00')))).toBe(instant('Mon 11:00'));
  });

  it('is gone to by day and time where that says it, else by its instant', async () => {
    const { rehearsal, week } = await played(LOOK);
    expect(jumpTo(instant('Mon 13:00'), rehearsal, week)).toMatchObject({ moment: 'Mon 13:00' });
    const odd = new Date(Date.parse(instant('Mon 13:00')) + 1_000).toISOString();
    expect(jumpTo(odd, rehearsal, week)).toMatchObject({ moment: odd });
  });
});

describe('what clocks tell', () => {
  it('belongs to what was going on when they did', () => {
    const turn = (at: string) => ({ happening: null, at: instant(at), entries: [] });
    const turns = [turn('Mon 09:00'), turn('Mon 12:00'), turn('Mon 15:00')];
    const told = ['Mon 09:00', 'Mon 10:00', 'Mon 12:00', 'Mon 13:00'].map(
      (at) => ({ at: instant(at) }) as ToldInStory,
    );
    const times = [0, 1, 2].map((index) => toldIn(turns, index, told).map(({ at }) => spoken(at)));
    expect(times).toEqual([['Mon 09:00'], ['Mon 10:00', 'Mon 12:00'], ['Mon 13:00']]);
  });
});
