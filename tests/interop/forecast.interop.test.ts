/**
 * What a forecast would have said of a real company's incidents, and what came: the log's states and groups as stays, one
 * promise for all. The log is not ours to ship: PERDURA_SAMPLES names the folder it lies in.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { instantOf, parseCsv } from '#bin/interop/incident-log.ts';
import { backcast } from '#engine/forecast/backcast.ts';
import type { PastStay, PastTicket } from '#engine/forecast/past.ts';
import { OFFICE } from '#tests/support/clock.ts';

const file = path.join(process.env.PERDURA_SAMPLES ?? '', 'servicenow-incident-log.csv');
const DAY = 86_400_000;

describe.skipIf(!process.env.PERDURA_SAMPLES || !existsSync(file))(
  'a forecast of the incidents of a company',
  () => {
    it.each([
      { hours: 16, after: 7 },
      { hours: 24, after: 7 },
      { hours: 40, after: 7 },
      { hours: 40, after: 14 },
    ])('of $after days against $hours business hours', ({ hours, after: days }) => {
      const past = readPast();
      const last = Math.max(...past.map(({ stays }) => stays[0]?.from ?? 0));
      const calendar = { ...OFFICE, timeZone: 'UTC' };
      const targetSeconds = { 1: hours * 3600, 2: hours * 3600, 3: hours * 3600, 4: hours * 3600 };
      const found = backcast(
        past,
        {
          at: (Math.floor(last / DAY) + 1 + days) * DAY,
          days,
          replications: 200,
          seed: 1,
          arrivals: 1,
          staff: {},
          policies: [{ key: 'all', hours: calendar, targetSeconds }],
        },
        { hours: {}, otherwise: 'always', zone: 'UTC' },
      );
      const [policy] = found.policies;
      console.log(
        JSON.stringify({
          hours,
          days,
          ...policy,
          covered: found.covered,
          share: found.said.policies[0]?.share,
        }),
      );
      expect(past.length).toBe(890);
      expect(policy?.tickets).toBeGreaterThan(30);
      expect(found.covered.days).toBeGreaterThan(0);
    });
  },
);

/** Each row says what an incident was from then on. */
function readPast(): readonly PastTicket[] {
  const rows = Map.groupBy(parseCsv(readFileSync(file, 'utf8')), (row) => row.number ?? '');
  return [...rows].map(([id, states]): PastTicket => {
    const priority = Number(states[0]?.priority?.[0] ?? 3);
    const opened = instantOf(states[0]?.opened_at ?? '');
    let at = opened;
    let endedAt: number | null = null;
    const stays: PastStay[] = [];
    for (const [place, row] of states.entries()) {
      if (row.incident_state === 'Resolved' || row.incident_state === 'Closed') {
        endedAt ??= Math.max(at, instantOf(row.sys_updated_at ?? ''));
        break;
      }
      const next = states[place + 1];
      const to = next ? Math.max(at, instantOf(next.sys_updated_at ?? '')) : null;
      const element = row.incident_state ?? '';
      const group = row.assignment_group ?? '';
      const before = stays.at(-1);
      if (before?.element === element && before.group === group)
        stays[stays.length - 1] = { ...before, to };
      else
        stays.push({
          element,
          group,
          from: at,
          to,
          begun: null,
          isHeld: element.startsWith('Awaiting'),
        });
      at = to ?? at;
    }
    if (stays.length === 0)
      stays.push({
        element: 'New',
        group: '',
        isHeld: false,
        begun: null,
        from: opened,
        to: endedAt,
      });
    return { id, priority, stays, endedAt };
  });
}
