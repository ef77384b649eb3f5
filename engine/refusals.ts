/**
 * With which codes the record may not be able to answer what an element asks before it does anything: until when to wait, in
 * business time or by a fact, and what an expression that looks at the record comes to. Such a failure can be caught; what a
 * run computes alone and cannot is a failure of its own, which nothing catches.
 */

import type { Timer } from './definition/caught.ts';
import { isActivity } from './definition/is-activity.ts';
import type { Element } from './definition.ts';
import { isOwn } from './expression/index.ts';
import { toInstant, wallSeconds } from './instant.ts';

const OF_EXPRESSIONS = ['bad_expression', 'result_too_large'] as const;

export function refusalsOf(element: Element): readonly string[] {
  if (element.type === 'intermediateCatchEvent' && element.timer) return ofTimer(element.timer);
  return expressionsOf(element).every(isOwn) ? [] : OF_EXPRESSIONS;
}

function ofTimer(timer: Timer): readonly string[] {
  if ('after' in timer) return wallSeconds(timer.after) === null ? ['not_found'] : [];
  if ('at' in timer) return toInstant(timer.at) === null ? ['bad_instant'] : [];
  const inBusiness = timer.before !== undefined && wallSeconds(timer.before) === null;
  return inBusiness ? ['bad_instant', 'not_found'] : ['bad_instant'];
}

/** What is to be computed first, in one question. */
function expressionsOf(element: Element): readonly string[] {
  if (isActivity(element)) {
    const { loop, inputs = {} } = element;
    return loop ? [loop.each] : Object.values(inputs);
  }
  switch (element.type) {
    case 'intermediateCatchEvent':
      return given(element.message?.key);
    case 'intermediateThrowEvent':
    case 'endEvent':
      return given(element.message?.key, element.message?.value ?? element.signal?.value);
    default:
      return [];
  }
}

const given = (...texts: readonly (string | undefined)[]): readonly string[] =>
  texts.filter((text) => text !== undefined);
