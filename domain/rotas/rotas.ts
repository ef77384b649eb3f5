/** Makes and changes rotas. A plan holds from the moment it is saved: who was on call before stays who it was. */
import { planProblems } from '#engine/rota/problems.ts';
import type { Plan } from '#engine/rota.ts';
import { Calendar } from '../clocks/calendar.ts';
import { DomainError, type FieldError, refuseTaken } from '../errors.ts';
import { record } from '../events/record.ts';
import { isId, newId } from '../ids.ts';
import { findPerson } from '../people/find.ts';
import { demandVersion } from '../version.ts';
import type { Work } from '../work.ts';
import { Rota } from './rota.ts';

export type RotaFields = { readonly key: string; readonly name: string; readonly plan: Plan };

/** People are named by address or id. @throws DomainError invalid_input, already_exists */
export async function createRota(work: Work, fields: RotaFields): Promise<Rota> {
  const { key, name } = fields;
  const plan = await plannable(work, fields.plan);
  if (await work.em.findOne(Rota, { tenantId: work.tenantId, key }))
    refuseTaken('/key', `There is a rota "${key}" already.`);
  const made = { id: newId(), tenantId: work.tenantId, key, name, plan };
  const rota = work.em.create(Rota, made, { persist: true });
  await work.em.flush();
  await keepPlan(work, rota);
  await record(work, {
    type: 'rota.created',
    subject: { kind: 'rota', id: rota.id },
    changes: { key: { before: null, after: key }, plan: { before: null, after: plan } },
  });
  return rota;
}

/** By id or key. @throws DomainError not_found, stale_version */
export async function getRota(work: Work, ref: string, expected?: number): Promise<Rota> {
  const rota = await work.em.findOne(
    Rota,
    isId(ref) ? { id: ref.toLowerCase() } : { tenantId: work.tenantId, key: ref },
  );
  if (!rota) throw new DomainError('not_found', 'There is no such rota.');
  demandVersion(expected, rota.version);
  return rota;
}

/** Whoever else changes who is on call in it waits: what is found to be somebody’s stays theirs until it is given away. */
export async function holdRota(work: Work, { id }: Rota): Promise<void> {
  await work.em.execute('select from rota where id = ? for no key update', [id]);
}

/** @throws DomainError invalid_input */
export async function changeRota(
  work: Work,
  rota: Rota,
  change: { readonly name?: string | undefined; readonly plan?: Partial<Plan> },
): Promise<Rota> {
  const before = { name: rota.name, plan: rota.plan, version: rota.version };
  const plan = await plannable(work, { ...rota.plan, ...change.plan });
  rota.name = change.name ?? rota.name;
  const isPlanned = JSON.stringify(plan) !== JSON.stringify(before.plan);
  if (isPlanned) rota.plan = plan;
  await work.em.flush();
  if (rota.version === before.version) return rota;
  if (isPlanned) await keepPlan(work, rota);
  await record(work, {
    type: 'rota.changed',
    subject: { kind: 'rota', id: rota.id },
    changes: {
      ...(rota.name === before.name ? {} : { name: { before: before.name, after: rota.name } }),
      ...(isPlanned ? { plan: { before: before.plan, after: plan } } : {}),
    },
  });
  return rota;
}

/** With its past. @throws DomainError in_use while a policy or a ladder tells whoever is on call in it */
export async function removeRota(work: Work, rota: Rota): Promise<void> {
  const [policy] = await work.em.execute<{ key: string }[]>(
    `select key from sla_policy where jsonb_path_query_array(policy, '$.**.rota') @> to_jsonb(?::text) order by key limit 1`,
    [rota.key],
  );
  if (policy)
    throw new DomainError('in_use', `The policy "${policy.key}" tells who is on call there.`);
  const [ladder] = await work.em.execute<{ key: string }[]>(
    `select key from escalation_ladder where jsonb_path_query_array(ladder, '$.**.rota') @> to_jsonb(?::text) order by key limit 1`,
    [rota.key],
  );
  if (ladder)
    throw new DomainError('in_use', `The ladder "${ladder.key}" asks who is on call there.`);
  work.em.remove(rota);
  await record(work, {
    type: 'rota.removed',
    subject: { kind: 'rota', id: rota.id },
    changes: { key: { before: rota.key, after: null } },
  });
}

async function keepPlan(work: Work, rota: Rota): Promise<void> {
  await work.em.execute(
    `insert into rota_plan (rota_id, number, tenant_id, plan, since, saved_by) values (?, ?, current_tenant(), ?, ?, ?)`,
    [
      rota.id,
      rota.version,
      JSON.stringify(rota.plan),
      work.now,
      work.actor.kind === 'person' ? work.actor.id : null,
    ],
  );
}

/** The plan with everybody by their id. @throws DomainError invalid_input with each mistake and its place */
async function plannable(work: Work, plan: Plan): Promise<Plan> {
  const errors: FieldError[] = [...planProblems(plan)];
  const layers = [];
  for (const [index, layer] of plan.layers.entries()) {
    const pointer = `/layers/${index}`;
    const people = [];
    for (const [place, reference] of layer.people.entries()) {
      const person = await findPerson(work, reference);
      if (person && !person.outside) people.push(person.id);
      else
        errors.push({
          pointer: `${pointer}/people/${place}`,
          detail: `names nobody here: ${reference}.`,
        });
    }
    const calendar = layer.holidays?.calendar;
    if (
      calendar !== undefined &&
      !(await work.em.findOne(Calendar, { tenantId: work.tenantId, key: calendar }))
    )
      errors.push({
        pointer: `${pointer}/holidays/calendar`,
        detail: `There is no calendar “${calendar}”.`,
      });
    layers.push({ ...layer, people });
  }
  if (errors.length > 0)
    throw new DomainError('invalid_input', errors.map(({ detail }) => detail).join(' '), {
      errors,
    });
  return { ...plan, layers };
}
