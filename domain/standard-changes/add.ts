/** Writes a standard change and its versions; what is decided about them is decided elsewhere. */
import { findChange } from '../changes/change.ts';
import { checkedWishes, wishesOf } from '../changes/step-wishes.ts';
import { invalid, refuseTaken } from '../errors.ts';
import { record } from '../events/record.ts';
import { newId } from '../ids.ts';
import { personMeant } from '../people/find.ts';
import { marks } from '../tickets/sql.ts';
import type { Work } from '../work.ts';
import type { StandardFields } from './standard.ts';
import { type Template, templateOf } from './template.ts';

const USUAL_MINUTES = 60;
const MINUTE_MS = 60_000;

export type VersionFields = {
  readonly plan?: Partial<Template>;
  readonly minutes?: number;
  /** Keys. */
  readonly items?: readonly string[];
  readonly note?: string;
};

export type NewStandard = Partial<StandardFields> & {
  readonly key: string;
  readonly name: string;
  /** An address or an id; whoever proposes it, unless said. */
  readonly owner?: string;
};

/** Returns its id. @throws DomainError already_exists, invalid_input */
export async function addStandard(work: Work, fields: NewStandard): Promise<string> {
  const owner = await ownerOf(work, fields.owner);
  const id = newId();
  const made = await work.em.execute<unknown[]>(
    `insert into standard_change (id, tenant_id, key, name, description, category, owner_id, review_months, review_after, suspends)
     values (?, current_tenant(), ?, ?, ?, ?, ?, ?, ?, ?) on conflict (tenant_id, key) do nothing returning id`,
    [
      id,
      fields.key,
      fields.name,
      fields.description ?? '',
      fields.category ?? null,
      owner,
      fields.reviewMonths ?? 12,
      fields.reviewAfter ?? 1,
      fields.suspends ?? false,
    ],
  );
  if (made.length === 0) refuseTaken('/key', `There is a standard change “${fields.key}” already.`);
  return id;
}

async function ownerOf(work: Work, meant: string | undefined): Promise<string> {
  const person = meant ?? (work.actor.kind === 'person' ? work.actor.id : undefined);
  if (person === undefined) return invalid('/owner', 'Say who owns it.');
  return (await personMeant(work, person, '/owner')).id;
}

/** @throws DomainError invalid_input */
export async function addVersion(
  work: Work,
  standard: { readonly id: string; readonly name: string },
  said: VersionFields,
  { from, missing }: { readonly from: string | null; readonly missing: 'refused' | 'nobody' },
): Promise<number> {
  const [row] = await work.em.execute<{ number: number }[]>(
    'select coalesce(max(number), 0) + 1 as number from standard_change_version where standard_id = ?',
    [standard.id],
  );
  const number = row?.number ?? 1;
  const usual = templateOf(said.plan ?? {});
  const steps = await checkedWishes(work, usual.steps, { pointer: '/plan/steps', missing });
  const plan = { ...usual, steps };
  await work.em.execute(
    `insert into standard_change_version (standard_id, number, tenant_id, plan, minutes, items, note, from_change, proposed_by, proposed_at)
     values (?, ?, current_tenant(), ?, ?, array(select value::uuid from jsonb_array_elements_text(?)), ?, ?, ?, ?)`,
    [
      standard.id,
      number,
      JSON.stringify(plan),
      said.minutes ?? USUAL_MINUTES,
      JSON.stringify(await itemIds(work, said.items ?? [])),
      said.note ?? '',
      from,
      work.actor.kind === 'person' ? work.actor.id : null,
      work.now,
    ],
  );
  await record(work, {
    type: 'standardChange.proposed',
    subject: { kind: 'standardChange', id: standard.id },
    data: { name: standard.name, version: number, note: said.note ?? '' },
  });
  return number;
}

async function itemIds(work: Work, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return [];
  const rows = await work.em.execute<{ id: string; key: string }[]>(
    `select id, key from config_item where tenant_id = current_tenant() and active and key in (${marks(keys)})`,
    [...keys],
  );
  return keys.map(
    (key, index) =>
      rows.find((row) => row.key === key)?.id ??
      invalid(`/items/${index}`, `There is no service or system “${key}” in use.`),
  );
}

/** What the plan of a change that went well says. @throws DomainError invalid_input */
export async function takenFrom(
  work: Work,
  changeId: string,
): Promise<Required<Pick<VersionFields, 'plan' | 'minutes' | 'items'>>> {
  const change = await findChange(work, changeId);
  if (!change) return invalid('/fromChange', 'That is no change.');
  const caused = await work.em.execute<unknown[]>(
    `select 1 from ticket_cause c join ticket x on x.id = c.ticket_id and x.deleted_at is null
     where c.change_id = ? limit 1`,
    [changeId],
  );
  if (change.result !== 'successful' || caused.length > 0)
    invalid(
      '/fromChange',
      `Only a change that went well is an example, and ${change.number} is none.`,
    );
  const { plannedFrom, plannedTo } = change;
  const planned =
    plannedFrom === null || plannedTo === null
      ? USUAL_MINUTES
      : Math.ceil((Date.parse(plannedTo) - Date.parse(plannedFrom)) / MINUTE_MS);
  return {
    plan: templateOf({ ...change, steps: await wishesOf(work, change) }),
    minutes: planned,
    items: change.items.map(({ key }) => key),
  };
}
