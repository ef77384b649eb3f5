/** Who may call a change standard: whoever opens it from the catalog, and those who manage changes. */
import { DomainError } from '../errors.ts';

/** @throws DomainError not_permitted */
export function refuseStandardKind(pointer: string): never {
  throw new DomainError(
    'not_permitted',
    'A change is standard when it is opened from a standard change of the catalog.',
    {
      errors: [{ pointer, detail: 'Open it from the catalog, or leave this to a change manager.' }],
      values: { permission: 'cab.manage' },
    },
  );
}
