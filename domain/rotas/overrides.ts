/** Somebody instead, from one moment to another. What has passed is not rewritten: it counts from when it is made. */
import { laterOf } from '#engine/instant.ts';
import { DomainError, invalid } from '../errors.ts';
import { record } from '../events/record.ts';
import { isId, newId } from '../ids.ts';
import type { Principal } from '../people/access.ts';
import { personMeant } from '../people/find.ts';
import { demandVersion } from '../version.ts';
import type { Work } from '../work.ts';
import { loadRotas, type RotaPerson } from './load.ts';
import { demandPart, managesRotas, membersOf } from './members.ts';
import type { Rota } from './rota.ts';
import { holdRota } from './rotas.ts';
import { demandSpan, hasAllOf } from './spans.ts';
import { tellOf } from './tell.ts';

export type OverrideView = {
  readonly id: string;
  readonly person: RotaPerson;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly madeBy: RotaPerson;
  readonly madeAt: string;
  readonly takenBackAt: string | null;
  readonly version: number;
};

export type NewOverride = {
  readonly person: string;
  readonly from: string;
  readonly to: string;
  readonly reason?: string;
};

const PERSON = (alias: string) =>
  `jsonb_build_object('id', ${alias}.id, 'name', ${alias}.name, 'email', ${alias}.email, 'active', ${alias}.active)`;
const VIEW = `select o.id, ${PERSON('p')} as person, o.from_at as "from", o.to_at as "to", o.reason, ${PERSON('m')} as "madeBy",
  o.made_at as "madeAt", o.taken_back_at as "takenBackAt", o.version
  from rota_override o join person p on p.id = o.person_id join person m on m.id = o.made_by`;

/** The latest first. */
export async function listOverrides(
  work: Work,
  rotaId: string,
  { take, after }: { readonly take: number; readonly after: string | null },
): Promise<OverrideView[]> {
  return work.em.execute<OverrideView[]>(
    `${VIEW} where o.rota_id = ?${after === null ? '' : ' and o.id < ?::uuid'} order by o.id desc limit ?`,
    [rotaId, ...(after === null ? [] : [after]), take],
  );
}

/** @throws DomainError not_permitted, invalid_input */
export async function makeOverride(
  work: Work,
  principal: Principal,
  rota: Rota,
  asked: NewOverride,
): Promise<OverrideView> {
  demandPart(principal, rota);
  const now = work.now.toISOString();
  const span = demandSpan('', asked);
  if (span.to <= now) invalid('/to', 'has passed already; who was on call then stays who it was.');
  const from = laterOf(now, span.from);
  const person = await personMeant(work, asked.person, '/person');
  if (!person.active) invalid('/person', 'may not sign in, and so cannot be on call.');
  await holdRota(work, rota);
  if (!managesRotas(principal) && person.id !== principal.personId) {
    const { rotas } = await loadRotas(work, { from, to: span.to }, { id: rota.id });
    const planned = rotas[0]?.rota;
    const isTheirs = planned && hasAllOf(planned, principal.personId, { from, to: span.to });
    if (!isTheirs || !membersOf(rota.plan).has(person.id))
      throw new DomainError(
        'not_permitted',
        'Members may stand in themselves, or let another member stand in for them.',
        { values: { permission: 'settings.manage' } },
      );
  }
  const id = newId();
  await work.em.execute(
    `insert into rota_override (id, tenant_id, rota_id, person_id, from_at, to_at, reason, made_by, made_at)
     values (?, current_tenant(), ?, ?, ?, ?, ?, ?, ?)`,
    [id, rota.id, person.id, from, span.to, reasonOf(asked), principal.personId, work.now],
  );
  await record(work, {
    type: 'rota.overridden',
    subject: { kind: 'rota', id: rota.id },
    data: { override: id, person: person.id, from, to: span.to },
  });
  if (person.id !== principal.personId)
    await tellOf(work, 'standIn', person.id, {
      rota,
      who: principal.name,
      spans: [{ from, to: span.to }],
      reason: reasonOf(asked),
    });
  return getOverride(work, rota.id, id);
}

/** @throws DomainError not_found */
export async function getOverride(work: Work, rotaId: string, id: string): Promise<OverrideView> {
  const [found] = isId(id)
    ? await work.em.execute<OverrideView[]>(`${VIEW} where o.rota_id = ? and o.id = ?`, [
        rotaId,
        id,
      ])
    : [];
  if (!found) throw new DomainError('not_found', 'There is no such override.');
  return found;
}

export const mayTakeBack = (
  principal: Principal,
  { person, madeBy, to, takenBackAt }: OverrideView,
  now: Date,
): boolean =>
  takenBackAt === null &&
  new Date(to) > now &&
  (managesRotas(principal) || [person.id, madeBy.id].includes(principal.personId));

/** One that has begun ends now. @throws DomainError not_permitted, stale_version, transition_not_allowed */
export async function takeBackOverride(
  work: Work,
  principal: Principal,
  rota: Rota,
  id: string,
  expected?: number,
): Promise<void> {
  await holdRota(work, rota);
  const override = await getOverride(work, rota.id, id);
  demandVersion(expected, override.version);
  if (override.takenBackAt !== null || new Date(override.to) <= work.now)
    throw new DomainError('transition_not_allowed', 'This override is over already.');
  if (!mayTakeBack(principal, override, work.now))
    throw new DomainError(
      'not_permitted',
      'Only who made it, who stands in, or who manages rotas may take it back.',
      { values: { permission: 'settings.manage' } },
    );
  await work.em.execute(
    'update rota_override set taken_back_at = ?, taken_back_by = ?, version = version + 1 where id = ?',
    [work.now, principal.personId, id],
  );
  await record(work, {
    type: 'rota.overrideTakenBack',
    subject: { kind: 'rota', id: rota.id },
    data: { override: id, person: override.person.id },
  });
}

const reasonOf = ({ reason = '' }: { readonly reason?: string }): string => reason.trim();
