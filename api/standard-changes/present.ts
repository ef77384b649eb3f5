/** Standard changes as they leave. */
import type { Static } from 'typebox';
import type { Principal } from '#domain/people/access.ts';
import { historyOfStandard } from '#domain/standard-changes/history.ts';
import { type Standard, type Uses, usesOf } from '#domain/standard-changes/standard.ts';
import { versionsOf } from '#domain/standard-changes/versions.ts';
import type { Work } from '#domain/work.ts';
import { allowedOn } from './policy.ts';
import type * as schemas from './schemas.ts';

export const presentListed = (
  standard: Standard & Uses,
  principal: Principal,
): Static<typeof schemas.ListedStandard> => ({
  id: standard.id,
  key: standard.key,
  name: standard.name,
  description: standard.description,
  category: standard.category,
  owner: standard.owner,
  state: standard.state,
  reason: standard.reason,
  inForce: standard.inForce,
  proposed: standard.proposed,
  minutes: standard.minutes,
  items: [...standard.items],
  reviewMonths: standard.reviewMonths,
  reviewAfter: standard.reviewAfter,
  suspends: standard.suspends,
  reviewOn: standard.reviewOn,
  uses: standard.uses,
  done: standard.done,
  wentWell: standard.wentWell,
  version: standard.version,
  allowed: allowedOn(principal, standard),
});

/** With its versions and what became of it. */
export async function presentStandard(
  work: Work,
  standard: Standard,
  principal: Principal,
): Promise<Static<typeof schemas.Standard>> {
  // What was done just now belongs to it.
  await work.em.flush();
  const versions = await versionsOf(work, standard.id);
  return {
    ...presentListed({ ...standard, ...(await usesOf(work, standard)) }, principal),
    versions: versions.map((one) => ({
      ...one,
      plan: { ...one.plan, steps: [...one.plan.steps] },
      stepPlaces: [...one.stepPlaces],
      items: [...one.items],
      votes: one.votes.map((vote) => ({ ...vote })),
    })),
    history: await historyOfStandard(work, standard.id),
  };
}
