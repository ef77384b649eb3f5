/**
 * People and tickets to look at, made through the same operations as real ones, so that their processes run as soon as a
 * worker does. Done once: the first person of the demo says that it is there.
 */
import { requestItem } from '../catalog/request-item.ts';
import { planChange } from '../changes/edit-plan.ts';
import { setAffected } from '../config-items/affected.ts';
import { commentOnTicket } from '../desk/comment-on-ticket.ts';
import { openTicket } from '../desk/open-ticket.ts';
import { addService } from '../major/services.ts';
import { createPerson } from '../people/create-person.ts';
import { findOrganization, findPerson } from '../people/find.ts';
import { createOrganization } from '../people/organizations.ts';
import type { Person } from '../people/person.ts';
import { asSystem } from '../tenants/create-tenant.ts';
import { inTenant, type Store, type Who, type Work } from '../work.ts';
import { addDemoBoard } from './board.ts';
import { addDemoItems } from './items.ts';
import { addChangeUnderWay, addPastChanges } from './past-changes.ts';
import { DEMO_ORGANIZATIONS, DEMO_PASSWORD, DEMO_PEOPLE, FIRST_OF_DEMO } from './people.ts';
import { addPromises } from './service.ts';
import { addDemoStandards } from './standard-changes.ts';
import { DEMO_REQUESTS, DEMO_TICKETS } from './tickets.ts';

/** Who says what tickets are about. */
const DESK = 'omar@demo.test';
const MINUTE_MS = 60_000;

const DEMO_SERVICES = [
  { key: 'mail', name: 'Mail', description: 'Mailboxes and calendars' },
  { key: 'vpn', name: 'VPN', description: 'Working from elsewhere' },
  { key: 'telephone', name: 'Telephone' },
] as const;

/** Returns the password of the demo's people. */
export async function seedDemo(
  store: Store,
  tenantId: string,
  log: (sentence: string) => void,
): Promise<string> {
  const added = await inTenant(store, asSystem(tenantId, 'demo'), addPeople);
  if (added > 0) log(`Added ${added} people of the demo.`);
  const made = await addTickets(store, tenantId);
  if (made > 0) log(`Opened ${made} tickets of the demo.`);
  return DEMO_PASSWORD;
}

/** The password of the demo's people, if they are there. */
export async function demoIsThere(store: Store, tenantId: string): Promise<string | null> {
  const first = await inTenant(store, asSystem(tenantId, 'demo'), (work) =>
    findPerson(work, FIRST_OF_DEMO),
  );
  return first ? DEMO_PASSWORD : null;
}

/** Two starts at once wait for each other. */
const waitTurn = (work: Work) =>
  work.em.execute('select 1 from tenant where id = ? for update', [work.tenantId]);

async function addPeople(work: Work): Promise<number> {
  await waitTurn(work);
  if (await findPerson(work, FIRST_OF_DEMO)) return 0;
  for (const organization of DEMO_ORGANIZATIONS) {
    if (!(await findOrganization(work, organization.key)))
      await createOrganization(work, organization);
  }
  for (const service of DEMO_SERVICES) await addService(work, service);
  for (const person of DEMO_PEOPLE)
    await createPerson(work, { ...person, password: DEMO_PASSWORD });
  await addPromises(work);
  await addDemoItems(work);
  return DEMO_PEOPLE.length;
}

/** All of them or none, so that a start that was cut short leaves no half of a demo. */
async function addTickets(store: Store, tenantId: string): Promise<number> {
  const who = asSystem(tenantId, 'demo');
  return inTenant(store, who, async (work) => {
    await waitTurn(work);
    const known = await work.em.execute<unknown[]>(
      "select 1 from ticket where source = 'demo' limit 1",
    );
    if (known.length > 0) return 0;
    const people = new Map<string, Person>();
    for (const { email } of DEMO_PEOPLE) {
      const person = await findPerson(work, email);
      if (person) people.set(email, person);
    }
    const as = (email: string, minutesAgo: number): Work => {
      const person = people.get(email);
      if (!person) throw new Error(`invariant: ${email} is no person of the demo`);
      const actor: Who['actor'] = { kind: 'person', id: person.id, name: person.name, email };
      return { ...work, actor, now: new Date(work.now.getTime() - minutesAgo * MINUTE_MS) };
    };
    const tickets = [...DEMO_TICKETS].sort((a, b) => b.minutesAgo - a.minutesAgo);
    for (const { by, minutesAgo, ticket, comments, affected, plan } of tickets) {
      const opened = await openTicket(as(by, minutesAgo), { ...ticket, source: 'demo' });
      const { id, requester } = opened.ticket;
      if (plan) await planChange(as(by, minutesAgo), id, plan, { isOpening: true });
      if (affected) await setAffected(as(DESK, minutesAgo - 1), id, affected);
      for (const [index, said] of (comments ?? []).entries()) {
        const work = as(said.by, Math.max(1, minutesAgo - 5 * (index + 1)));
        await commentOnTicket(work, id, { ...said, worksOnIt: said.by !== requester.email });
      }
    }
    for (const { by, minutesAgo, values } of DEMO_REQUESTS)
      await requestItem(as(by, minutesAgo), 'laptop', { values });
    await addDemoBoard(work);
    await addDemoStandards(as);
    const past = await addPastChanges(as, work.actor);
    await addChangeUnderWay(as);
    return tickets.length + DEMO_REQUESTS.length + past + 1;
  });
}
