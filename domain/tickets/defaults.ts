/**
 * What every new tenant has on its desk: queues with the groups that work on them, two calendars, and the targets that are
 * usual for incidents and requests. Doing it again changes nothing, so that what a tenant has made of it stays.
 */

import type { Ladder } from '#engine/escalation/ladder.ts';
import { Calendar } from '../clocks/calendar.ts';
import { createCalendar } from '../clocks/calendars.ts';
import { createPolicy } from '../clocks/policies.ts';
import { SlaPolicy } from '../clocks/sla-policy.ts';
import { EscalationLadder } from '../escalations/ladder.ts';
import { createLadder } from '../escalations/ladders.ts';
import { USUAL_LADDER } from '../escalations/usual.ts';
import { newId } from '../ids.ts';
import { Group } from '../people/group.ts';
import type { Work } from '../work.ts';
import { Queue } from './queue.ts';
import { PRIORITIES, type TicketType } from './values.ts';

const GROUPS = {
  'service-desk': 'Service desk',
  network: 'Network',
  managers: 'Managers',
  cab: 'Change advisory board',
} as const;

const QUEUES: readonly { key: string; name: string; group: keyof typeof GROUPS }[] = [
  { key: 'service-desk', name: 'Service desk', group: 'service-desk' },
  { key: 'network', name: 'Network', group: 'network' },
  { key: 'hardware', name: 'Hardware', group: 'service-desk' },
  { key: 'software', name: 'Software', group: 'service-desk' },
  { key: 'change', name: 'Changes', group: 'cab' },
];

const OFFICE = [['09:00', '17:00']];
const ALWAYS = [['00:00', '24:00']];
const USUAL: Ladder = {
  key: USUAL_LADDER,
  name: 'Usual',
  levels: [
    { name: 'Those who work the queue', to: [{ relation: 'queueMembers' }], wait: { minutes: 30 } },
    {
      name: 'The managers',
      direction: 'hierarchical',
      to: [{ group: 'managers' }],
      wait: { minutes: 60 },
    },
  ],
};
const IN_CHARGE = { relation: 'inCharge' } as const;

export async function installDeskDefaults(work: Work): Promise<void> {
  const timeZone = await timeZoneOf(work);
  const groups = new Map<string, string>();
  for (const [key, name] of Object.entries(GROUPS)) {
    const known = await work.em.findOne(Group, { tenantId: work.tenantId, key });
    const group =
      known ??
      work.em.create(
        Group,
        { id: newId(), tenantId: work.tenantId, key, name, version: 1 },
        { persist: true },
      );
    groups.set(key, group.id);
  }
  for (const { key, name, group } of QUEUES) {
    if (await work.em.findOne(Queue, { tenantId: work.tenantId, key })) continue;
    work.em.create(
      Queue,
      {
        id: newId(),
        tenantId: work.tenantId,
        key,
        name,
        groupId: groups.get(group) ?? null,
        version: 1,
      },
      { persist: true },
    );
  }
  await installCalendar(work, 'business-hours', 'Business hours', {
    timeZone,
    week: { mon: OFFICE, tue: OFFICE, wed: OFFICE, thu: OFFICE, fri: OFFICE },
  });
  await installCalendar(work, 'always', 'Always', {
    timeZone,
    week: {
      mon: ALWAYS,
      tue: ALWAYS,
      wed: ALWAYS,
      thu: ALWAYS,
      fri: ALWAYS,
      sat: ALWAYS,
      sun: ALWAYS,
    },
  });
  if (!(await work.em.findOne(EscalationLadder, { tenantId: work.tenantId, key: USUAL_LADDER })))
    await createLadder(work, USUAL);
  await installPolicy(work, 'incident-resolution', 'Resolution', ['incident'], [4, 8, 24, 40]);
  await installPolicy(
    work,
    'request-fulfilment',
    'Fulfilment',
    ['service_request'],
    [40, 40, 40, 40],
  );
}

/** The zone the tenant named in its settings. */
async function timeZoneOf(work: Work): Promise<string> {
  const rows = await work.em.execute<{ zone: string | null }[]>(
    "select settings ->> 'timeZone' as zone from tenant where id = ?",
    [work.tenantId],
  );
  return rows[0]?.zone ?? 'UTC';
}

async function installCalendar(
  work: Work,
  key: string,
  name: string,
  hours: Calendar['hours'],
): Promise<void> {
  if (await work.em.findOne(Calendar, { tenantId: work.tenantId, key })) return;
  await createCalendar(work, { key, name, hours });
}

/** `hours`: business hours for each priority, the most urgent first. */
async function installPolicy(
  work: Work,
  key: string,
  name: string,
  ticketTypes: readonly TicketType[],
  hours: readonly number[],
): Promise<void> {
  if (await work.em.findOne(SlaPolicy, { tenantId: work.tenantId, key })) return;
  await createPolicy(work, {
    key,
    name,
    kind: 'sla',
    measures: 'resolution',
    ticketTypes,
    calendar: { key: 'business-hours' },
    targets: PRIORITIES.map((priority, index) => ({
      id: `p${priority}`,
      priorities: [priority],
      within: { businessHours: hours[index] ?? 0 },
    })),
    thresholds: [
      { id: 'warning', at: { percent: 75 }, actions: [{ type: 'notify', to: [IN_CHARGE] }] },
      {
        id: 'breach',
        at: { percent: 100 },
        actions: [{ type: 'notify', to: [IN_CHARGE] }, { type: 'escalate' }],
      },
    ],
  });
}
