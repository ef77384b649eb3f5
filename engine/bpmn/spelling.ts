/**
 * How durations, timers and conditions are spelled where BPMN has a text for them: ISO 8601 where that says it, else words
 * for people. Ours are read back from the extension beside the text; only ISO texts are ever parsed.
 */
import type { Condition } from '../condition.ts';
import type { Duration, Timer } from '../definition.ts';
import { isObject } from '../json.ts';

const WALL = [
  ['days', 'D'],
  ['hours', 'H'],
  ['minutes', 'M'],
  ['seconds', 'S'],
] as const;

type Amounts = Readonly<Record<string, number | undefined>>;

/** `PT8H` for eight hours on the wall; nothing for business time, which ISO 8601 does not know. */
export function isoDuration(duration: Duration): string | undefined {
  const amounts = duration as Amounts;
  if (Object.keys(duration).some((name) => name.startsWith('business') || name === 'calendar'))
    return undefined;
  const part = ([name, sign]: (typeof WALL)[number]): string =>
    amounts[name] === undefined ? '' : `${amounts[name]}${sign}`;
  const time = WALL.slice(1).map(part).join('');
  return `P${part(WALL[0])}${time ? `T${time}` : ''}`;
}

/** Months and years are of no fixed length and are not read. */
export function parseIsoDuration(text: string): Duration | undefined {
  const match =
    /^P(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(
      text.trim(),
    );
  if (!match) return undefined;
  const [weeks, ...rest] = match.slice(1).map((part) => (part === undefined ? part : Number(part)));
  const amounts: Record<string, number> = {};
  rest.forEach((amount, index) => {
    const name = WALL[index]?.[0];
    if (amount !== undefined && name) amounts[name] = amount;
  });
  if (weeks !== undefined) amounts.days = (amounts.days ?? 0) + weeks * 7;
  const all = Object.values(amounts);
  return all.length > 0 && all.every((amount) => amount <= 1_000_000) ? amounts : undefined;
}

/** Eight business hours as people say it. */
export function durationText(duration: Duration): string {
  const iso = isoDuration(duration);
  if (iso) return iso;
  const parts = Object.entries(duration).map(([name, value]) =>
    name === 'calendar'
      ? `in ${value}`
      : `${value} ${name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}`,
  );
  return parts.join(' ');
}

export type TimerText = {
  readonly property: 'timeDuration' | 'timeDate' | 'timeCycle';
  readonly text: string;
};

export function timerText(timer: Timer, repeat: number | undefined): TimerText {
  if ('at' in timer) return { property: 'timeDate', text: timer.at };
  if ('fact' in timer) {
    const before = timer.before ? `${durationText(timer.before)} before ` : '';
    return { property: 'timeDate', text: `${before}${timer.fact}` };
  }
  const text = durationText(timer.after);
  return repeat === undefined || !isoDuration(timer.after)
    ? { property: 'timeDuration', text }
    : { property: 'timeCycle', text: `R${repeat}/${text}` };
}

export type ReadTimer = { readonly timer: Timer; readonly repeat?: number };

export function parseTimer({ property, text }: TimerText): ReadTimer | undefined {
  const trimmed = text.trim();
  if (property === 'timeDate') {
    const isInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(trimmed);
    return isInstant ? { timer: { at: trimmed } } : undefined;
  }
  const cycle = property === 'timeCycle' ? /^R(\d*)\/(P[^/]+)$/.exec(trimmed) : null;
  const after = parseIsoDuration(cycle?.[2] ?? trimmed);
  if (!after) return undefined;
  if (property === 'timeDuration') return { timer: { after } };
  const times = cycle?.[1] ? Number(cycle[1]) : 1_000;
  return { timer: { after }, repeat: Math.min(1_000, Math.max(1, times)) };
}

const SIGNS: Readonly<Record<string, string>> = {
  equal: '=',
  notEqual: '!=',
  lessThan: '<',
  lessThanInclusive: '<=',
  greaterThan: '>',
  greaterThanInclusive: '>=',
  isEmpty: 'is empty',
  isNotEmpty: 'is not empty',
};

/** A condition as people read it: `ticket.priority < 3 and (…)`. */
export function conditionText(condition: Condition): string {
  if ('all' in condition) return joined(condition.all, ' and ', 'true');
  if ('any' in condition) return joined(condition.any, ' or ', 'true');
  if ('not' in condition) return `not (${conditionText(condition.not)})`;
  const words = condition.operator.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const start = `${condition.fact} ${SIGNS[condition.operator] ?? words}`;
  if (condition.value === undefined) return start;
  const { value } = condition;
  return `${start} ${isObject(value) && typeof value.fact === 'string' ? value.fact : JSON.stringify(value)}`;
}

function joined(conditions: readonly Condition[], word: string, empty: string): string {
  if (conditions.length === 0) return empty;
  return conditions
    .map((one) =>
      'fact' in one || conditions.length === 1 ? conditionText(one) : `(${conditionText(one)})`,
    )
    .join(word);
}
