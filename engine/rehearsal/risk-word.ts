/** The risk of a change that a person has set is their word: no action of a process sets it aside, as on the record. */
import { PLAN_FIELD } from '../changes/plan.ts';
import { isObject, type Json } from '../json.ts';

type Values = { readonly [field: string]: Json };

const RISK = `${PLAN_FIELD}risk`;

export function besidesWord(ticket: Values, set: Values | null): Values | null {
  const { change } = ticket;
  if (set === null || !(RISK in set) || !isObject(change) || change.riskBy !== 'person') return set;
  const { [RISK]: _, ...others } = set;
  return others;
}
