/**
 * How a value reads to people, whoever shows it: a page, a mail, a ballot. A list is a list, what has a name is called by it, a step
 * by its title, a person by their name, and anything else with parts is its parts under their titles.
 */
import { humanize } from './humanize.ts';
import { isObject } from './json.ts';
import { valueAt } from './paths.ts';

export type Reading =
  | { readonly text: string }
  | { readonly items: readonly Reading[] }
  | { readonly lines: readonly ReadingLine[] };
export type ReadingLine = {
  readonly name: string;
  readonly title: string;
  readonly value: Reading;
};

/** What keys and addresses stand for: the steps of the change it is about, and people. */
export type Known = {
  readonly steps: ReadonlyMap<string, string>;
  readonly people: ReadonlyMap<string, string>;
};

type Person = { readonly email: string; readonly name: string };

type How = {
  /** Titles of the parts, and words of the choices. */
  readonly schema?: unknown;
  readonly known?: Known;
  /** Something simple in the reader's language. */
  readonly say?: (value: unknown) => string;
};

const NOTHING: Known = { steps: new Map(), people: new Map() };

/** What the facts themselves tell of it. */
export function knownIn(facts: unknown, people: readonly Person[] = []): Known {
  const steps = valueAt(facts, 'ticket.change.steps');
  const requester = valueAt(facts, 'requester');
  return {
    steps: new Map(
      (Array.isArray(steps) ? steps : []).flatMap((step: unknown) => {
        const [key, title] = isObject(step) ? [textIn(step, 'key'), textIn(step, 'title')] : [];
        return key && title ? [[key, title]] : [];
      }),
    ),
    people: new Map(
      [requester, ...people].flatMap((one) => {
        const [email, name] = isObject(one) ? [textIn(one, 'email'), textIn(one, 'name')] : [];
        return email && name ? [[email.toLowerCase(), name]] : [];
      }),
    ),
  };
}

/** Null where it says nothing. */
export function readingOf(value: unknown, how: How = {}): Reading | null {
  const { schema, known = NOTHING, say = String } = how;
  if (value === undefined || value === null || value === '') return null;
  const choice = choiceIn(schema, value);
  if (choice !== undefined) return { text: choice };
  if (Array.isArray(value)) {
    const titles = stepsAt(value, known);
    const inner = { ...how, schema: within(schema, 'items') };
    const items = titles
      ? titles.map((text) => ({ text }))
      : value.flatMap((one) => readingOf(one, inner) ?? []);
    return items.length === 0 ? null : { items };
  }
  if (isObject(value)) {
    const name = asksForMore(schema) ? undefined : nameOf(value);
    if (name !== undefined) return { text: known.people.get(name.toLowerCase()) ?? name };
    const lines = Object.entries(value).flatMap(([part, one]) => {
      const property = within(within(schema, 'properties'), part);
      const read = readingOf(one, { ...how, schema: property });
      const title = within(property, 'title');
      return read === null
        ? []
        : [{ name: part, title: typeof title === 'string' ? title : humanize(part), value: read }];
    });
    return lines.length === 0 ? null : { lines };
  }
  const person = typeof value === 'string' ? known.people.get(value.toLowerCase()) : undefined;
  return { text: person ?? say(value) };
}

/** The same in one line. */
export function inLine(reading: Reading): string {
  if ('text' in reading) return reading.text;
  if ('items' in reading) return reading.items.map(inBrackets).join(', ');
  return reading.lines.map(({ title, value }) => `${title}: ${inBrackets(value)}`).join('; ');
}

const inBrackets = (reading: Reading): string =>
  'lines' in reading ? `(${inLine(reading)})` : inLine(reading);

/** A list of nothing but keys of the change's steps is a list of these: a single word that happens to be one need not be. */
function stepsAt(values: readonly unknown[], { steps }: Known): readonly string[] | null {
  const titles = values.flatMap((one) => (typeof one === 'string' && steps.get(one)) || []);
  return titles.length > 0 && titles.length === values.length ? titles : null;
}

/** Of what is a record of ours: it has something by which it is found, and something it is called. */
function nameOf(value: object): string | undefined {
  const [name, title] = [textIn(value, 'name'), textIn(value, 'title')];
  const found = ['id', 'key', 'email', 'number'].map((part) => textIn(value, part));
  const [, key, email, number] = found;
  if (found.every((one) => one === undefined)) return undefined;
  const called = name ?? title;
  if (called !== undefined) return called;
  return Object.keys(value).every((part) => RECORD_PARTS.has(part))
    ? (email ?? number ?? key)
    : undefined;
}

const RECORD_PARTS = new Set(['id', 'key', 'email', 'number']);

/** Than what something is called and found by: then all that was said is what it is. */
function asksForMore(schema: unknown): boolean {
  const properties = within(schema, 'properties');
  return (
    isObject(properties) &&
    Object.keys(properties).some((part) => !RECORD_PARTS.has(part) && !CALLED.has(part))
  );
}

const CALLED = new Set(['name', 'title']);

function choiceIn(schema: unknown, value: unknown): string | undefined {
  const choices = [within(schema, 'oneOf'), within(schema, 'anyOf')].flatMap((list) =>
    Array.isArray(list) ? (list as unknown[]) : [],
  );
  const chosen = choices.find(
    (one) => isObject(one) && 'const' in one && JSON.stringify(one.const) === JSON.stringify(value),
  );
  const title = within(chosen, 'title');
  return typeof title === 'string' ? title : undefined;
}

const within = (value: unknown, name: string): unknown =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

function textIn(value: object, name: string): string | undefined {
  const found = within(value, name);
  return typeof found === 'string' && found !== '' ? found : undefined;
}
