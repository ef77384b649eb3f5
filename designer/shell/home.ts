/** What the rail offers and where a person starts, by what they may do. */

import { may } from '#designer/client/me.ts';
import type { Me } from '#designer/client/types/people.ts';

export type Place = 'desk' | 'approvals' | 'portal' | 'processes' | 'settings';

export function placesOf(me: Me): Place[] {
  const places: Place[] = [];
  if (may(me, 'ticket.update') || may(me, 'run.read')) places.push('desk');
  if (may(me, 'approval.decide') || me.counts.approvals > 0) places.push('approvals');
  if (may(me, 'catalog.request')) places.push('portal');
  if (may(me, 'process.read') || may(me, 'process.author')) places.push('processes');
  return [...places, 'settings'];
}

export function homeOf(me: Me): '/desk' | '/portal' | '/approvals' {
  const places = placesOf(me);
  if (places.includes('desk')) return '/desk';
  return places.includes('portal') ? '/portal' : '/approvals';
}
