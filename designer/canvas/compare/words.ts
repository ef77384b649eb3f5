/**
 * A change in words: what its place is called, and what stood there and stands there now, as the panel and the drawing say
 * it. Values that only programs read are shown as they are.
 */
import type { Say } from '#designer/ui/diagram/say.ts';
import {
  boardWords,
  conditionWords,
  durationWords,
  factWords,
  type Names,
  nameOf,
  partyWords,
  portWords,
  summaryOf,
  timerWords,
  valueWords,
} from '#designer/ui/diagram/words.ts';
import type {
  Condition,
  Definition,
  Duration,
  Element,
  Party,
  Task,
  Timer,
} from '#engine/definition.ts';
import type { Change } from '#engine/diff/compare.ts';
import { isObject } from '#engine/json.ts';
import { fieldWords } from './field-words.ts';
import { labelFor, patternOf } from './labels.ts';
import { partNamed, partsNamed, roundWords } from './round-words.ts';

/** Whose change it is told of, and where to look names up. */
export type Side = { readonly definition: Definition; readonly names: Names };
export type About = {
  readonly before: Side;
  readonly after: Side;
  /** The element or the flow that was changed; nothing: the process. */
  readonly id?: string;
};

export type ChangeWords = {
  readonly label: string;
  /** `undefined` where there was nothing. */
  readonly before: string | undefined;
  readonly after: string | undefined;
};

export const changeWords = (say: Say, change: Change, about: About): ChangeWords => {
  const sided = (value: unknown, side: Side) =>
    value === undefined ? undefined : sideWords(say, change, value, side, about.id);
  return {
    label: labelWords(say, change, about),
    before: sided(change.before, about.before),
    after: sided(change.after, about.after),
  };
};

const labelWords = (say: Say, change: Change, { id, before, after }: About): string => {
  const { path } = change;
  const known = labelFor(path);
  if (!known) return path.join('.');
  // What went is known from before.
  const named = [after, before].map((side) => partsNamed(say, side, id, known.within));
  const parts = known.rest.flatMap((name) => partWords(say, change, name, after.names));
  return [say(known.id), ...(named.find((names) => names) ?? known.within), ...parts].join(' · ');
};

/** Steps of the path that say nothing by themselves are left out. */
const partWords = (say: Say, change: Change, name: string, names: Names): readonly string[] => {
  const { path, kind } = change;
  if (kind === 'condition') return name === 'any' || name === 'not' ? [groupWords(say, name)] : [];
  if (['properties', 'combinator', 'name', 'code', 'activity'].includes(name)) return [];
  const place = path.slice(0, -1).join('.');
  if (place === 'action.set') return [factWords(say, `ticket.${name}`, names)];
  if (place === 'task.completesOnStatus') return [valueWords(say, 'ticket.status', name)];
  const pattern = patternOf(path);
  if (SAID_WHOLE.has(pattern)) return [];
  if (APPROVER_FIELD.test(pattern))
    return [
      path.at(-1) === name ? say(`canvas.approval.${name}`) : partyKeyWords(say, name, names),
    ];
  const keyword = `canvas.compare.keyword.${name}`;
  return [path.at(-1) === name && say.has(keyword) ? say(keyword) : name];
};

/** Somebody, or an outcome, is the value itself. */
const SAID_WHOLE: ReadonlySet<string> = new Set([
  'approval.approvers.*',
  'approval.fallback.*',
  'approval.late.escalateTo.*',
  'approval.stages.*.groups.*.approvers.*',
  'action.to.*',
  'task.outcomes.*',
]);
const APPROVER_FIELD = /\.approvers\.\*\.(weight|veto)$/;

const groupWords = (say: Say, name: 'any' | 'not'): string =>
  say(name === 'any' ? 'canvas.condition.any' : 'canvas.condition.notToggle');

const sideWords = (
  say: Say,
  { kind, path }: Change,
  value: unknown,
  { definition, names }: Side,
  id: string | undefined,
): string => {
  switch (kind) {
    case 'condition':
      return conditionWords(say, value as Condition, names);
    case 'ends':
      return endsWords(say, definition, value as { from: string; to: string });
    case 'order':
      return orderWords(say, definition, path, value as readonly string[], names, id);
    case 'document':
      return String(value);
    case 'value':
      return placeWords(say, path, value, definition, names, id);
  }
};

const placeWords = (
  say: Say,
  path: readonly string[],
  value: unknown,
  definition: Definition,
  names: Names,
  id: string | undefined,
): string => {
  const pattern = patternOf(path);
  const text = typeof value === 'string' ? value : '';
  switch (pattern) {
    case 'task.due':
    case 'approval.due':
    case 'approval.remindAfter':
    case 'approval.late.after':
      return durationWords(say, value as Duration);
    case 'timer':
    case 'trigger.timer':
      return timerWords(say, value as Timer, names);
    case 'approval.fallback.*':
    case 'approval.late.escalateTo.*':
    case 'action.to.*':
      return partyWords(say, value as Party, names);
    case 'task.assignment':
      return assignmentWords(say, value as Task['assignment'], names);
    case 'task.outcomes.*':
      return isObject(value) ? String(value.label) : String(value);
    case 'task.form.properties.*':
    case 'variables.properties.*':
      return fieldWords(say, value);
    case 'conditions.combinator':
    case 'trigger.conditions.combinator':
      return say(`canvas.condition.${text}`);
    case 'type':
      return say(`canvas.kind.${text}`);
    case 'trigger.type':
      return say(`canvas.compare.trigger.${text}`);
    case 'trigger.ticketTypes':
      return say.list((value as readonly string[]).map((type) => say(`canvas.value.type.${type}`)));
    case 'action.type':
      return say(`canvas.action.${text}`);
    case 'action.queue':
      return names.queue?.(text) ?? text;
    case 'action.user':
      return names.person?.(text) ?? text;
    case 'ruleset':
      return names.ruleset?.(text) ?? text;
    case 'cab.board':
      return boardWords(say, text, names);
    case 'process':
      return names.process?.(text) ?? text;
    case 'parent':
    case 'attachedTo':
    case 'undo':
    case 'about':
    case 'compensation.activity':
      return elementWords(say, definition, text);
    case 'default':
      return wayWords(say, definition, text);
    case 'port': {
      const from = definition.flows.find((flow) => flow.id === id)?.from;
      const source = definition.elements.find((element) => element.id === from);
      return source ? portWords(say, source, text) : text;
    }
    default:
      if (path[0] === 'action' && path[1] === 'set')
        return valueWords(say, `ticket.${path[2]}`, value, names);
      return roundWords(say, { definition, names }, id, path, value) ?? plainWords(say, value);
  }
};

/** Texts as they were written; what only a program reads as JSON. */
const plainWords = (say: Say, value: unknown): string => {
  if (typeof value === 'string') return value === '' ? say('canvas.value.nothing') : value;
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object'))
    return say.list(value.map(String));
  return isObject(value) && Object.keys(value).length === 0
    ? say('canvas.value.yes')
    : valueWords(say, '', value);
};

const assignmentWords = (say: Say, assignment: Task['assignment'], names: Names): string =>
  summaryOf(say, { id: 'task', type: 'userTask', task: { assignment } }, names);

export const elementWords = (say: Say, definition: Definition, id: string): string => {
  const element = definition.elements.find((one) => one.id === id);
  return element ? nameOf(say, element) : id;
};

/** A way is known by where it leads. */
const wayWords = (say: Say, definition: Definition, id: string): string => {
  const flow = definition.flows.find((one) => one.id === id);
  return flow ? elementWords(say, definition, flow.to) : id;
};

export const endsWords = (
  say: Say,
  definition: Definition,
  { from, to }: { readonly from: string; readonly to: string },
): string =>
  say('canvas.flow.fromTo', {
    from: elementWords(say, definition, from),
    to: elementWords(say, definition, to),
  });

const orderWords = (
  say: Say,
  definition: Definition,
  path: readonly string[],
  ids: readonly string[],
  names: Names,
  about: string | undefined,
): string => {
  const place = patternOf(path);
  const wordsFor = (id: string): string => {
    if (place === 'ways' || place === 'flows') return wayWords(say, definition, id);
    if (place === 'elements') return elementWords(say, definition, id);
    if (place === 'task.outcomes') return outcomeWords(definition, id);
    if (path[1] === 'stages' && !place.endsWith('approvers'))
      return partNamed(say, { definition, names }, about, [...path.slice(2, 3), id]);
    return partyKeyWords(say, id, names);
  };
  return ids.map(wordsFor).join(' › ');
};

const outcomeWords = (definition: Definition, key: string): string => {
  const outcomes = definition.elements.flatMap((element: Element) =>
    element.type === 'userTask' ? (element.task.outcomes ?? []) : [],
  );
  return outcomes.find((outcome) => outcome.key === key)?.label ?? key;
};

/** `group:cab` → “CAB”. */
const partyKeyWords = (say: Say, key: string, names: Names): string => {
  const at = key.indexOf(':');
  return at < 0 ? key : partyWords(say, { [key.slice(0, at)]: key.slice(at + 1) } as Party, names);
};
