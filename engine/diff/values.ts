/**
 * Two JSON values, told apart down to what a person would call one thing: a length of time, an address, a form field. What
 * lies deeper is told by its path. **Invariant:** values that differ as canonical JSON never give nothing.
 */
import { canonicalJson } from '../canonical.ts';
import { isObject } from '../json.ts';
import type { Change } from './change.ts';
import { conditionChanges } from './conditions.ts';
import { keyedChanges } from './lists.ts';
import { schemaChanges } from './schemas.ts';
import { isSame, membersOf, namesOf, type Path, whole } from './tell.ts';

/** Said as one, although they are objects: “4 working hours”, “the queue Network”. */
const WHOLE: ReadonlySet<string> = new Set([
  'task.assignment',
  'task.uiSchema',
  'task.due',
  'approval.due',
  'approval.remindAfter',
  'approval.late.after',
  'approval.stages.*.enough',
  'action.body',
  'timer',
  'trigger.timer',
]);
/** Names that authors chose, each with a value of its own. */
const MAPS: ReadonlySet<string> = new Set(['action.set', 'set', 'otherwise']);
const SCHEMAS: ReadonlySet<string> = new Set(['task.form', 'variables']);
const CONDITIONS: ReadonlySet<string> = new Set([
  'conditions',
  'trigger.conditions',
  'approval.stages.*.when',
  'approval.stages.*.groups.*.when',
]);
const PARTIES: ReadonlySet<string> = new Set([
  'approval.approvers',
  'approval.stages.*.groups.*.approvers',
  'approval.late.escalateTo',
  'approval.fallback',
  'action.to',
]);
const BY_ID: ReadonlySet<string> = new Set(['approval.stages', 'approval.stages.*.groups']);
const OUTCOMES = 'task.outcomes';

/** Everything that differs at this place and below it. */
export function valueChanges(path: Path, before: unknown, after: unknown): readonly Change[] {
  if (isSame(before, after)) return [];
  const found = within(path, before, after);
  return found.length > 0 ? found : [whole(path, before, after)];
}

function within(path: Path, before: unknown, after: unknown): readonly Change[] {
  const place = placeOf(path);
  if (WHOLE.has(place) || MAPS.has(path.slice(0, -1).join('.'))) return [];
  if (CONDITIONS.has(place)) return conditionChanges(path, before, after);
  if (SCHEMAS.has(place)) return schemaChanges(path, before, after, valueChanges);
  if (PARTIES.has(place)) return keyedChanges(path, before, after, partyKey, valueChanges);
  if (BY_ID.has(place)) return keyedChanges(path, before, after, idOf, valueChanges);
  if (place === OUTCOMES) return keyedChanges(path, before, after, outcomeKey, valueChanges);
  // What was not there at all is told member by member too.
  if (!isObject(before ?? {}) || !isObject(after ?? {})) return [];
  const [one, other] = [membersOf(before), membersOf(after)];
  return namesOf(one, other).flatMap((name) =>
    valueChanges([...path, name], one.get(name), other.get(name)),
  );
}

/** The path with the ids of stages and groups as `*`. */
function placeOf(path: Path): string {
  const isStaged = path[0] === 'approval' && path[1] === 'stages';
  const isId = (at: number) => at === 2 || (at === 4 && path[3] === 'groups');
  return path.map((name, at) => (isStaged && isId(at) ? '*' : name)).join('.');
}

/** `group:cab`, `user:ann@example.org`, whatever else is said of them there. */
const partyKey = (party: unknown): string => {
  const [kind, who] =
    [...membersOf(party)].find(([name]) => name !== 'weight' && name !== 'veto') ?? [];
  return `${kind}:${who}`;
};

const idOf = (part: unknown): string => String(isObject(part) ? part.id : canonicalJson(part));

const outcomeKey = (outcome: unknown): string =>
  String(isObject(outcome) ? outcome.key : canonicalJson(outcome));
