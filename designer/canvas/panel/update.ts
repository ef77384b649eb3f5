/**
 * Changing the element or flow in the panel. Fields pass the element as it shall be; typing in one field is one step to
 * undo. Optional values that are `undefined` leave the definition altogether, because the process language knows only
 * “said” and “not said”.
 */

import { nameOf } from '#designer/ui/diagram/words.ts';
import type { Element, Flow } from '#engine/definition.ts';
import { useEditor } from '../editor/editor.tsx';

export type Update<T> = (next: T, field: string) => void;

export const useUpdateElement = <T extends Element>(): Update<T> => {
  const { change, say } = useEditor();
  return (next, field) =>
    change(
      { type: 'updateElement', id: next.id, element: compact(next) },
      say('canvas.did.changed', { name: nameOf(say, next) }),
      { mark: `${next.id}:${field}`, quiet: true },
    );
};

export const useUpdateFlow = (): Update<Flow> => {
  const { change, say } = useEditor();
  return (next, field) =>
    change(
      { type: 'updateFlow', id: next.id, flow: compact(next) },
      say('canvas.did.changedFlow'),
      {
        mark: `${next.id}:${field}`,
        quiet: true,
      },
    );
};

/** Without values that are `undefined`, at any depth of plain objects; lists and JSON values are left as they are. */
export const compact = <T extends object>(value: T): T => {
  const entries = Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
    if (inner === undefined) return [];
    return [[key, isPlain(inner) ? compact(inner) : inner]];
  });
  return Object.fromEntries(entries) as T;
};

/** A text that is empty is not said. */
export const said = (text: string): string | undefined => (text === '' ? undefined : text);

/** A list without members is not said. */
export const someOf = <Item>(items: readonly Item[]): readonly Item[] | undefined =>
  items.length > 0 ? items : undefined;

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
