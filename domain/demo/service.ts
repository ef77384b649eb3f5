/**
 * What the demo promises: a rota of the network people, a ladder that asks it first, a contract with a tier, and a service
 * target that goes by all three, so that they are seen at work on a ticket of the demo.
 */
import type { ClockPolicy } from '#engine/clocks/policy.ts';
import type { Ladder } from '#engine/escalation/ladder.ts';
import type { Plan } from '#engine/rota.ts';
import { createContract } from '../clocks/contracts.ts';
import { createPolicy } from '../clocks/policies.ts';
import { createLadder } from '../escalations/ladders.ts';
import { createRota } from '../rotas/rotas.ts';
import type { Work } from '../work.ts';

const DAY_MS = 86_400_000;
const KEY = 'network';

const LADDER: Ladder = {
  key: KEY,
  name: 'Network',
  description: 'First whoever is on call, then up the line, at last the carrier.',
  levels: [
    {
      name: 'On call',
      direction: 'functional',
      to: [{ rota: KEY }],
      wait: { minutes: 20 },
      again: { every: { minutes: 10 }, times: 1 },
    },
    {
      name: 'The manager',
      direction: 'hierarchical',
      to: [{ relation: 'assigneeManager' }, { group: 'managers' }],
      wait: { businessHours: 1 },
    },
    { name: 'The carrier', to: [{ vendor: 'leased-lines' }], by: ['mail'], wait: { hours: 2 } },
  ],
};

const POLICY: ClockPolicy = {
  key: 'gold-network',
  name: 'Network, gold customers',
  kind: 'sla',
  measures: 'resolution',
  ticketTypes: ['problem'],
  when: {
    all: [
      { fact: 'ticket.queue', operator: 'equal', value: KEY },
      { fact: 'organization.tier', operator: 'equal', value: 'gold' },
    ],
  },
  targets: [
    { id: 'p1', priorities: [1], within: { hours: 4 } },
    { id: 'otherwise', within: { hours: 12 } },
  ],
  calendar: { always: true },
  thresholds: [
    {
      id: 'on-call',
      at: { percent: 25 },
      actions: [
        { type: 'notify', to: [{ rota: KEY }] },
        { type: 'escalate', ladder: KEY },
      ],
    },
  ],
};

export async function addPromises(work: Work): Promise<void> {
  await createRota(work, { key: KEY, name: 'Network', plan: planFrom(work.now) });
  await createContract(work, {
    key: 'northwind-gold',
    name: 'Northwind gold',
    organization: 'northwind',
    tier: 'gold',
    validFrom: dayFrom(work.now, -300),
    validUntil: dayFrom(work.now, 65),
    warnDays: 90,
  });
  await createContract(work, {
    key: 'leased-lines',
    name: 'Leased lines',
    organization: 'northwind-it',
    kind: 'underpinning',
    vendor: 'Lumen Carrier',
    vendorEmail: 'noc@carrier.test',
  });
  await createLadder(work, LADDER);
  await createPolicy(work, POLICY);
  await work.em.flush();
}

/** Weeks from Monday to Monday, the first of which began before the demo did. */
function planFrom(now: Date): Plan {
  const sinceMonday = (now.getUTCDay() + 6) % 7;
  return {
    timeZone: 'Europe/Berlin',
    layers: [
      {
        id: 'weeks',
        name: 'Weeks',
        people: ['sato@demo.test', 'kofi@demo.test'],
        rotation: { every: 1, unit: 'week', weekday: 'mon', at: '09:00' },
        startsOn: dayFrom(now, -sinceMonday - 7),
      },
    ],
  };
}

const dayFrom = (now: Date, days: number): string =>
  new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10);
