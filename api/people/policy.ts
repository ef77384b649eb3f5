/** Who may change the directory. */
import { type Principal, scopeOf } from '#domain/people/access.ts';

export const mayManagePeople = (principal: Principal): boolean =>
  scopeOf(principal, 'people.manage') === 'all';
