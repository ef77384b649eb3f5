/**
 * Incidents of a real company, 890 of them, through the whole product: opened and changed over HTTP, routed by a ruleset,
 * resolved by the shipped process, every run a workflow on a real engine. The log is not ours to ship: PERDURA_SAMPLES names
 * the folder it lies in.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readIncidentLog } from '#bin/interop/incident-log.ts';
import { call, type Instance, ROUTING, replay, tokenFor } from '#bin/interop/replay.ts';
import { readSettings } from '#bin/platform/settings.ts';
import { createStack, type StackControl } from '#bin/platform/stack.ts';
import type { Definition } from '#engine/definition.ts';
import { shippedProcesses } from '#rules/shipped/index.ts';
import { eventually } from '../workflows/world.ts';

const file = path.join(process.env.PERDURA_SAMPLES ?? '', 'servicenow-incident-log.csv');

describe.skipIf(!process.env.PERDURA_SAMPLES || !existsSync(file))(
  'the incident log of a company',
  () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'perdura-interop-'));
    const adminPassword = randomBytes(12).toString('base64url');
    let stack: StackControl;
    let instance: Instance;
    let queues: Record<string, number> = {};

    beforeAll(async () => {
      const environment = {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        DATA_DIR: dataDir,
        ADMIN_EMAIL: 'admin@example.test',
        ADMIN_PASSWORD: adminPassword,
        DEMO: '0',
        LOG_LEVEL: 'warn',
      };
      stack = createStack({
        settings: readSettings(environment),
        say: console.error,
        durable: false,
      });
      const { url } = await stack.start();
      instance = await tokenFor(url, 'admin@example.test', adminPassword);
      await call(instance, 'PUT', '/rulesets/incident-routing', ROUTING);
    }, 300_000);

    afterAll(async () => {
      await stack?.stop();
      rmSync(dataDir, { recursive: true, force: true });
    });

    it('is opened, routed, held, resolved and closed, and every run ends', async () => {
      const log = readIncidentLog(file);
      expect(log.tickets.size).toBe(890);
      const result = await replay(instance, log, { say: console.error, patienceMs: 240_000 });
      console.log(JSON.stringify(result, null, 2));
      expect(result.byStatus).toEqual({ closed: 890 });
      expect(result.runs).toEqual({ completed: 890 });
      const expected: Record<string, number> = {};
      for (const { category } of log.tickets.values()) {
        const queue =
          ROUTING.rules.find((rule) =>
            rule.conditions.all.some(({ value }) => value.includes(category)),
          )?.set.queue ?? 'service-desk';
        expected[queue] = (expected[queue] ?? 0) + 1;
      }
      expect(result.byQueue).toEqual(expected);
      queues = expected;
    }, 600_000);

    it('is back-tested: as it is nothing differs, and a change differs where it should', async () => {
      const asItIs = await backtested();
      expect(asItIs.totals).toMatchObject({ tickets: 890, same: 890, different: 0, diverged: 0 });

      await call(instance, 'PUT', '/processes/incident/draft', allToTheDesk());
      const changed = await backtested();
      console.log(JSON.stringify(changed.totals));
      const elsewhere = 890 - (queues['service-desk'] ?? 0);
      expect(changed.totals).toMatchObject({
        tickets: 890,
        same: 890 - elsewhere,
        different: elsewhere,
        diverged: 0,
        byKind: { path: 0, approvals: 0, assignment: elsewhere, priority: 0, outcome: 0 },
      });
    }, 300_000);

    async function backtested(): Promise<Backtest> {
      const path = '/processes/incident';
      const begun = await call<Backtest>(instance, 'POST', `${path}/draft/backtest`, {
        limit: 10_000,
      });
      return eventually('the back-test ends', async () => {
        const now = await call<Backtest>(instance, 'GET', `${path}/backtests/${begun.id}`);
        return now.state === 'completed' && now;
      });
    }
  },
);

type Backtest = { id: string; state: string; totals: { tickets: number; same: number } };

/** The shipped process with one queue for everything. */
function allToTheDesk(): Definition {
  const incident = shippedProcesses.find(({ key }) => key === 'incident');
  if (!incident) throw new Error('there is no shipped process “incident”');
  return {
    ...incident,
    elements: incident.elements.map((element) =>
      element.id === 'assign' && element.type === 'serviceTask'
        ? { ...element, action: { type: 'assign', queue: 'service-desk' } }
        : element,
    ),
  };
}
