/** Who may call a change standard that is opened from nothing of the catalog: those who manage changes. */
import { refuseStandardKind } from '#domain/changes/standard-kind.ts';
import { may, type Principal } from '#domain/people/access.ts';

export const mayCallStandard = (principal: Principal): boolean => may(principal, 'cab.manage');

/** @throws DomainError not_permitted */
export function demandStandardKind(principal: Principal, pointer: string): void {
  if (!mayCallStandard(principal)) refuseStandardKind(pointer);
}
