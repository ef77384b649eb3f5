/**
 * What of a scenario the process would not take although it names nothing wrongly: variables that do not fit, a completion
 * without an outcome of its task or that does not fit its form. The record refuses the same.
 */
import { Check } from 'typebox/schema';
import type { Definition } from '../definition.ts';
import { startOf } from '../graph/start-of.ts';
import { graphOf } from '../graph.ts';
import { withLinearPatterns } from '../pattern.ts';
import { DONE, portsOf } from '../ports.ts';
import type { Happening, Scenario } from './scenario.ts';

/** The first happening that does not fit, from 0; `given` where what it begins with does not; null where all does. */
export function unfitIn(
  definition: Definition,
  { given = {}, happenings }: Pick<Scenario, 'given' | 'happenings'>,
): number | 'given' | null {
  const isShort = given.undecided !== undefined;
  const { start = startOf(definition, 'manual'), variables } = given;
  const begun = start === null ? undefined : graphOf(definition).elements.get(start);
  const isByHand = begun?.type === 'startEvent' && begun.trigger.type === 'manual' && !isShort;
  if ((variables !== undefined || isByHand) && !fits(definition.variables, variables ?? {}))
    return 'given';
  const unfit = happenings.findIndex((happening) => !isFit(definition, happening, isShort));
  return unfit < 0 ? null : unfit;
}

function isFit(definition: Definition, happening: Happening, isShort: boolean): boolean {
  if (happening.type !== 'complete') return true;
  const element = graphOf(definition).elements.get(happening.element);
  if (element?.type !== 'userTask') return true;
  const { outcome, values } = happening;
  const outcomes = portsOf(element).length > 0 ? portsOf(element) : [DONE];
  const chosen = outcome ?? (outcomes.length === 1 ? outcomes[0] : undefined);
  if (chosen === undefined || !outcomes.includes(chosen)) return false;
  const { form } = element.task;
  if (form === undefined || (isShort && values === undefined))
    return Object.keys(values ?? {}).length === 0;
  return fits(form, values ?? {});
}

/** A schema that cannot be used refuses everything, as the record does. */
function fits(schema: object | undefined, values: object): boolean {
  if (schema === undefined) return true;
  try {
    return Check(withLinearPatterns({ ...schema }), values);
  } catch {
    return false;
  }
}
