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
import { isActivity } from '#engine/definition.ts';
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
  /** What to wait for on its border. */
  | { readonly kind: 'attach'; readonly element: string }
  /** What to turn it into. */
  | { readonly kind: 'replace'; readonly element: string }
  /** Which sub-process to lay what is selected into. */
  | { readonly kind: 'layInto'; readonly element: string }
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
  readonly attach: (template: Template, element: string) => void;
  readonly replaceKind: (element: string, template: Template) => void;
  /** Lays what is selected into this sub-process; without one into the process itself. */
  readonly layInto: (scope: string | undefined) => void;
  /** Makes a sub-process of what is selected. */
  readonly wrap: () => void;
  /** Takes the selected sub-process away, and leaves what it held. */
  readonly dissolve: () => void;
  /** `null` makes something new that undoes it, nothing says that it is not undone. */
  readonly setUndo: (element: string, handler: string | null | undefined) => void;
  readonly remove: () => void;
  readonly duplicate: () => void;
  /** The selected elements as text. */
  readonly copyText: () => string;
  readonly copied: () => void;
  readonly paste: (text: string) => boolean;
  readonly nudge: (by: Point) => void;
  /** Dragged there: perhaps into a sub-process, or onto another border. */
  readonly drop: (positions: Readonly<Record<string, Point>>) => void;
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
  const wordsOfDrop = ({ into, cut }: commands.Dropped, count: number): string => {
    const { say } = now();
    if (into === undefined) {
      return cut > 0
        ? say('canvas.did.movedCut', { count, cut })
        : say('canvas.did.moved', { count });
    }
    const where =
      into === null
        ? say('canvas.did.movedOut', { count })
        : say('canvas.did.movedInto', { count, name: called(into) });
    return cut > 0 ? `${where}. ${say('canvas.did.cut', { count: cut })}` : where;
  };
  const remove = () => {
    const { definition, selection, change, say } = now();
    const edit = commands.remove(definition, selection.elements, selection.flows);
    const [first] = selection.elements;
    const inside = commands.removedWith(definition, selection.elements) - 1;
    const label =
      selection.elements.length === 1 && first && inside > 0
        ? say('canvas.did.removedWith', { name: called(first), count: inside })
        : selection.elements.length === 1 && first
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
      const { definition, say, announce } = now();
      const at = center ?? view.current?.center() ?? { x: 0, y: 0 };
      const made = commands.addAt(definition, template, at);
      if (made) make(made, (kind) => say('canvas.did.added', { kind }));
      else announce(say('canvas.refused.noBorder'));
    },
    attach: (template, element) => {
      const { definition, say, announce } = now();
      const host = find(element);
      const made = host && commands.attachNew(definition, host, template);
      if (made) make(made, (kind) => say('canvas.did.attached', { kind, name: called(element) }));
      else announce(say('canvas.refused.noBorder'));
    },
    replaceKind: (element, template) => {
      const { definition, change, say } = now();
      const known = find(element);
      const edit = known && commands.replaceKind(definition, known, template);
      change(edit, say('canvas.did.replaced', { name: called(element), kind: say(template.name) }));
      requestAnimationFrame(() => focusOn(element));
    },
    layInto: (scope) => {
      const { definition, selection, change, say, announce } = now();
      const dropped = commands.layInto(definition, selection.elements, scope);
      if (!dropped) return announce(say('canvas.refused.scope'));
      change(dropped.edit, wordsOfDrop(dropped, selection.elements.length));
      requestAnimationFrame(() => {
        view.current?.reveal(selection.elements);
        const [first] = selection.elements;
        if (first) focusOn(first);
      });
    },
    wrap: () => {
      const { definition, selection, say, announce } = now();
      const made = commands.wrap(definition, selection.elements);
      if (!made) return announce(say('canvas.refused.wrap'));
      make(made, () => say('canvas.did.wrapped', { count: selection.elements.length }));
    },
    dissolve: () => {
      const { definition, element, change, say, announce } = now();
      if (element?.type !== 'subProcess') return announce(say('canvas.refused.dissolve'));
      const held = definition.elements.filter(({ parent }) => parent === element.id);
      change(
        { type: 'dissolve', id: element.id },
        say('canvas.did.dissolved', { name: called(element.id) }),
        { select: { elements: held.map(({ id }) => id), flows: [] } },
      );
    },
    setUndo: (element, handler) => {
      const { definition, change, say } = now();
      const known = find(element);
      if (!known || !isActivity(known)) return;
      change(
        commands.setUndo(definition, known, handler),
        say('canvas.did.changed', { name: called(element) }),
      );
    },
    append: (template, source, options) => {
      const { definition, say } = now();
      const from = find(source);
      if (!from) return;
      const port = options?.port ?? commands.freePort(definition, from);
      const made = commands.append(definition, from, template, { ...options, port, wordsOf });
      if (!made) {
        const why =
          template.group === 'borders' ? 'canvas.refused.noBorder' : 'canvas.connect.none';
        return now().announce(say(why));
      }
      if (made.element.type === 'boundaryEvent')
        return make(made, (kind) => say('canvas.did.attached', { kind, name: called(source) }));
      make(made, (kind) => say('canvas.did.appended', { kind, name: called(source) }));
    },
    insert: (template, flow) => {
      const { definition, say } = now();
      const split = definition.flows.find(({ id }) => id === flow);
      if (!split) return;
      const made = commands.insertOn(definition, split, template, wordsOf);
      if (!made) return now().announce(say('canvas.connect.none'));
      make(made, (kind) =>
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
        { scope: scopeOfAll(definition, selection.elements) },
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
      const { definition, element, change, say } = now();
      const scope = element?.type === 'subProcess' ? element.id : element?.parent;
      const center = scope === undefined ? view.current?.center() : undefined;
      const { edit, ids } = commands.paste(definition, clip, { center, scope });
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
    drop: (positions) => {
      const { definition, change } = now();
      const dropped = commands.drop(definition, positions);
      change(dropped.edit, wordsOfDrop(dropped, Object.keys(positions).length));
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

/** The one sub-process that all of them lie in. */
const scopeOfAll = (definition: Definition, ids: readonly string[]): string | undefined => {
  const scopes = new Set(
    definition.elements.filter(({ id }) => ids.includes(id)).map(({ parent }) => parent),
  );
  return scopes.size === 1 ? [...scopes][0] : undefined;
};

/** What is selected after a removal: the element before the removed one, so that the keyboard keeps its place. */
const survivor = (definition: Definition, removed: string, edit: Edit | undefined) => {
  if (!edit) return undefined;
  const after: readonly Element[] = applyEdit(definition, edit).elements;
  const gone = definition.elements.find(({ id }) => id === removed);
  const host = gone?.type === 'boundaryEvent' ? gone.attachedTo : undefined;
  const before = host ?? definition.flows.find(({ to }) => to === removed)?.from ?? gone?.parent;
  return after.some(({ id }) => id === before) ? before : undefined;
};
