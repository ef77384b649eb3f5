/** A major incident as it leaves: with what the caller may do about it now. */
import { isReviewed, leads, type MajorIncident } from '#domain/major/major-incident.ts';
import type { Principal } from '#domain/people/access.ts';

export function presentMajor(major: MajorIncident, principal: Principal) {
  const { ticket, review, services, audience, ...rest } = major;
  const { id, number, status } = ticket;
  return {
    ...rest,
    ticket: { id, number, status },
    services: [...services],
    audience: {
      people: [...audience.people],
      groups: [...audience.groups],
      roles: [...audience.roles],
    },
    review: review && { summary: review.summary, cause: review.cause, at: review.at },
    allowed: leads(principal, major) ? ['read', ...actsOn(major)] : ['read'],
  };
}

const actsOn = (major: MajorIncident): string[] =>
  ACTS[major.state].filter((act) => act !== 'review' || !isReviewed(major));

const ACTS = {
  open: ['change', 'update', 'resolve', 'withdraw'],
  resolved: ['change', 'update', 'review', 'withdraw'],
  closed: [],
  withdrawn: [],
} as const;
