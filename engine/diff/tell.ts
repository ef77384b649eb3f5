/** How one change is put, and when there is none to put. */
import { canonicalJson } from '../canonical.ts';
import { isObject } from '../json.ts';
import type { Change } from './change.ts';
import { groupOf } from './groups.ts';

export type Path = readonly string[];
/** Everything that differs at a place and below it. */
export type Deeper = (path: Path, before: unknown, after: unknown) => readonly Change[];

export const isSame = (before: unknown, after: unknown): boolean =>
  (before === undefined) === (after === undefined) &&
  canonicalJson(before) === canonicalJson(after);

export const whole = (
  path: Path,
  before: unknown,
  after: unknown,
  kind: Change['kind'] = 'value',
): Change => ({
  path,
  kind,
  group: groupOf(path),
  ...(before === undefined ? {} : { before }),
  ...(after === undefined ? {} : { after }),
});

export const membersOf = (value: unknown): ReadonlyMap<string, unknown> =>
  new Map(isObject(value) ? Object.entries(value) : []);

/** The names of both, each once. */
export const namesOf = (
  one: ReadonlyMap<string, unknown>,
  other: ReadonlyMap<string, unknown>,
): readonly string[] => [...new Set([...one.keys(), ...other.keys()])];
