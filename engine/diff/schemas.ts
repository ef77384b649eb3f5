/** JSON Schemas of forms and variables, told by field: a field that came or went is one change, and so is each word of it. */
import { isObject } from '../json.ts';
import type { Change } from './change.ts';
import { type Deeper, membersOf, namesOf, type Path, whole } from './tell.ts';

export function schemaChanges(
  path: Path,
  before: unknown,
  after: unknown,
  deeper: Deeper,
): readonly Change[] {
  if (!isObject(before ?? {}) || !isObject(after ?? {})) return [];
  const one = membersOf(before);
  const other = membersOf(after);
  const fields = fieldChanges(path, one.get('properties'), other.get('properties'), deeper);
  const required = requiredChanges(path, one.get('required'), other.get('required'));
  const isWhole = before === undefined || after === undefined;
  const rest = namesOf(one, other).flatMap((name) => {
    if (name === 'properties' || name === 'required') return [];
    if (name === 'type' && isWhole && fields.length > 0) return [];
    return deeper([...path, name], one.get(name), other.get(name));
  });
  return [...fields, ...required, ...rest];
}

function fieldChanges(
  path: Path,
  before: unknown,
  after: unknown,
  deeper: Deeper,
): readonly Change[] {
  const one = membersOf(before);
  const other = membersOf(after);
  return namesOf(one, other).flatMap((key): readonly Change[] => {
    const place = [...path, 'properties', key];
    if (!one.has(key) || !other.has(key)) return [whole(place, one.get(key), other.get(key))];
    return deeper(place, one.get(key), other.get(key));
  });
}

/** Per field: whether it must be filled in. */
function requiredChanges(path: Path, before: unknown, after: unknown): readonly Change[] {
  const one = namesIn(before);
  const other = namesIn(after);
  return [...new Set([...one, ...other])].flatMap((name) =>
    one.has(name) === other.has(name)
      ? []
      : [whole([...path, 'required', name], one.has(name), other.has(name))],
  );
}

const namesIn = (required: unknown): ReadonlySet<string> =>
  new Set(Array.isArray(required) ? required.map(String) : []);
