/**
 * Everything an author can do, in one place: palette, drawing, outline, keyboard and panel call these, so that each act
 * is worded, announced and undone alike wherever it was started. The functions stay the same for the life of the editor;
 * only the small state beside them (which menu is open, which name is being changed) makes the drawing look again.
 */
import type { ReactNode } from 'react';
import { createContext, useContext, useMemo, useRef, useState } from 'react';
import type { Point } from '#designer/ui/diagram/shapes.ts';
import { flowWords, kindOf, nameOf } from '#designer/ui/diagram/words.ts';
import type { Definition, Element, Flow } from '#engine/definition.ts';
import type { Edit } from '#engine/edits.ts';
import { applyEdit, canConnect } from '#engine/edits.ts';
import { parseClip } from './clip.ts';
import type { Made } from './commands.ts';
import * as commands from './commands.ts';
import type { Editor } from './editor.tsx';
import { NOTHING, useEditor } from './editor.tsx';
import type { Template } from './templates.ts';

export type Menu =
  /** `at` is where a line was dropped on nothing; else the new element finds its own place. */
  | {
      readonly kind: 'append';
      readonly element: string;
      readonly port?: string;
      readonly at?: Point;
    }
  | { readonly kind: 'insert'; readonly flow: string }
  | { readonly kind: 'connect'; readonly element: string }
  | { readonly kind: 'search' };

/** What the drawing can do for others: say where its middle is, bring something into view, take the focus. */
export type View = {
  readonly center: () => Point;
  readonly reveal: (ids: readonly string[]) => void;
  readonly focus: (element: string) => void;
  readonly fit: () => void;
  /** All of it where it can be read, else its beginning. */
  readonly open: () => void;
};

export type Acts = {
  readonly menu: Menu | null;
  readonly renaming: string | null;
  readonly setMenu: (menu: Menu | null) => void;
  readonly startRename: (element: string) => void;
  /** `null` keeps the old name. */
  readonly rename: (element: string, name: string | null) => void;
  readonly add: (template: Template, center?: Point) => void;
  readonly append: (
    template: Template,
    source: string,
    options?: { port?: string; at?: Point },
  ) => void;
  readonly insert: (template: Template, flow: string) => void;
  readonly connect: (source: string, target: string, port?: string) => void;
  readonly refuses: (source: string, target: string) => boolean;
  readonly remove: () => void;
  readonly duplicate: () => void;
  /** The selected elements as text. */
  readonly copyText: () => string;
  readonly copied: () => void;
  readonly paste: (text: string) => boolean;
  readonly nudge: (by: Point) => void;
  readonly move: (positions: Readonly<Record<string, Point>>) => void;
  readonly tidy: () => void;
  readonly selectAll: () => void;
  readonly goTo: (target: { readonly element?: string; readonly flow?: string }) => void;
  readonly view: { current: View | null };
};

const ActsContext = createContext<Acts | null>(null);

export const useActs = (): Acts => {
  const acts = useContext(ActsContext);
  if (!acts) throw new Error('useActs is used outside an ActsProvider.');
  return acts;
};

export const ActsProvider = ({ children }: { children: ReactNode }) => {
  const editor = useEditor();
  const latest = useRef(editor);
  latest.current = editor;
  const view = useRef<View>(null);
  const [menu, setMenu] = useState<Menu | null>(null);
  const [renaming, setRenaming] = useState<string | null>(null);
  const fixed = useMemo(() => createActs(latest, view, setMenu, setRenaming), []);
  const acts = useMemo(() => ({ ...fixed, menu, renaming }), [fixed, menu, renaming]);
  return <ActsContext value={acts}>{children}</ActsContext>;
};

const createActs = (
  editor: { readonly current: Editor },
  view: { current: View | null },
  setMenu: (menu: Menu | null) => void,
  setRenaming: (element: string | null) => void,
): Omit<Acts, 'menu' | 'renaming'> => {
  const now = () => editor.current;
  /** In the drawing, or in the list when that is shown. */
  const focusOn = (id: string) => {
    if (view.current) view.current.focus(id);
    else document.querySelector<HTMLElement>(`[data-outline="${CSS.escape(id)}"]`)?.focus();
  };
  const find = (id: string) => now().definition.elements.find((element) => element.id === id);
  const called = (id: string) => {
    const element = find(id);
    return element ? nameOf(now().say, element) : id;
  };
  const wordsOf = (flow: Flow) => flowWords(now().say, now().definition, flow, now().names);
  const make = (made: Made | undefined, label: (name: string) => string) => {
    if (!made) return;
    const { change, say } = now();
    const select = { elements: [made.element.id], flows: [] };
    change(made.edit, label(kindOf(say, made.element)), { select });
    requestAnimationFrame(() => {
      view.current?.reveal([made.element.id]);
      focusOn(made.element.id);
    });
  };
  const chosen = () => now().selection;
  const remove = () => {
    const { definition, selection, change, say } = now();
    const edit = commands.remove(definition, selection.elements, selection.flows);
    const [first] = selection.elements;
    const label =
      selection.elements.length === 1 && first
        ? say('canvas.did.removed', { name: called(first) })
        : say('canvas.did.removedMany', {
            count: selection.elements.length + selection.flows.length,
          });
    const next = first ? survivor(definition, first, edit) : undefined;
    change(edit, label, { select: next ? { elements: [next], flows: [] } : NOTHING });
    if (next) requestAnimationFrame(() => focusOn(next));
  };

  return {
    view,
    setMenu: (menu) => {
      if (menu && 'element' in menu) view.current?.reveal([menu.element]);
      setMenu(menu);
    },
    refuses: (source, target) => canConnect(now().definition, source, target) !== null,
    startRename: (element) => {
      if (!now().readOnly) setRenaming(element);
    },
    rename: (element, name) => {
      setRenaming(null);
      const { change, say } = now();
      const trimmed = name?.trim();
      if (trimmed !== undefined && trimmed !== (find(element)?.name ?? '')) {
        change(
          { type: 'renameElement', id: element, name: trimmed },
          say('canvas.did.renamed', { name: trimmed || called(element) }),
        );
      }
      requestAnimationFrame(() => focusOn(element));
    },
    add: (template, center) => {
      const { definition, say } = now();
      const at = center ?? view.current?.center() ?? { x: 0, y: 0 };
      make(commands.addAt(definition, template, at), (kind) => say('canvas.did.added', { kind }));
    },
    append: (template, source, options) => {
      const { definition, say } = now();
      const from = find(source);
      if (!from) return;
      const port = options?.port ?? commands.freePort(definition, from);
      const made = commands.append(definition, from, template, { ...options, port, wordsOf });
      make(made, (kind) => say('canvas.did.appended', { kind, name: called(source) }));
    },
    insert: (template, flow) => {
      const { definition, say } = now();
      const split = definition.flows.find(({ id }) => id === flow);
      if (!split) return;
      make(commands.insertOn(definition, split, template, wordsOf), (kind) =>
        say('canvas.did.inserted', { kind, from: called(split.from), to: called(split.to) }),
      );
    },
    connect: (source, target, port) => {
      const { definition, change, say } = now();
      const from = find(source);
      if (!from) return;
      const edit = commands.connect(definition, from, target, port);
      change(edit, say('canvas.did.connected', { from: called(source), to: called(target) }));
    },
    remove,
    duplicate: () => {
      const { definition, selection, change, say } = now();
      if (selection.elements.length === 0) return;
      const { edit, ids } = commands.paste(
        definition,
        commands.copy(definition, selection.elements),
      );
      change(edit, say('canvas.did.duplicated', { count: ids.length }), {
        select: { elements: ids, flows: [] },
      });
      requestAnimationFrame(() => view.current?.reveal(ids));
    },
    copyText: () => JSON.stringify(commands.copy(now().definition, chosen().elements), null, 2),
    copied: () =>
      now().announce(now().say('canvas.did.copied', { count: chosen().elements.length })),
    paste: (text) => {
      const clip = parseClip(text);
      if (!clip) return false;
      const { definition, change, say } = now();
      const { edit, ids } = commands.paste(definition, clip, view.current?.center());
      change(edit, say('canvas.did.pasted', { count: ids.length }), {
        select: { elements: ids, flows: [] },
      });
      requestAnimationFrame(() => view.current?.reveal(ids));
      return true;
    },
    nudge: (by) => {
      const { definition, change, say } = now();
      const ids = chosen().elements;
      change(commands.nudge(definition, ids, by), say('canvas.did.moved', { count: ids.length }), {
        mark: `nudge:${ids.join()}`,
      });
    },
    move: (positions) => {
      const { change, say } = now();
      const count = Object.keys(positions).length;
      change({ type: 'moveElements', positions }, say('canvas.did.moved', { count }));
    },
    tidy: () => {
      const { definition, change, say } = now();
      change(commands.tidy(definition, wordsOf), say('canvas.did.tidied'));
      requestAnimationFrame(() => view.current?.fit());
    },
    selectAll: () => {
      const { definition, select } = now();
      select({
        elements: definition.elements.map(({ id }) => id),
        flows: definition.flows.map(({ id }) => id),
      });
    },
    goTo: ({ element, flow }) => {
      const { definition, select } = now();
      const ends = definition.flows.find(({ id }) => id === flow);
      if (flow && ends) {
        select({ elements: [], flows: [flow] });
        view.current?.reveal([ends.from, ends.to]);
      } else if (element && find(element)) {
        select({ elements: [element], flows: [] });
        view.current?.reveal([element]);
      }
    },
  };
};

/** What is selected after a removal: the element before the removed one, so that the keyboard keeps its place. */
const survivor = (definition: Definition, removed: string, edit: Edit | undefined) => {
  if (!edit) return undefined;
  const after: readonly Element[] = applyEdit(definition, edit).elements;
  const before = definition.flows.find(({ to }) => to === removed)?.from;
  return after.some(({ id }) => id === before) ? before : undefined;
};
