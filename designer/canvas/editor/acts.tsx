/**
 * Everything an author can do, in one place: palette, drawing, outline, keyboard and panel call these, so that each act
 * is worded, announced and undone alike wherever it was started. The functions stay the same for the life of the editor;
 * only the small state beside them (which menu is open, which name is being changed) makes the drawing look again.
 */
import type { ReactNode } from 'react';
import { createContext, useContext, useMemo, useRef, useState } from 'react';
import type { ArrangingActs } from './acts/arranging.ts';
import { createArrangingActs } from './acts/arranging.ts';
import type { View } from './acts/bench.ts';
import { createBench } from './acts/bench.ts';
import type { ChangingActs } from './acts/changing.ts';
import { createChangingActs } from './acts/changing.ts';
import type { CopyingActs } from './acts/copying.ts';
import { createCopyingActs } from './acts/copying.ts';
import type { FoldingActs } from './acts/folding.ts';
import { createFoldingActs } from './acts/folding.ts';
import type { GroupingActs } from './acts/grouping.ts';
import { createGroupingActs } from './acts/grouping.ts';
import type { MakingActs } from './acts/making.ts';
import { createMakingActs } from './acts/making.ts';
import type { Menu } from './acts/menu.ts';
import type { MovingActs } from './acts/moving.ts';
import { createMovingActs } from './acts/moving.ts';
import type { NotingActs } from './acts/noting.ts';
import { createNotingActs } from './acts/noting.ts';
import type { RemovingActs } from './acts/removing.ts';
import { createRemovingActs } from './acts/removing.ts';
import type { SelectingActs } from './acts/selecting.ts';
import { createSelectingActs } from './acts/selecting.ts';
import type { Editor } from './editor.tsx';
import { useEditor } from './editor.tsx';

/** `room`: dragging pushes everything behind the pointer. */
export type Tool = 'room';

export type Acts = MakingActs &
  ChangingActs &
  MovingActs &
  ArrangingActs &
  FoldingActs &
  GroupingActs &
  CopyingActs &
  NotingActs &
  RemovingActs &
  SelectingActs & {
    readonly menu: Menu | null;
    readonly renaming: string | null;
    /** What dragging in the drawing does, where it does not move steps. */
    readonly tool: Tool | null;
    readonly setTool: (tool: Tool | null) => void;
    readonly setMenu: (menu: Menu | null) => void;
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
  const [tool, setTool] = useState<Tool | null>(null);
  const fixed = useMemo(() => createActs(latest, view, setMenu, setRenaming), []);
  const acts = useMemo(() => {
    const change = (next: Tool | null) => {
      const { say, announce } = latest.current;
      if (next !== tool) announce(say(`canvas.room.${next ? 'on' : 'off'}`));
      setTool(next);
    };
    return { ...fixed, menu, renaming, tool, setTool: change };
  }, [fixed, menu, renaming, tool]);
  return <ActsContext value={acts}>{children}</ActsContext>;
};

const createActs = (
  editor: { readonly current: Editor },
  view: { current: View | null },
  setMenu: (menu: Menu | null) => void,
  setRenaming: (element: string | null) => void,
): Omit<Acts, 'menu' | 'renaming' | 'tool' | 'setTool'> => {
  const bench = createBench(editor, view);
  return {
    view,
    setMenu: (menu) => {
      const isAtPoint = menu?.kind === 'append' && menu.at !== undefined;
      if (menu && 'element' in menu && !isAtPoint) bench.bringIntoView(menu.element);
      setMenu(menu);
    },
    ...createMakingActs(bench),
    ...createChangingActs(bench, setRenaming),
    ...createMovingActs(bench),
    ...createArrangingActs(bench),
    ...createFoldingActs(bench),
    ...createGroupingActs(bench),
    ...createCopyingActs(bench),
    ...createNotingActs(bench, setRenaming),
    ...createRemovingActs(bench),
    ...createSelectingActs(bench),
  };
};
