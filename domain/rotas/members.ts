/**
 * Who may do what in a rota. Who manages rotas may do everything; its members may stand in for somebody, let a member stand in
 * for themselves, and exchange shifts when both agree.
 */
import type { Plan } from '#engine/rota.ts';
import { DomainError } from '../errors.ts';
import { type Principal, scopeOf } from '../people/access.ts';

export const managesRotas = (principal: Principal): boolean =>
  scopeOf(principal, 'settings.manage') === 'all';

export const membersOf = ({ layers }: Plan): ReadonlySet<string> =>
  new Set(layers.flatMap(({ people }) => people));

export const isMember = ({ personId }: Principal, { plan }: { readonly plan: Plan }): boolean =>
  membersOf(plan).has(personId);

/** @throws DomainError not_permitted */
export function demandPart(principal: Principal, rota: { readonly plan: Plan }): void {
  if (managesRotas(principal) || isMember(principal, rota)) return;
  throw new DomainError('not_permitted', 'Only its members and who manages rotas may do this.', {
    values: { permission: 'settings.manage' },
  });
}
