/** A token may make tokens, but never one that can do more, or lives longer, than itself. */
import { DomainError, invalid } from '../errors.ts';
import type { Work } from '../work.ts';
import type { Principal } from './access.ts';
import type { NewAccessToken } from './access-token.ts';

/** @throws DomainError invalid_input, not_permitted */
export function narrowed(work: Work, principal: Principal, asked: NewAccessToken): NewAccessToken {
  if (asked.expiresAt && asked.expiresAt <= work.now) {
    return invalid('/expiresAt', 'must lie in the future.');
  }
  if (principal.via === 'session') return asked;
  return {
    ...asked,
    scopes: scopesWithin(principal, asked),
    expiresAt: endWithin(principal, asked),
  };
}

function scopesWithin(principal: Principal, asked: NewAccessToken): NewAccessToken['scopes'] {
  const own = principal.scopes;
  if (own === null) return asked.scopes;
  const wanted = asked.scopes ?? null;
  if (wanted?.every((scope) => own.includes(scope))) return wanted;
  throw new DomainError(
    'not_permitted',
    `The token used is limited to ${own.join(', ') || 'nothing'}; the new one must be, too.`,
    {
      errors: [{ pointer: '/scopes', detail: `must be among ${own.join(', ')}.` }],
    },
  );
}

function endWithin(principal: Principal, asked: NewAccessToken): Date | null {
  const [own, wanted] = [principal.expiresAt, asked.expiresAt ?? null];
  if (own === null) return wanted;
  return wanted === null || wanted > own ? own : wanted;
}
