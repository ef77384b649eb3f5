/** What a scenario names that the process does not have: told before anything is played, since nothing would come of it. */
import type { Definition } from '../definition.ts';
import { type SchemaError, schemaPointer } from '../lint/schema-errors.ts';
import { startsOf } from '../lint/structure.ts';
import { nearestTo } from '../nearest.ts';
import type { Happening, Scenario } from './scenario.ts';

type Kind = 'element' | 'flow' | 'start event';
type Named = { readonly pointer: string; readonly kind: Kind; readonly id: string };

/** More than anybody reads. */
const MOST = 100;

export function misnamed(definition: Definition, scenario: Scenario): readonly SchemaError[] {
  const { process, given = {}, happenings } = scenario;
  const errors: SchemaError[] = [];
  if (process !== undefined && process !== definition.key)
    errors.push({ pointer: '/process', detail: `must be “${definition.key}”, which is played.` });
  const starts = startsOf(definition).map(({ id }) => id);
  if (starts.length === 0) errors.push({ pointer: '', detail: 'The process has no start event.' });
  const known: Record<Kind, ReadonlySet<string>> = {
    element: new Set(definition.elements.map(({ id }) => id)),
    flow: new Set(definition.flows.map(({ id }) => id)),
    'start event': new Set(starts),
  };
  const named = [...namedIn(given), ...happenings.flatMap(namedBy)];
  for (const { pointer, kind, id } of named) {
    if (errors.length >= MOST) break;
    if (known[kind].has(id)) continue;
    const nearest = nearestTo(id, known[kind]);
    const hint = nearest === null ? '' : ` Did you mean “${nearest}”?`;
    errors.push({ pointer, detail: `The process has no ${kind} “${id}”.${hint}` });
  }
  return errors;
}

function namedIn({
  start,
  failing = {},
  undecided = [],
  voters = {},
}: NonNullable<Scenario['given']>): Named[] {
  return [
    ...(start === undefined ? [] : [named('/given/start', 'start event', start)]),
    ...Object.keys(failing).map((id) => named(schemaPointer('/given/failing', id), 'element', id)),
    // A group of a stage is named behind its approval: `ask/board/it`.
    ...Object.keys(voters).map((id) =>
      named(schemaPointer('/given/voters', id), 'element', id.split('/')[0] ?? id),
    ),
    ...undecided.map((id, index) => named(`/given/undecided/${index}`, 'element', id)),
  ];
}

function namedBy(happening: Happening, index: number): Named[] {
  const at = `/happenings/${index}`;
  const { element } = { element: undefined, ...happening };
  return [
    ...(element === undefined ? [] : [named(`${at}/element`, 'element', element)]),
    ...(happening.type === 'move' ? [named(`${at}/to`, 'element', happening.to)] : []),
    ...(happening.type === 'choose'
      ? happening.flows.map((flow, place) => named(`${at}/flows/${place}`, 'flow', flow))
      : []),
  ];
}

const named = (pointer: string, kind: Kind, id: string): Named => ({ pointer, kind, id });
