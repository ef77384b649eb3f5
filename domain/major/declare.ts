/**
 * Declares an incident a major one, whoever does: a person, a process, a service target. It is a row, an event and a run of
 * the tenant's own process `major-incident` in one transaction. A ticket that is one already stays as it is.
 */
import type { JsonObject } from '#engine/json.ts';
import { DomainError, invalid } from '../errors.ts';
import { record } from '../events/record.ts';
import { newId } from '../ids.ts';
import { personMeant } from '../people/find.ts';
import { startRun } from '../processes/start-run.ts';
import { personOnCall } from '../rotas/on-call.ts';
import type { Ticket } from '../tickets/ticket.ts';
import { lockTicket } from '../tickets/update.ts';
import type { Work } from '../work.ts';
import { getMajor, type Impact, type MajorIncident, majorOf } from './major-incident.ts';
import { type Audience, demandAudience, majorSettings, type Severity } from './settings.ts';

export const PROCESS = 'major-incident';

/** A person by address or id, or whoever is on call. */
export type CommanderChoice = { readonly user: string } | { readonly rota: string };

export type AffectedChoice = { readonly service: string; readonly impact?: Impact };

export type Declaration = {
  readonly severity: Severity;
  /** Who leads; without it whoever the ticket is assigned to, else who declares. */
  readonly commander?: CommanderChoice | null;
  /** What everybody may read; the ticket's title unless said. */
  readonly headline?: string;
  readonly services?: readonly AffectedChoice[];
  readonly warRoomUrl?: string | null;
  /** The tenant's usual one unless said. */
  readonly audience?: Audience;
};

export type Declared = { readonly major: MajorIncident; readonly isNew: boolean };

/** How long until stakeholders should have heard for the first time. */
const FIRST_UPDATE_MINUTES = 10;

/** @throws DomainError invalid_input, not_found, transition_not_allowed */
export async function declareMajor(
  work: Work,
  ticketId: string,
  declaration: Declaration,
): Promise<Declared> {
  const ticket = await lockTicket(work, ticketId);
  const known = await majorOf(work, ticket.id);
  if (known) return { major: known, isNew: false };
  await demandCandidate(work, ticket);
  const { severity, services = [] } = declaration;
  const settings = await majorSettings(work);
  const audience = declaration.audience ?? settings.audience;
  if (declaration.audience) await demandAudience(work, audience, '/audience');
  const commander = await commanderOf(work, ticket, declaration.commander ?? null);
  const warRoomUrl = webAddress(declaration.warRoomUrl ?? null, '/warRoomUrl');
  const headline = declaration.headline?.trim() || ticket.title;
  const id = newId();
  const nextUpdateAt = new Date(
    work.now.getTime() + Math.min(FIRST_UPDATE_MINUTES, settings.updateMinutes[severity]) * 60_000,
  );
  const run = await startRun(work, PROCESS, {
    ticketId: ticket.id,
    variables: {
      majorIncident: id,
      severity,
      headline,
      warRoom: warRoomUrl ?? '',
      schedule: { nextUpdateAt: nextUpdateAt.toISOString(), commander: commander.email },
    } satisfies JsonObject,
  });
  const declaredBy = work.actor.kind === 'person' ? work.actor.id : null;
  await work.em.execute(
    `insert into major_incident (id, tenant_id, ticket_id, severity, headline, commander_id, war_room_url, audience, run_id, declared_by, declared_at, next_update_at)
     values (?, current_tenant(), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      id,
      ticket.id,
      severity,
      headline,
      commander.id,
      warRoomUrl,
      JSON.stringify(audience),
      run.id,
      declaredBy,
      work.now,
      nextUpdateAt,
    ],
  );
  await setServices(work, id, services);
  await record(work, {
    type: 'majorIncident.declared',
    subject: { kind: 'majorIncident', id },
    ticketId: ticket.id,
    data: { severity, commander: commander.id, services: services.map(({ service }) => service) },
  });
  return { major: await getMajor(work, id), isNew: true };
}

/** Replaces them. @throws DomainError invalid_input */
export async function setServices(
  work: Work,
  id: string,
  services: readonly AffectedChoice[],
): Promise<void> {
  await work.em.execute('delete from major_incident_service where major_incident_id = ?', [id]);
  for (const [index, { service, impact = 'down' }] of services.entries()) {
    const found = await work.em.execute<unknown[]>(
      `insert into major_incident_service (major_incident_id, service_id, tenant_id, impact)
       select ?, id, tenant_id, ? from service where key = ? on conflict do nothing returning 1`,
      [id, impact, service],
    );
    if (found.length === 0)
      invalid(
        `/services/${index}/service`,
        `names no service, or one that is there already: ${service}.`,
      );
  }
}

/** Where people meet: an address of the web and nothing that runs in a page. @throws DomainError invalid_input */
export function webAddress(text: string | null, pointer: string): string | null {
  if (text === null || text.trim() === '') return null;
  const address = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  if (!address || !['http:', 'https:'].includes(address.protocol))
    return invalid(pointer, 'must be an address that begins with https:// or http://.');
  return address.href;
}

/** @throws DomainError invalid_input when nobody is found who may sign in */
export async function commanderOf(
  work: Work,
  ticket: Pick<Ticket, 'assigneeId'>,
  choice: CommanderChoice | null,
): Promise<{ readonly id: string; readonly email: string }> {
  if (choice !== null && 'rota' in choice)
    return (
      (await personOnCall(work, choice.rota)) ??
      invalid('/commander', `Nobody is on call in “${choice.rota}” now.`)
    );
  const ref =
    choice?.user ?? ticket.assigneeId ?? (work.actor.kind === 'person' ? work.actor.id : null);
  if (ref === null)
    return invalid('/commander', 'Say who leads: the ticket is assigned to nobody.');
  const person = await personMeant(work, ref, '/commander');
  if (!person.active) invalid('/commander', 'may not sign in, and so cannot lead.');
  return person;
}

async function demandCandidate(work: Work, ticket: Ticket): Promise<void> {
  if (ticket.type !== 'incident')
    invalid('/ticket', `${ticket.number} is no incident, and only an incident can be a major one.`);
  if (['resolved', 'closed', 'cancelled'].includes(ticket.status))
    throw new DomainError(
      'transition_not_allowed',
      `${ticket.number} is ${ticket.status}. Only an open incident can be a major one.`,
      { values: { state: ticket.status } },
    );
  const above = await work.em.execute<unknown[]>('select 1 from ticket_link where child_id = ?', [
    ticket.id,
  ]);
  if (above.length > 0)
    invalid('/ticket', `${ticket.number} is part of another incident; declare that one.`);
}
