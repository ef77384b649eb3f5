/** What a window would do before it is saved: when it is open, and which planned changes lie in it or beside it. */
import { MOST_DAYS_AHEAD } from '#engine/changes/next-slot.ts';
import { gaps, toSpan, toStretch } from '#engine/changes/stretches.ts';
import { openTimes } from '#engine/changes/windows.ts';
import { addSeconds } from '#engine/instant.ts';
import type { Span } from '#engine/rota.ts';
import type { Work } from '../work.ts';
import { changesUnder, type PlannedChange } from './scopes.ts';
import { toWindow } from './window-rows.ts';
import { demandWindow, type WindowFields } from './windows.ts';

export type WindowPreview = {
  readonly openings: readonly Span[];
  readonly inside: readonly PlannedChange[];
  readonly outside: readonly PlannedChange[];
};

/** Of the days that a free slot is looked for in. @throws DomainError invalid_input */
export async function previewWindow(
  work: Work,
  draft: Pick<WindowFields, 'scope' | 'opens'>,
): Promise<WindowPreview> {
  const { scope, opens } = await demandWindow(work, { ...draft, name: '' });
  const now = work.now.toISOString();
  const ahead = { from: now, to: addSeconds(now, MOST_DAYS_AHEAD * 86_400) };
  const window = toWindow({ id: '', name: '', version: 0, scope, opens });
  const changes = await changesUnder(work, ahead, scope);
  const lies = (change: PlannedChange): boolean => {
    const planned = toStretch(change);
    return gaps(openTimes(window, planned), planned).length === 0;
  };
  return {
    openings: openTimes(window, toStretch(ahead)).map(toSpan),
    inside: changes.filter(lies),
    outside: changes.filter((change) => !lies(change)),
  };
}
