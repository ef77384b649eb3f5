/** The exchanges of a rota as they are read: who gives which shift for which of whom, and how far they have come. */
import type { Span } from '#engine/rota.ts';
import { DomainError } from '../errors.ts';
import { isId } from '../ids.ts';
import type { Work } from '../work.ts';
import type { RotaPerson } from './load.ts';

export type SwapState = 'asked' | 'accepted' | 'declined' | 'takenBack';
export type SwapView = {
  readonly id: string;
  readonly state: SwapState;
  readonly asker: RotaPerson;
  readonly gives: Span;
  readonly other: RotaPerson;
  readonly takes: Span;
  readonly reason: string;
  readonly askedAt: string;
  readonly acceptedAt: string | null;
  readonly closedAt: string | null;
  readonly version: number;
};

const PERSON = (alias: string) =>
  `jsonb_build_object('id', ${alias}.id, 'name', ${alias}.name, 'email', ${alias}.email, 'active', ${alias}.active)`;
const VIEW = `select s.id, s.state, ${PERSON('a')} as asker, jsonb_build_object('from', s.asker_from, 'to', s.asker_to) as gives,
  ${PERSON('o')} as other, jsonb_build_object('from', s.other_from, 'to', s.other_to) as takes, s.reason,
  s.asked_at as "askedAt", s.accepted_at as "acceptedAt", s.closed_at as "closedAt", s.version
  from rota_swap s join person a on a.id = s.asker_id join person o on o.id = s.other_id`;

/** The latest first. */
export async function listSwaps(
  work: Work,
  rotaId: string,
  { take, after }: { readonly take: number; readonly after: string | null },
): Promise<SwapView[]> {
  return work.em.execute<SwapView[]>(
    `${VIEW} where s.rota_id = ?${after === null ? '' : ' and s.id < ?::uuid'} order by s.id desc limit ?`,
    [rotaId, ...(after === null ? [] : [after]), take],
  );
}

/** @throws DomainError not_found */
export async function getSwap(work: Work, rotaId: string, id: string): Promise<SwapView> {
  const [found] = isId(id)
    ? await work.em.execute<SwapView[]>(`${VIEW} where s.rota_id = ? and s.id = ?`, [rotaId, id])
    : [];
  if (!found) throw new DomainError('not_found', 'There is no such swap.');
  return found;
}
