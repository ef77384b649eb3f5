/** What a ticket is about: the items that are affected, put there and taken away by those who work on it, and told as a change of it. */
import { madeAnother } from '../cab/made-another.ts';
import { followPlan } from '../changes/follow.ts';
import { demandUnapproved } from '../changes/verdicts.ts';
import { weighAnew } from '../changes/weigh.ts';
import { invalid } from '../errors.ts';
import { changesBetween } from '../events/changes.ts';
import { demandWithin } from '../standard-changes/open.ts';
import { affectedFacts } from '../tickets/facts.ts';
import type { PersonRef } from '../tickets/references.ts';
import { marks } from '../tickets/sql.ts';
import { demandVersion, lockTicket, settle, snapshot } from '../tickets/update.ts';
import type { Work } from '../work.ts';
import { type Criticality, type ItemKind, OWNER } from './config-item.ts';

/** So many may one ticket be about. */
export const AFFECTED_MAX = 100;

export type AffectedItem = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly kind: ItemKind;
  readonly criticality: Criticality;
  readonly active: boolean;
  readonly owner: PersonRef | null;
  readonly addedAt: string;
};

/** The most critical first. */
export async function affectedBy(work: Work, ticketId: string): Promise<AffectedItem[]> {
  const rows = await work.em.execute<AffectedItem[]>(
    `select i.id, i.key, i.name, i.kind, i.criticality, i.active, ${OWNER} as owner, x.added_at as "addedAt"
     from ticket_item x join config_item i on i.id = x.item_id left join person p on p.id = i.owner_id
     where x.ticket_id = ? and x.role = 'affected' order by i.criticality, i.key`,
    [ticketId],
  );
  return rows.map((row) => ({ ...row, addedAt: new Date(row.addedAt).toISOString() }));
}

/** Makes these, and no others, what the ticket is about; `pointer`: where the caller said them. @throws DomainError not_found, stale_version, invalid_input */
export async function setAffected(
  work: Work,
  ticketId: string,
  keys: readonly string[],
  { expected, pointer = '/items' }: { readonly expected?: number; readonly pointer?: string } = {},
): Promise<void> {
  const ticket = await lockTicket(work, ticketId);
  demandVersion(ticket, expected);
  const before = await factsOf(work, ticket.id);
  const ids = await idsOf(work, keys, before.configItems, pointer);
  if (ticket.type === 'change') await demandWithin(work, ticket.id, ids, pointer);
  await work.em.execute(
    `delete from ticket_item where ticket_id = ? and role = 'affected' ${ids.length > 0 ? `and item_id not in (${marks(ids)})` : ''}`,
    [ticket.id, ...ids],
  );
  if (ids.length > 0)
    await work.em.execute(
      `insert into ticket_item (tenant_id, ticket_id, item_id, added_at)
       select current_tenant(), ?::uuid, id, ? from config_item where id in (${marks(ids)}) on conflict do nothing`,
      [ticket.id, work.now, ...ids],
    );
  const changes = changesBetween(before, await factsOf(work, ticket.id));
  if (ticket.type === 'change' && 'configItems' in changes)
    await demandUnapproved(work, ticket.id, pointer);
  await settle(work, ticket, snapshot(ticket), 'ticket.updated', changes);
  if (ticket.type !== 'change' || Object.keys(changes).length === 0) return;
  await weighAnew(work, ticket.id);
  await followPlan(work, ticket.id);
  await madeAnother(work, ticket.id, Object.keys(changes));
}

type Facts = { readonly configItems: readonly string[]; readonly criticality: number | null };

async function factsOf(work: Work, ticketId: string): Promise<Facts> {
  const [facts] = await work.em.execute<Facts[]>(
    `select ${affectedFacts('t.id')} from ticket t where t.id = ?`,
    [ticketId],
  );
  return facts ?? { configItems: [], criticality: null };
}

/** What is retired may stay, and is not put there anew. */
async function idsOf(
  work: Work,
  keys: readonly string[],
  before: readonly string[],
  pointer: string,
): Promise<string[]> {
  if (keys.length === 0) return [];
  const rows = await work.em.execute<{ id: string; key: string; active: boolean }[]>(
    `select id, key, active from config_item where tenant_id = current_tenant() and key in (${marks(keys)})`,
    [...keys],
  );
  const known = new Map(rows.map((row) => [row.key, row]));
  return keys.map((key, index) => {
    const found = known.get(key);
    if (!found) return invalid(`${pointer}/${index}`, `There is no service or system “${key}”.`);
    if (!found.active && !before.includes(key))
      return invalid(`${pointer}/${index}`, `“${key}” is retired.`);
    return found.id;
  });
}
