/** What in a scenario cannot be played on a process, told before anything is: with the words the record would refuse it with. */
import { Check } from 'typebox/schema';
import type { Definition } from '#engine/definition.ts';
import { startOf } from '#engine/graph/start-of.ts';
import { isTooDeep, schemaErrors } from '#engine/lint/schema-errors.ts';
import { type Happening, misnamed, Scenario } from '#engine/rehearsal/index.ts';
import { DomainError, type FieldError } from '../errors.ts';
import { completionErrors } from '../tasks/complete-task.ts';
import { elementOf } from './definitions.ts';
import { variableErrors } from './start-run.ts';

const ERRORS_MAX = 100;

/** A scenario that can be played on this process. @throws DomainError invalid_input, with a pointer to each mistake */
export function demandScenario(value: unknown, definition: Definition): Scenario {
  const scenario = readScenario(value);
  const errors = unplayableIn(scenario, definition);
  return errors.length === 0
    ? scenario
    : refuse(`“${definition.name}” cannot be played like this.`, errors);
}

/** A scenario, of whatever process. @throws DomainError invalid_input, with a pointer to each mistake */
export function readScenario(value: unknown): Scenario {
  const errors = isTooDeep(value)
    ? [{ pointer: '', detail: 'is nested too deeply' }]
    : schemaErrors(Scenario, value);
  if (errors.length === 0 && Check(Scenario, value)) return value;
  return refuse(
    'This is no scenario.',
    errors.length > 0 ? errors : [{ pointer: '', detail: 'is no scenario' }],
  );
}

/** What of it this process does not have, or would not take. */
export function unplayableIn(scenario: Scenario, definition: Definition): readonly FieldError[] {
  return [
    ...misnamed(definition, scenario),
    ...givenErrors(definition, scenario),
    ...scenario.happenings.flatMap((happening, index) =>
      happeningErrors(definition, happening, `/happenings/${index}`, isUndecided(scenario)),
    ),
  ];
}

/** A scenario whose gateways do not look at the facts may leave out what people fill in. */
const isUndecided = ({ given }: Scenario): boolean => given?.undecided !== undefined;

function givenErrors(definition: Definition, scenario: Scenario): readonly FieldError[] {
  const { start = startOf(definition, 'manual'), variables } = scenario.given ?? {};
  const begun = start === null ? undefined : elementOf(definition, 'startEvent', start);
  const isByHand = begun?.trigger.type === 'manual' && !isUndecided(scenario);
  if (variables === undefined && !isByHand) return [];
  return variableErrors(definition.variables, variables ?? {}, '/given/variables');
}

function happeningErrors(
  definition: Definition,
  happening: Happening,
  at: string,
  isShort: boolean,
): readonly FieldError[] {
  if (happening.type !== 'complete') return [];
  const element = elementOf(definition, 'userTask', happening.element);
  if (!element) return [];
  const { outcome, values } = happening;
  const { form: _, ...unasked } = element.task;
  const task = isShort && values === undefined ? unasked : element.task;
  return completionErrors(task, { outcome, values }, at);
}

function refuse(message: string, errors: readonly FieldError[]): never {
  throw new DomainError('invalid_input', message, { errors: errors.slice(0, ERRORS_MAX) });
}
