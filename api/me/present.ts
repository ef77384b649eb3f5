/** The caller, as they are shown to themselves. */
import type { Static } from 'typebox';
import { hasMeetings } from '#domain/cab/see.ts';
import { may, type Principal } from '#domain/people/access.ts';
import { waitingFor } from '#domain/people/waiting.ts';
import type { Work } from '#domain/work.ts';
import type { Me } from './schemas.ts';

export const presentMyself = (principal: Principal) => ({
  id: principal.personId,
  email: principal.email,
  name: principal.name,
  locale: principal.locale,
  timeZone: principal.timeZone,
});

export async function presentMe(work: Work, principal: Principal): Promise<Static<typeof Me>> {
  return {
    user: presentMyself(principal),
    tenant: { key: principal.tenantKey, name: principal.tenantName },
    permissions: principal.permissions
      .map(({ permission }) => permission)
      .filter((permission) => may(principal, permission)),
    roles: [...principal.roles],
    ...(principal.csrfToken === null ? {} : { csrfToken: principal.csrfToken }),
    counts: await waitingFor(work, principal.personId),
    meetings: await hasMeetings(work, principal.personId),
    sendsMail: work.sendsMail !== false,
  };
}
