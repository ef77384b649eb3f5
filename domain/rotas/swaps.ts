/**
 * Two people exchange shifts: one asks, the other accepts or declines. Nothing moves before both have agreed, and only what is
 * still theirs then. Both, or who manages rotas, may take it back until the first of the two shifts begins.
 */

import { earlierOf, laterOf } from '#engine/instant.ts';
import type { Span } from '#engine/rota.ts';
import { DomainError, invalid } from '../errors.ts';
import { newId } from '../ids.ts';
import type { Principal } from '../people/access.ts';
import { personMeant } from '../people/find.ts';
import { demandVersion } from '../version.ts';
import type { Work } from '../work.ts';
import { closeSwap, recordSwap, tellOfSwap } from './close-swap.ts';
import { loadRotas } from './load.ts';
import { demandPart, managesRotas } from './members.ts';
import { getSwap, type SwapView } from './read-swaps.ts';
import type { Rota } from './rota.ts';
import { holdRota } from './rotas.ts';
import { demandSpan, hasAllOf } from './spans.ts';

export type NewSwap = {
  readonly gives: Span;
  readonly takes: Span & { readonly person: string };
  readonly reason?: string;
};

/** @throws DomainError not_permitted, invalid_input */
export async function askSwap(
  work: Work,
  principal: Principal,
  rota: Rota,
  asked: NewSwap,
): Promise<SwapView> {
  demandPart(principal, rota);
  const gives = demandSpan('/gives', asked.gives);
  const takes = demandSpan('/takes', asked.takes);
  const other = await personMeant(work, asked.takes.person, '/takes/person');
  if (other.id === principal.personId) invalid('/takes/person', 'must be somebody else.');
  if (!other.active) invalid('/takes/person', 'may not sign in, and so cannot be on call.');
  const now = work.now.toISOString();
  if (gives.from < now) invalid('/gives/from', 'has passed already.');
  if (takes.from < now) invalid('/takes/from', 'has passed already.');
  if (gives.from < takes.to && takes.from < gives.to)
    invalid('/takes', 'overlaps what is given for it.');
  const theirs = await whoseIs(work, rota, principal.personId, gives, other.id, takes);
  if (!theirs.gives) invalid('/gives', 'You are not on call all through this while.');
  if (!theirs.takes) invalid('/takes', 'They are not on call all through this while.');
  const id = newId();
  await work.em.execute(
    `insert into rota_swap (id, tenant_id, rota_id, asker_id, asker_from, asker_to, other_id, other_from, other_to, reason, asked_at)
     values (?, current_tenant(), ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      id,
      rota.id,
      principal.personId,
      gives.from,
      gives.to,
      other.id,
      takes.from,
      takes.to,
      reasonOf(asked),
      work.now,
    ],
  );
  await recordSwap(work, rota, 'rota.swapAsked', id);
  await tellOfSwap(work, principal, rota, 'swapAsked', other.id, [takes, gives], reasonOf(asked));
  return getSwap(work, rota.id, id);
}

/** @throws DomainError not_permitted, stale_version, transition_not_allowed where it is closed or nothing to exchange any more */
export async function acceptSwap(
  work: Work,
  principal: Principal,
  rota: Rota,
  id: string,
  expected?: number,
): Promise<SwapView> {
  const swap = await lockSwap(work, rota, id, expected);
  demandAsked(swap);
  demandOther(principal, swap);
  if (!swap.asker.active)
    throw new DomainError(
      'transition_not_allowed',
      `${swap.asker.name} may not sign in any more, and so cannot be on call.`,
    );
  const theirs = await whoseIs(work, rota, swap.asker.id, swap.gives, swap.other.id, swap.takes);
  const hasBegun = [swap.gives, swap.takes].some(({ from }) => new Date(from) < work.now);
  if (!theirs.gives || !theirs.takes || hasBegun)
    throw new DomainError(
      'transition_not_allowed',
      'These shifts have begun or are not both theirs any more. Ask again for what is.',
    );
  return closeSwap(work, principal, rota, swap, 'accepted');
}

/** @throws DomainError not_permitted, stale_version, transition_not_allowed */
export async function declineSwap(
  work: Work,
  principal: Principal,
  rota: Rota,
  id: string,
  expected?: number,
): Promise<SwapView> {
  const swap = await lockSwap(work, rota, id, expected);
  demandAsked(swap);
  demandOther(principal, swap);
  return closeSwap(work, principal, rota, swap, 'declined');
}

/** @throws DomainError not_permitted, stale_version, transition_not_allowed once one of the shifts has begun */
export async function takeBackSwap(
  work: Work,
  principal: Principal,
  rota: Rota,
  id: string,
  expected?: number,
): Promise<SwapView> {
  const swap = await lockSwap(work, rota, id, expected);
  if (!isOpen(swap, work.now))
    throw new DomainError(
      'transition_not_allowed',
      'This swap is closed, or one of its shifts has begun.',
    );
  if (!isPart(principal, swap) && !managesRotas(principal))
    throw new DomainError(
      'not_permitted',
      'Only the two of them and who manages rotas may take it back.',
      { values: { permission: 'settings.manage' } },
    );
  if (await isBuiltUpon(work, swap))
    throw new DomainError(
      'transition_not_allowed',
      'One of these shifts has been exchanged again since. Take that back first.',
    );
  return closeSwap(work, principal, rota, swap, 'takenBack');
}

/** What the caller may do with it now. */
export function allowedIn(principal: Principal, swap: SwapView, now: Date): string[] {
  const isTheirs = isPart(principal, swap) || managesRotas(principal);
  const isAsked = swap.state === 'asked' && swap.other.id === principal.personId;
  return [
    ...(isAsked && isOpen(swap, now) ? ['accept'] : []),
    ...(isAsked ? ['decline'] : []),
    ...(isTheirs && isOpen(swap, now) ? ['takeBack'] : []),
  ];
}

const isPart = ({ personId }: Principal, { asker, other }: SwapView): boolean =>
  [asker.id, other.id].includes(personId);

/** Nothing that has begun is taken back; what was only asked may be at any time. */
const isOpen = ({ state, gives, takes }: SwapView, now: Date): boolean =>
  state === 'asked' ||
  (state === 'accepted' && [gives, takes].every(({ from }) => new Date(from) > now));

function demandAsked({ state }: SwapView): void {
  if (state === 'asked') return;
  throw new DomainError('transition_not_allowed', `This swap is closed: ${state}.`);
}

function demandOther({ personId }: Principal, { other }: SwapView): void {
  if (other.id === personId) return;
  throw new DomainError('not_permitted', `Only ${other.name} can say so.`);
}

async function lockSwap(
  work: Work,
  rota: Rota,
  id: string,
  expected: number | undefined,
): Promise<SwapView> {
  await holdRota(work, rota);
  const swap = await getSwap(work, rota.id, id);
  demandVersion(expected, swap.version);
  return swap;
}

async function whoseIs(
  work: Work,
  rota: Rota,
  one: string,
  gives: Span,
  other: string,
  takes: Span,
): Promise<{ readonly gives: boolean; readonly takes: boolean }> {
  const from = earlierOf(gives.from, takes.from);
  const to = laterOf(gives.to, takes.to);
  const { rotas } = await loadRotas(work, { from, to }, { id: rota.id });
  const planned = rotas[0]?.rota;
  if (!planned) return { gives: false, takes: false };
  const exact = ({ from, to }: Span): Span => ({
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
  });
  return {
    gives: hasAllOf(planned, one, exact(gives)),
    takes: hasAllOf(planned, other, exact(takes)),
  };
}

/** A later exchange of what this one has moved would be left with one half of it. */
async function isBuiltUpon(work: Work, { id }: SwapView): Promise<boolean> {
  const later = await work.em.execute<unknown[]>(
    `select 1 from rota_swap s join rota_swap l on l.rota_id = s.rota_id and (l.accepted_at, l.id) > (s.accepted_at, s.id)
     where s.id = ? and s.state = 'accepted' and l.state = 'accepted'
       and (tstzrange(s.asker_from, s.asker_to) && tstzrange(l.asker_from, l.asker_to)
         or tstzrange(s.asker_from, s.asker_to) && tstzrange(l.other_from, l.other_to)
         or tstzrange(s.other_from, s.other_to) && tstzrange(l.asker_from, l.asker_to)
         or tstzrange(s.other_from, s.other_to) && tstzrange(l.other_from, l.other_to)) limit 1`,
    [id],
  );
  return later.length > 0;
}

const reasonOf = ({ reason = '' }: { readonly reason?: string }): string => reason.trim();
