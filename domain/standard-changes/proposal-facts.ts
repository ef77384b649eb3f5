/** What a proposal is decided on: its version as people read it, since there is no ticket to look at, and of a long one as much as a run begins with. */
import type { JsonObject } from '#engine/json.ts';
import { cut } from '../cut.ts';
import { VALUES_BYTES_MAX } from '../processes/form.ts';
import type { Standard } from './standard.ts';
import type { NamedPlace } from './step-places.ts';
import type { Template } from './template.ts';
import type { StandardVersion } from './versions.ts';

const LABELS = {
  impact: 'Impact',
  implementation: 'Implementation',
  testPlan: 'Test plan',
  communication: 'Communication',
  backOut: 'Back-out',
} as const satisfies Partial<Record<keyof Template, string>>;

/** Where no item is named, changes that follow it may touch anything. */
const EVERYTHING = 'Whatever there is';
const CUT = '\n… It goes on: the whole plan stands on the page of the standard change.';

export function proposalFacts(
  { key, name, description, owner }: Standard,
  { number, plan, stepPlaces, minutes, items, note }: StandardVersion,
  proposer: string,
): JsonObject {
  const said: JsonObject = {
    standard: key,
    name,
    description,
    version: number,
    note,
    minutes,
    owner: owner.email,
    items: items.length === 0 ? EVERYTHING : items.map((item) => item.name).join(', '),
    proposer,
    ...(plan.risk && { risk: plan.risk }),
  };
  const steps = plan.steps.map((step, at) => stepFacts(step, stepPlaces[at] ?? null));
  const isLong = !isWithinHalf(steps);
  const told = {
    ...said,
    steps: isLong ? begun(steps.map(({ details: _, undo: __, ...inShort }) => inShort)) : steps,
  };
  return { ...told, plan: shortened(textsOf(plan), told, isLong) };
}

/** So much of the room may be theirs. */
const isWithinHalf = (steps: readonly JsonObject[]): boolean =>
  JSON.stringify(steps).length <= VALUES_BYTES_MAX / 2;

const begun = (steps: readonly JsonObject[]): readonly JsonObject[] =>
  steps.filter((_, at) => isWithinHalf(steps.slice(0, at + 1)));

/** What nobody has said of it is left out. */
function stepFacts(
  { title, details = '', undo = '', minutes = null }: Template['steps'][number],
  place: NamedPlace | null,
): JsonObject {
  const by = place?.user ?? place?.group ?? place?.queue;
  return {
    title,
    ...(by && { by: by.name }),
    ...(minutes !== null && { minutes }),
    ...(details !== '' && { details }),
    ...(undo !== '' && { undo }),
  };
}

const textsOf = (plan: Template): string =>
  (Object.keys(LABELS) as (keyof typeof LABELS)[])
    .flatMap((field) => (plan[field] === '' ? [] : [`${LABELS[field]}: ${plan[field]}`]))
    .join('\n');

/** Of a long text as much as there is room for beside the rest; `isLong`: of the rest not all is told. */
function shortened(text: string, rest: JsonObject, isLong: boolean): string {
  const room = VALUES_BYTES_MAX - JSON.stringify({ ...rest, plan: '' }).length;
  if (written(text) + (isLong ? written(CUT) : 0) <= room) return isLong ? text + CUT : text;
  const some = cut(text, room);
  const tooMuch = written(some) + written(CUT) - room;
  return cut(some, Math.max(0, some.length - tooMuch)) + CUT;
}

/** In a document: a line break takes two letters there. */
const written = (text: string): number => JSON.stringify(text).length - 2;
