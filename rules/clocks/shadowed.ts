/**
 * Policies that can never hold, because others that are asked before them take every ticket they are about. Sound, not
 * complete: an earlier policy counts only where it asks for nothing but the type and the priority of a ticket, so what is
 * called shadowed is, and not all that is shadowed is called so. Pure.
 */
import { trackOf } from '#engine/clocks/measures.ts';
import type { ClockPolicy } from '#engine/clocks/policy.ts';

const PRIORITIES = [1, 2, 3, 4] as const;

/** The keys of the policies that take all that this one is about; null where something may be left for it. */
export function shadowOf(
  policy: ClockPolicy,
  earlier: readonly ClockPolicy[],
): readonly string[] | null {
  if (policy.active === false) return null;
  const rivals = earlier.filter(
    (one) => trackOf(one) === trackOf(policy) && isPlain(one) && isValidWhile(one, policy),
  );
  const taking = new Set<string>();
  for (const type of policy.ticketTypes)
    for (const priority of prioritiesOf(policy.targets)) {
      const taker = rivals.find(
        ({ ticketTypes, targets }) =>
          ticketTypes.includes(type) &&
          targets.some(
            ({ when, priorities }) => !when && (!priorities || priorities.includes(priority)),
          ),
      );
      if (!taker) return null;
      taking.add(taker.key);
    }
  return [...taking];
}

const isPlain = ({ active, when }: ClockPolicy): boolean => active !== false && when === undefined;

const isValidWhile = (one: ClockPolicy, other: ClockPolicy): boolean =>
  (one.validFrom === undefined ||
    (other.validFrom !== undefined && one.validFrom <= other.validFrom)) &&
  (one.validUntil === undefined ||
    (other.validUntil !== undefined && one.validUntil >= other.validUntil));

const prioritiesOf = (targets: ClockPolicy['targets']): readonly number[] => {
  const rows = targets.map(({ priorities }) => priorities ?? PRIORITIES);
  return PRIORITIES.filter((priority) => rows.some((row) => row.includes(priority)));
};
