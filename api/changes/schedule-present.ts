/** Freezes, windows and what comes under them as they leave: with everything by name. */
import type { Static } from 'typebox';
import type { SavedFreeze } from '#domain/changes/freezes.ts';
import { namesOfChanges } from '#domain/changes/list.ts';
import { nameScopes, type PlannedChange } from '#domain/changes/scopes.ts';
import type { MaintenanceWindow } from '#domain/changes/window-rows.ts';
import type { Principal } from '#domain/people/access.ts';
import type { Work } from '#domain/work.ts';
import { managesSchedule } from './policy.ts';
import type * as schemas from './schedule-schemas.ts';

const allowedTo = (principal: Principal): string[] => [
  'read',
  ...(managesSchedule(principal) ? ['update', 'delete'] : []),
];

export async function presentFreezes(
  work: Work,
  principal: Principal,
  freezes: readonly SavedFreeze[],
): Promise<Static<typeof schemas.Freeze>[]> {
  const scopes = await nameScopes(
    work,
    freezes.map(({ scope }) => scope),
  );
  return freezes.map((freeze, index) => ({
    ...freeze,
    scope: scopes[index] as Static<typeof schemas.Freeze>['scope'],
    allowed: allowedTo(principal),
  }));
}

export async function presentWindows(
  work: Work,
  principal: Principal,
  windows: readonly MaintenanceWindow[],
): Promise<Static<typeof schemas.Window>[]> {
  const scopes = await nameScopes(
    work,
    windows.map(({ scope }) => scope),
  );
  return windows.map((window, index) => ({
    ...window,
    scope: scopes[index] as Static<typeof schemas.Window>['scope'],
    allowed: allowedTo(principal),
  }));
}

/** One that the caller may not see is only said to be there. */
export async function presentPlanned(
  work: Work,
  principal: Principal,
  changes: readonly PlannedChange[],
): Promise<Static<typeof schemas.Caught>['changes']> {
  const ids = changes.map(({ id }) => id);
  const names = await namesOfChanges(work, principal, ids);
  return changes.map(({ id, ...rest }) => ({ ...rest, change: names.get(id) ?? null }));
}
