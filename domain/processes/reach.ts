/**
 * The people a threshold or an escalation tells. A rota with nobody on call is never silent: those who work the ticket’s
 * queue hear it instead, the timeline says so, and whoever manages rotas finds a line in the inbox.
 */
import type { ClockParty } from '#engine/clocks/threshold-action.ts';
import { record } from '../events/record.ts';
import { newId } from '../ids.ts';
import { tellKeepers } from '../mail/tell-keepers.ts';
import { personOnCall } from '../rotas/on-call.ts';
import { Rota } from '../rotas/rota.ts';
import type { Work } from '../work.ts';
import { type AskedParty, type AskedPerson, peopleOf } from './people.ts';

export async function reach(
  work: Work,
  parties: readonly ClockParty[],
  ticketId: string,
  facts: unknown,
): Promise<AskedPerson[]> {
  const keepers = await tellOfEmptyRotas(work, parties, ticketId);
  const people = await peopleOf(work, parties, ticketId, facts);
  // The queue has nobody either.
  return people.length > 0 || keepers.length === 0 ? people : peopleById(work, keepers);
}

/** Returns who was told. */
export async function tellOfEmptyRotas(
  work: Work,
  parties: readonly AskedParty[],
  ticketId: string,
): Promise<readonly string[]> {
  const keepers = new Set<string>();
  for (const party of parties)
    if ('rota' in party && !(await personOnCall(work, party.rota)))
      for (const id of await tellNobody(work, party.rota, ticketId)) keepers.add(id);
  return [...keepers];
}

/** Whoever manages rotas hears of it. Returns who was told. */
async function tellNobody(work: Work, key: string, ticketId: string): Promise<readonly string[]> {
  const { tenantId } = work;
  const rota = await work.em.findOne(Rota, { tenantId, key });
  const name = rota?.name ?? key;
  const keepers = await tellKeepers(
    work,
    { kind: 'nobodyOnCall', rota: name },
    { key: `nobodyOnCall:${newId()}`, path: `/on-call/${key}`, ticketId },
  );
  await record(work, {
    type: 'rota.nobodyOnCall',
    subject: { kind: 'ticket', id: ticketId },
    data: { rota: key, name, told: keepers.length, internal: true },
  });
  return keepers;
}

const peopleById = (work: Work, ids: readonly string[]): Promise<AskedPerson[]> =>
  work.em.execute<AskedPerson[]>(
    `select id, email, name, locale, time_zone as "timeZone", null as via from person
     where active and id in (select value::uuid from jsonb_array_elements_text(?)) order by email`,
    [JSON.stringify(ids)],
  );
