/** Filters with several values, `state=open,approved`: an unknown one is a mistake, never an empty list. */
import { invalid } from '#domain/errors.ts';
import { isId } from '#domain/ids.ts';
import type { CursorValue } from './pages.ts';

/** @throws DomainError invalid_input */
export function choicesOf<const T extends string>(
  field: string,
  choices: readonly T[],
  text: string | undefined,
): T[] {
  const given = (text ?? '').split(',').map((value) => value.trim());
  return given
    .filter(Boolean)
    .map(
      (value) =>
        choices.find((choice) => choice === value) ??
        invalid(`/${field}`, `“${value}” is none of ${choices.join(', ')}.`),
    );
}

/** The place of a list that goes by an instant and an id. @throws DomainError invalid_input */
export function placeOf(
  after: readonly CursorValue[] | null,
): { readonly at: string; readonly id: string } | null {
  if (after === null) return null;
  const [at, id] = after;
  if (typeof at !== 'string' || Number.isNaN(Date.parse(at)) || typeof id !== 'string' || !isId(id))
    return invalid('/cursor', 'is not a cursor of this list.');
  return { at, id };
}

/** The place of a list that goes by a number. @throws DomainError invalid_input */
export function numberPlaceOf(after: readonly CursorValue[] | null): number | null {
  if (after === null) return null;
  const [place] = after;
  return typeof place === 'number' && Number.isSafeInteger(place)
    ? place
    : invalid('/cursor', 'is not a cursor of this list.');
}

/** The place of a list that goes by a key. @throws DomainError invalid_input */
export function keyPlaceOf(after: readonly CursorValue[] | null): string | null {
  if (after === null) return null;
  const [place] = after;
  return typeof place === 'string' ? place : invalid('/cursor', 'is not a cursor of this list.');
}

/** The place of a list that goes by a name and an id. @throws DomainError invalid_input */
export function namePlaceOf(
  after: readonly CursorValue[] | null,
): { readonly name: string; readonly id: string } | null {
  if (after === null) return null;
  const [name, id] = after;
  if (typeof name !== 'string' || typeof id !== 'string' || !isId(id))
    return invalid('/cursor', 'is not a cursor of this list.');
  return { name, id };
}
