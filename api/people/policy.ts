/** Who may see the directory and who may change it. Seeing it is needed by all who assign work or name approvers. */
import { type Permission, type Principal, scopeOf } from '#domain/people/access.ts';

export const DIRECTORY: readonly Permission[] = [
  'people.manage',
  'ticket.update',
  'process.author',
  'cab.manage',
  'queue.manage',
  'audit.read',
];

export const mayManagePeople = (principal: Principal): boolean =>
  scopeOf(principal, 'people.manage') === 'all';
