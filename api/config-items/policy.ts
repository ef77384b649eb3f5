/** Who may look at what the desk looks after, and who may change it. */
import { DIRECTORY, type Permission, type Principal, scopeOf } from '#domain/people/access.ts';

export const READERS: readonly Permission[] = ['ticket.read', 'configItem.manage', ...DIRECTORY];

export const mayManageItems = (principal: Principal): boolean =>
  scopeOf(principal, 'configItem.manage') === 'all';
