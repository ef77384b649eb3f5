/**
 * The keys of the canvas, all listed in the help. They act on what is selected, in the drawing and in the outline alike;
 * arrow keys only while the drawing has the focus, because elsewhere they scroll.
 */

import { useReactFlow } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import type { Shortcut } from '#designer/ui/keyboard.tsx';
import { useShortcuts } from '#designer/ui/keyboard.tsx';
import { useComments } from '../comments/comments.tsx';
import type { Acts } from '../editor/acts.tsx';
import { useActs } from '../editor/acts.tsx';
import type { Alignment, Distribution } from '../editor/commands/align.ts';
import { ALIGNMENTS, DISTRIBUTIONS } from '../editor/commands/align.ts';
import { useEditor } from '../editor/editor.tsx';
import type { Direction } from '../editor/walk.ts';
import { findNeighbour, firstElement } from '../editor/walk.ts';
import { useStable } from '../use-stable.ts';

type Props = {
  readonly mode: 'diagram' | 'outline';
  readonly onMode: (mode: 'diagram' | 'outline') => void;
  readonly onPanel?: () => void;
  readonly onMiniMap: () => void;
};

export const CanvasKeys = ({ mode, onMode, onPanel, onMiniMap }: Props) => {
  const { say, definition, element, flow, note, selection, select, undo, redo, readOnly } =
    useEditor();
  const acts = useActs();
  const { zoomIn, zoomOut } = useReactFlow();
  const key = (keys: string, id: string, run: () => void, passive = false): Shortcut => ({
    keys,
    label: say(`canvas.key.${id}`),
    run,
    passive,
  });
  const edit: Shortcut[] = [
    key('a', 'append', () => {
      // With nothing selected the process grows from its start.
      const source = element?.id ?? firstElement(definition);
      if (flow) acts.setMenu({ kind: 'insert', flow: flow.id });
      else if (source) acts.setMenu({ kind: 'append', element: source });
    }),
    key('c', 'connect', () => {
      if (element) acts.setMenu({ kind: 'connect', element: element.id });
      else if (note) acts.setMenu({ kind: 'about', note: note.id });
    }),
    key('b', 'attach', () => element && acts.setMenu({ kind: 'attach', element: element.id })),
    key('r', 'replace', () => element && acts.setMenu({ kind: 'replace', element: element.id })),
    key('s', 'wrap', acts.wrap),
    key('u', 'dissolve', acts.dissolve),
    key('i', 'layInto', () => {
      const [first] = selection.elements;
      if (first) acts.setMenu({ kind: 'layInto', element: first });
    }),
    key('n', 'note', () => acts.addNote()),
    key('F2', 'rename', () => {
      if (note) acts.startNote(note.id);
      else if (element && mode === 'diagram') acts.startRename(element.id);
    }),
    key('Delete', 'delete', acts.remove),
    key('d', 'duplicate', acts.duplicate),
    key('Mod+c', 'copy', () => void 0, true),
    key('Mod+v', 'paste', () => void 0, true),
    key('Mod+x', 'cut', () => void 0, true),
    key('t', 'tidy', () => acts.tidy()),
    key('Shift+t', 'tidyInRows', () => acts.tidy(true)),
    ...arranging(key, acts, mode === 'diagram'),
    key('Mod+g', 'group', acts.group),
    key('Mod+Shift+g', 'ungroup', () => acts.ungroup()),
    key('Mod+z', 'undo', undo),
    key('Mod+Shift+z', 'redo', redo),
    key('Shift+ArrowRight', 'nudge', () => void 0, true),
  ];
  const look: Shortcut[] = [
    key('/', 'search', () => {
      onMode('diagram');
      acts.setMenu({ kind: 'search' });
    }),
    key('Shift+n', 'nextNote', acts.walkNotes),
    key('Mod+a', 'selectAll', acts.selectAll),
    key('f', 'fold', () => acts.fold()),
    key('Escape', 'deselect', () =>
      acts.tool ? acts.setTool(null) : select({ elements: [], flows: [] }),
    ),
    key('ArrowRight', 'walk', () => void 0, true),
    key('Enter', 'panel', () => void 0, true),
    key('1', 'fit', () => acts.view.current?.fit()),
    key('0', 'showAll', () => acts.view.current?.showAll()),
    key('=', 'zoomIn', () => void zoomIn()),
    key('-', 'zoomOut', () => void zoomOut()),
    key('m', 'miniMap', onMiniMap),
    key('o', 'outline', () => onMode(mode === 'diagram' ? 'outline' : 'diagram')),
  ];
  useShortcuts(readOnly ? look : [...edit, ...look], { ownsLetters: true });
  const plus = { '+': () => void zoomIn() };
  useOtherKeys(
    readOnly ? plus : { ...plus, Backspace: acts.remove, 'Mod+d': acts.duplicate, 'Mod+y': redo },
  );
  useArrowKeys(mode === 'diagram', onPanel);
  useClipboard(selection.elements.length + (selection.notes?.length ?? 0) > 0);
  return null;
};

type ToKey = (keys: string, id: string, run: () => void) => Shortcut;

/** Two keys to line up: the second says where. */
const ALIGN_KEYS: Record<Alignment, string> = {
  left: 'l l',
  centre: 'l c',
  right: 'l r',
  top: 'l t',
  middle: 'l m',
  bottom: 'l b',
};
const DISTRIBUTE_KEYS: Record<Distribution, string> = { across: 'l a', down: 'l d' };

const arranging = (key: ToKey, acts: Acts, isDrawn: boolean): readonly Shortcut[] => [
  ...ALIGNMENTS.map((one) => key(ALIGN_KEYS[one], `align.${one}`, () => acts.align(one))),
  ...DISTRIBUTIONS.map((one) =>
    key(DISTRIBUTE_KEYS[one], `distribute.${one}`, () => acts.distribute(one)),
  ),
  key('w', 'room', () => isDrawn && acts.setTool(acts.tool === 'room' ? null : 'room')),
  ...(['Right', 'Left', 'Down', 'Up'] as const).map((side) => {
    const direction = DIRECTIONS[`Arrow${side}`] ?? 'right';
    return key(`Mod+Shift+Arrow${side}`, `push.${direction}`, () => acts.push(direction));
  }),
];

/** Second keys for the same acts, which would only make the help longer. */
const useOtherKeys = (keys: Readonly<Record<string, () => void>>): void => {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof HTMLElement ? event.target : null;
      if (
        event.defaultPrevented ||
        event.altKey ||
        target?.closest('input, textarea, [role="dialog"]')
      )
        return;
      const run = latest.current[`${event.ctrlKey || event.metaKey ? 'Mod+' : ''}${event.key}`];
      if (!run) return;
      event.preventDefault();
      run();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
};

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};
const STEPS = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
} as const;

/** Arrows walk, with Shift they move what is selected by one step of the grid; Enter goes into the panel. */
const useArrowKeys = (enabled: boolean, onPanel?: () => void): void => {
  const { definition, element, note, select, readOnly } = useEditor();
  const acts = useActs();
  const hideComments = useStable(useComments().hide);
  useEffect(() => {
    if (!enabled) return;
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof HTMLElement ? event.target : null;
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
      // Elsewhere arrows scroll, or move within a field or a list.
      const node = target?.closest('.react-flow__node');
      if (!(node || target === document.body || target?.id === 'main')) return;
      if (target?.matches('input, textarea')) return;
      const direction = DIRECTIONS[event.key];
      if (event.key === 'Enter' && note && !readOnly && target === node) {
        event.preventDefault();
        acts.startNote(note.id);
        return;
      }
      if (event.key === 'Enter' && element && target?.classList.contains('react-flow__node')) {
        event.preventDefault();
        // They stand where the panel does.
        hideComments();
        onPanel?.();
        requestAnimationFrame(() => document.getElementById('canvas-name')?.focus());
        return;
      }
      if (!direction) return;
      event.preventDefault();
      if (event.shiftKey && !readOnly) {
        acts.nudge(STEPS[direction]);
        return;
      }
      const next = element
        ? findNeighbour(definition, element.id, direction)
        : (note?.about ?? firstElement(definition));
      if (!next) return;
      select({ elements: [next], flows: [] });
      acts.view.current?.reveal([next]);
      requestAnimationFrame(() => acts.view.current?.focus(next));
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [enabled, definition, element, note, select, readOnly, acts, hideComments, onPanel]);
};

/** The browser's own copy, cut and paste, as text, so that elements travel between tabs, processes and mails. */
const useClipboard = (hasSelection: boolean): void => {
  const acts = useActs();
  const { readOnly, announce, say } = useEditor();
  useEffect(() => {
    const isText = (event: ClipboardEvent) => {
      const target = event.target instanceof HTMLElement ? event.target : null;
      return (
        target?.closest('input, textarea, [contenteditable], [role="dialog"]') ||
        !document.getSelection()?.isCollapsed
      );
    };
    const onCopy = (event: ClipboardEvent) => {
      if (isText(event) || !hasSelection) return;
      event.preventDefault();
      event.clipboardData?.setData('text/plain', acts.copyText());
      if (event.type === 'cut' && !readOnly) acts.remove();
      else acts.copied();
    };
    const onPaste = (event: ClipboardEvent) => {
      if (isText(event) || readOnly) return;
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (acts.paste(text)) event.preventDefault();
      else if (text.trim()) announce(say('canvas.did.pastedNothing'));
    };
    document.addEventListener('copy', onCopy);
    document.addEventListener('cut', onCopy);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('cut', onCopy);
      document.removeEventListener('paste', onPaste);
    };
  }, [acts, hasSelection, readOnly, announce, say]);
};
