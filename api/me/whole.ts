/** One's own account is for oneself, and for tokens that may do all that one may. */
import { DomainError } from '#domain/errors.ts';
import type { Principal } from '#domain/people/access.ts';

/** Returns whose account it is. @throws DomainError not_permitted */
export function demandWhole({ scopes, personId }: Principal): string {
  if (scopes === null) return personId;
  throw new DomainError(
    'not_permitted',
    'This token is limited to some permissions, and one’s own account is none of them. Sign in, or use a token without limits.',
  );
}
