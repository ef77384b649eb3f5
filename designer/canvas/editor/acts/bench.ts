/**
 * What every act works with: the editor as it is at the moment of the act, the drawing it is seen in, and the words for
 * what it is about. An act asks anew each time, because it outlives every state of the editor.
 */
import { shownFor } from '#designer/ui/diagram/collapsed.ts';
import type { Point } from '#designer/ui/diagram/shapes.ts';
import { flowWords, nameOf } from '#designer/ui/diagram/words.ts';
import type { Element, Flow } from '#engine/definition.ts';
import type { Editor } from '../editor.tsx';
import { MENU_WIDTH } from './menu.ts';

/** What the drawing can do for others: say where its middle is, bring something into view, take the focus. */
export type View = {
  readonly center: () => Point;
  /** `room`: so much beside them, for a menu. */
  readonly reveal: (ids: readonly string[], room?: number) => void;
  readonly focus: (element: string) => void;
  /** Like `reveal`, and as large as can be read. */
  readonly follow: (ids: readonly string[]) => void;
  /** All of it where it can be read, else its beginning. */
  readonly open: () => void;
  /** The same, asked for. */
  readonly fit: () => void;
  readonly showAll: () => void;
};

export type Bench = {
  readonly now: () => Editor;
  readonly view: { readonly current: View | null };
  readonly find: (id: string) => Element | undefined;
  readonly called: (id: string) => string;
  readonly wordsOf: (flow: Flow) => string;
  /** In the drawing, or in the list when that is shown. */
  readonly focusOn: (id: string) => void;
  /** With room for a menu beside it. */
  readonly bringIntoView: (id: string) => void;
};

export const createBench = (
  editor: { readonly current: Editor },
  view: { readonly current: View | null },
): Bench => {
  const now = () => editor.current;
  const find = (id: string) => now().definition.elements.find((element) => element.id === id);
  return {
    now,
    view,
    find,
    called: (id) => {
      const element = find(id);
      return element ? nameOf(now().say, element) : id;
    },
    wordsOf: (flow) => flowWords(now().say, now().definition, flow, now().names),
    focusOn: (id) => {
      if (view.current) view.current.focus(shownFor(now().definition, id));
      else rowOf(id)?.focus();
    },
    bringIntoView: (id) => {
      if (view.current) view.current.reveal([shownFor(now().definition, id)], MENU_WIDTH);
      else rowOf(id)?.scrollIntoView({ block: 'nearest' });
    },
  };
};

const rowOf = (id: string): HTMLElement | null =>
  document.querySelector(`[data-outline="${CSS.escape(id)}"]`);
