/** What a back-test says of the promises about its tickets: how each came out, and would have under the draft. */
import { describe, expect, it } from 'vitest';
import { createPlayer } from '#domain/backtests/play-batch.ts';
import { addUp, NO_TOTALS } from '#domain/backtests/totals.ts';
import type { History } from '#engine/backtest/history.ts';
import type { ClockPolicy } from '#engine/clocks/policy.ts';
import type { Definition } from '#engine/definition.ts';
import { OFFICE } from '#tests/support/clock.ts';
import { policyOf } from '#tests/support/policies.ts';
import { process, wait } from '#tests/support/process.ts';

const BEGIN = '2026-03-02T08:00:00.000Z';
const at = (hours: number): string => new Date(Date.parse(BEGIN) + hours * 3_600_000).toISOString();
const TICKET = { type: 'incident', priority: 3, status: 'new', category: null };

const set = (fields: object) => ({
  type: 'serviceTask',
  action: { type: 'updateTicket', set: fields },
});

/** Waits, and resolves its ticket. */
const resolving = (hours: number): Definition =>
  process('start > rest > mend > end', {
    rest: wait({ after: { hours } }),
    mend: set({ status: 'resolved' }),
  });

const stay = (element: string, flow: string | null, from: number, until: number) => ({
  element,
  flow,
  enteredAt: at(from),
  leftAt: at(until),
  outcome: null,
});

/** A ticket whose process waited for six hours and then resolved it. */
const history = (more: Partial<History> = {}): History => ({
  trigger: null,
  start: { element: 'start', at: BEGIN, variables: {} },
  ticket: TICKET,
  requester: {},
  happenings: [],
  status: 'completed',
  outcome: null,
  stays: [
    stay('start', null, 0, 0),
    stay('rest', 'f1', 0, 6),
    stay('mend', 'f2', 6, 6),
    stay('end', 'f3', 6, 6),
  ],
  sets: [{ field: 'status', value: 'resolved' }],
  moments: [
    { at: BEGIN, happening: 'opened', ticket: TICKET },
    { at: at(6), happening: 'changed', ticket: { ...TICKET, status: 'resolved' } },
  ],
  ...more,
});

const solved = policyOf('solved', ['incident'], 4 * 60, { name: 'Solved in four hours' });
const answered = policyOf('answered', ['incident'], 60, { measures: 'firstResponse' });

async function played(
  draft: Definition,
  past: History,
  policies: readonly ClockPolicy[] = [solved],
) {
  const always = { key: 'always', version: 1, hours: { ...OFFICE, week: everyDay } };
  const play = createPlayer({
    definition: draft,
    surroundings: {
      rulesets: [],
      calendars: {},
      calendar: OFFICE,
      queues: {},
      promises: {
        policies: policies.map((policy) => ({ version: 1, policy })),
        calendars: [always],
        organizations: [],
        zone: 'UTC',
        today: BEGIN,
      },
    },
  });
  const tickets = [{ ord: 0, version: 1, history: past }];
  const [one] = await play({ versions: { 1: resolving(6) }, tickets });
  if (!one || !('result' in one)) throw new Error(JSON.stringify(one));
  return { ...one.result, totals: addUp(NO_TOTALS, [one]).clocks };
}
const DAY: [string, string][] = [['00:00', '24:00']];
const everyDay = { mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY, sat: DAY, sun: DAY };

describe('promises in a back-test', () => {
  it('come out as they did where the draft is what really ran', async () => {
    const { result, clocks, totals } = await played(resolving(6), history());
    expect(result).toBe('same');
    expect(clocks).toMatchObject([{ policy: 'solved', before: 'breached', after: 'breached' }]);
    expect(totals).toMatchObject([{ mended: 0, broken: 0, before: { breached: 1 } }]);
  });

  it('are kept by a draft that waits less, though it takes the very same path', async () => {
    const { result, differences, totals } = await played(resolving(2), history());
    expect(result).toBe('different');
    expect(differences).toEqual([
      { kind: 'clocks', of: 'Solved in four hours', before: 'breached', after: 'met' },
    ]);
    expect(totals).toEqual([
      {
        policy: 'solved',
        name: 'Solved in four hours',
        mended: 1,
        broken: 0,
        unknown: 0,
        before: { met: 0, breached: 1, open: 0 },
        after: { met: 1, breached: 0, open: 0 },
      },
    ]);
  });

  it('are not known where the draft asks what nobody ever answered', async () => {
    const { clocks, totals, differences } = await played(
      process('start > look > rest > mend > end', {
        rest: wait({ after: { hours: 2 } }),
        mend: set({ status: 'resolved' }),
      }),
      history(),
    );
    expect(clocks).toMatchObject([{ before: 'breached', after: null }]);
    expect(differences.map(({ kind }) => kind)).not.toContain('clocks');
    expect(totals).toMatchObject([{ unknown: 1, after: { met: 0, breached: 0, open: 0 } }]);
  });

  it('count what people said on the ticket, and what others did to it when the run was over', async () => {
    const reply = { at: at(0.5), happening: 'agentAnswered', ticket: TICKET } as const;
    const real = history().moments ?? [];
    const { clocks } = await played(
      process('start > end'),
      history({
        happenings: [{ kind: 'change', at: at(3), set: { status: 'resolved' } }],
        moments: [real[0], reply, ...real.slice(1)].flatMap((one) => one ?? []),
      }),
      [solved, answered],
    );
    expect(clocks.map(({ policy, before, after }) => [policy, before, after])).toEqual([
      ['solved', 'breached', 'met'],
      ['answered', 'met', 'met'],
    ]);
  });
});
