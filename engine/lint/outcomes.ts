/** What the work of an activity can come to, as far as the drawing tells. */

import { isActivity } from '../definition/is-activity.ts';
import type { Definition, Element } from '../definition.ts';
import { DONE, portsOf } from '../ports.ts';
import { elementsOf } from './finding.ts';
import { childrenOf, isEventSub } from './structure.ts';

export type Outcomes = {
  readonly named: readonly string[];
  /** It can also come to nothing in particular, and surely does so in some run. */
  readonly done: 'never' | 'sometimes' | 'surely';
  /** Another process may end with names that are not known here. */
  readonly isOpen: boolean;
};

export function outcomesOf(definition: Definition, element: Element): Outcomes {
  const { named, done, isOpen } = outcomesOnce(definition, element);
  // Items that come to different ends, or none at all, leave by no outcome of theirs.
  const isLoop = isActivity(element) && element.loop !== undefined;
  return { named, done: isLoop ? 'surely' : done, isOpen };
}

function outcomesOnce(definition: Definition, element: Element): Outcomes {
  switch (element.type) {
    case 'callActivity':
      return { named: [], done: 'sometimes', isOpen: true };
    case 'subProcess': {
      const scopes = scopesOf(definition, element.id);
      const ends = elementsOf(definition, 'endEvent').filter(
        ({ parent, error }) => parent !== undefined && scopes.has(parent) && !error,
      );
      const named = ends.flatMap(({ outcome }) => outcome ?? []);
      const isMixed = named.length > 0 && named.length < ends.length;
      const done = named.length === 0 ? 'surely' : isMixed ? 'sometimes' : 'never';
      return { named: [...new Set(named)], done, isOpen: false };
    }
    default: {
      const named = portsOf(element);
      return { named, done: named.length === 0 ? 'surely' : 'never', isOpen: false };
    }
  }
}

/** The sub-process, and the event sub-processes that can stand for it. */
function scopesOf(definition: Definition, sub: string): ReadonlySet<string> {
  const scopes = new Set([sub]);
  for (const scope of scopes) {
    for (const inner of childrenOf(definition, scope)) if (isEventSub(inner)) scopes.add(inner.id);
  }
  return scopes;
}

/** Every name by which a flow can leave it; DONE only where that is an outcome among others. */
export function canLeaveBy(definition: Definition, element: Element, port: string): boolean {
  const { named, done, isOpen } = outcomesOf(definition, element);
  if (named.includes(port)) return true;
  if (element.type === 'approval' && port === 'timedOut') return true;
  if (port !== DONE) return isOpen;
  const hasPorts =
    element.type === 'userTask' || element.type === 'subProcess' || element.type === 'callActivity';
  const isLoop = isActivity(element) && element.loop !== undefined;
  return (hasPorts || isLoop) && done !== 'never';
}
