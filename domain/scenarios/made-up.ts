/**
 * Puts made-up values in the place of what people have said. A kept scenario is read by everybody who may read its process,
 * and outlives the ticket and the people it was told from; so it holds nothing of them. What stays is what the process itself
 * says or tells apart: words that stand in it, in its rulesets or in the form, keys of the tenant, numbers, yes and no, dates.
 * The same value gets the same other one, so that what was equal is equal still.
 */
import { PLAN_FIELD } from '#engine/changes/plan.ts';
import { isObject, type Json, type JsonObject } from '#engine/json.ts';
import type { Happening } from '#engine/rehearsal/index.ts';

/** Fields of a ticket that hold keys and states, and no text of anybody. */
const PLAIN_FIELDS: ReadonlySet<string> = new Set([
  'type',
  'status',
  'holdReason',
  'priority',
  'impact',
  'urgency',
  'category',
  'queue',
  'organization',
  'source',
  'catalogItem',
  'createdAt',
  'dueAt',
  // Its plan, of which the kind, the risk, the times, the result and, in words of people, the steps are known.
  'change',
]);

const ADDRESS = /^[^\s@]+@[^\s@]+$/;
const DATE = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$|^\d\d:\d\d(:\d\d)?$/;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** So many are tried until one is found that is not said yet; more than one letter or digit has. */
const TRIES = 100;

/** `known`: what is said as it is. */
export function createInventor(known: ReadonlySet<string>) {
  const invented = new Map<string, string>();
  const taken = new Set<string>();
  const people = new Map<string, number>();
  const numberOf = (address: string): number => {
    const number = people.get(address.toLowerCase()) ?? people.size + 1;
    people.set(address.toLowerCase(), number);
    return number;
  };

  function text(value: string): string {
    if (ADDRESS.test(value)) return `person-${numberOf(value)}@example.test`;
    if (value.trim() === '' || known.has(value) || DATE.test(value)) return value;
    const other = invented.get(value) ?? inventNew(value);
    invented.set(value, other);
    taken.add(other);
    return other;
  }

  /** What was different stays different, as long as there is another of that form; and nothing stays what it was. */
  function inventNew(value: string): string {
    const first = invented.size + 1;
    for (let number = first; number < first + TRIES; number += 1) {
      const other = inventFor(value, number);
      if (other !== value && !taken.has(other) && !known.has(other)) return other;
    }
    return `Made-up text ${first}`;
  }

  function json<T extends Json>(value: T): T;
  function json(value: Json): Json {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return value.map((one: Json) => json(one));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [name, json(member as Json)]),
    );
  }

  const ticket = (fields: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(fields).map(([field, value]) => [
        field,
        PLAIN_FIELDS.has(field) || field.startsWith(PLAN_FIELD) ? withoutWords(value) : json(value),
      ]),
    );

  /** Of a plan the steps are what people have written. */
  const withoutWords = (value: Json): Json =>
    isObject(value) && Array.isArray(value.steps)
      ? ({ ...value, steps: json(value.steps as Json) } as Json)
      : value;

  return {
    json,
    ticket,
    /** Named by the same number as their address. */
    requester: (fields: JsonObject): JsonObject => ({
      ...json(fields),
      organization: fields.organization ?? null,
      name: typeof fields.email === 'string' ? `Person ${numberOf(fields.email)}` : null,
    }),
    happening: (happening: Happening): Happening => {
      const told = { ...happening } as { [field: string]: Json };
      for (const field of ['values', 'variables', 'value', 'key', 'reason'])
        if (told[field] !== undefined) told[field] = json(told[field]);
      if (isObject(told.set)) told.set = ticket(told.set as JsonObject);
      return told as Happening;
    },
  };
}

/** Text becomes text, and what is one word keeps its form, so that patterns and lengths mostly fit. */
function inventFor(value: string, number: number): string {
  if (ID.test(value)) return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  return /\s/.test(value.trim()) ? `Made-up text ${number}` : inForm(value, number);
}

/** Letters and digits become others, and count: `A-17` is `X-01`, the next such one `X-02`. */
function inForm(value: string, number: number): string {
  const places = [...value];
  const digits = places.filter((place) => /\p{Nd}/u.test(place)).length;
  const counting = digits >= String(number).length ? /\p{Nd}/u : /\p{L}/u;
  let rest = number;
  return places
    .reverse()
    .map((place) => {
      const isDigit = /\p{Nd}/u.test(place);
      if (!isDigit && !/\p{L}/u.test(place)) return place;
      const base = isDigit ? 10 : 26;
      const count = counting.test(place) ? rest % base : 0;
      if (counting.test(place)) rest = Math.floor(rest / base);
      if (isDigit) return String(count);
      const letter = count === 0 ? 'x' : String.fromCodePoint(96 + count);
      return /\p{Lu}/u.test(place) ? letter.toUpperCase() : letter;
    })
    .reverse()
    .join('');
}
