/** What the rail offers and where a person starts, by what they may do. */

import { may } from '#designer/client/me.ts';
import type { Me } from '#designer/client/types/people.ts';

const DIRECTORY = [
  'people.manage',
  'ticket.update',
  'process.author',
  'cab.manage',
  'queue.manage',
  'audit.read',
];

export type Place =
  | 'desk'
  | 'approvals'
  | 'portal'
  | 'processes'
  | 'onCall'
  | 'reports'
  | 'majors'
  | 'changes'
  | 'cab'
  | 'settings';

export function placesOf(me: Me): Place[] {
  const places: Place[] = [];
  if (may(me, 'ticket.update') || may(me, 'run.read')) places.push('desk');
  if (may(me, 'approval.decide') || me.counts.approvals > 0) places.push('approvals');
  if (may(me, 'catalog.request')) places.push('portal');
  if (may(me, 'process.read') || may(me, 'process.author')) places.push('processes');
  // Who may see the directory sees who is on call.
  if (DIRECTORY.some((permission) => may(me, permission))) places.push('onCall');
  if (may(me, 'report.read')) places.push('reports');
  if (may(me, 'ticket.update') || may(me, 'majorIncident.declare')) places.push('majors');
  const looksAtChanges = may(me, 'ticket.update') || may(me, 'cab.manage');
  if (looksAtChanges) places.push('changes');
  // Members of a board and who stands in for them need no role.
  if (looksAtChanges || me.meetings) places.push('cab');
  return [...places, 'settings'];
}

export function homeOf(me: Me): '/desk' | '/portal' | '/approvals' {
  const places = placesOf(me);
  if (places.includes('desk')) return '/desk';
  return places.includes('portal') ? '/portal' : '/approvals';
}
