/**
 * The state of one open process, handed to palette, drawing, outline and panel alike: the definition with its history,
 * what is selected, and how to change it. Whoever changes something says in words what was done; the words are announced
 * to screen readers and stand in the undo button's tooltip.
 */
import type { ReactNode } from 'react';
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useReducer,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import type { Fact } from '#designer/ui/conditions/facts.ts';
import type { Say } from '#designer/ui/diagram/say.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import type { Names } from '#designer/ui/diagram/words.ts';
import { useToast } from '#designer/ui/toast.ts';
import type { Definition, Element, Flow, Note } from '#engine/definition.ts';
import type { Edit } from '#engine/edits.ts';
import type { Finding, LintContext } from '#engine/lint/index.ts';
import { useFindings } from '../findings/use-findings.ts';
import type { Change, History } from './history.ts';
import { reduceHistory } from './history.ts';

export type Selection = {
  readonly elements: readonly string[];
  readonly flows: readonly string[];
  readonly notes?: readonly string[];
};

export const NOTHING: Selection = { elements: [], flows: [] };

export type ChangeOptions = {
  /** Changes with the same mark in a row are one step to undo. */
  readonly mark?: string;
  /** What is selected afterwards. */
  readonly select?: Selection;
  /** Not announced: the field being typed in speaks for itself. */
  readonly quiet?: boolean;
};

export type Editor = {
  readonly say: Say;
  readonly names: Names;
  readonly facts: readonly Fact[];
  readonly findings: readonly Finding[];
  /** The findings are those of a moment ago. */
  readonly isChecking: boolean;
  readonly readOnly: boolean;
  readonly history: History;
  readonly definition: Definition;
  readonly selection: Selection;
  /** The one selected element, flow or note, when it is only one. */
  readonly element: Element | undefined;
  readonly flow: Flow | undefined;
  readonly note: Note | undefined;
  readonly select: (selection: Selection) => void;
  readonly change: (edit: Edit | undefined, label: string, options?: ChangeOptions) => void;
  /** Changes only how it is looked at; what cannot be edited can be looked at in either way. */
  readonly look: (edit: Edit, label: string, options?: ChangeOptions) => void;
  readonly replace: (definition: Definition, label: string) => void;
  readonly seal: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly announcement: string;
  readonly announce: (text: string) => void;
  /** Says, for all to see and hear, why nothing was done. */
  readonly refuse: (text: string) => void;
};

const EditorContext = createContext<Editor | null>(null);

export const useEditor = (): Editor => {
  const editor = useContext(EditorContext);
  if (!editor) throw new Error('useEditor is used outside an EditorProvider.');
  return editor;
};

type Store = { current: Editor; readonly listeners: Set<() => void> };

const StoreContext = createContext<Store | null>(null);

/**
 * As much of the editor as somebody needs who is shown all the time: it is drawn anew only when that part has changed, and not
 * with every letter that is typed. What is picked must be the same value as long as it says the same.
 */
export const useEditorPart = <Part,>(pick: (editor: Editor) => Part): Part => {
  const store = useContext(StoreContext);
  if (!store) throw new Error('useEditorPart is used outside an EditorProvider.');
  const subscribe = useCallback(
    (listener: () => void) => {
      store.listeners.add(listener);
      return () => void store.listeners.delete(listener);
    },
    [store],
  );
  return useSyncExternalStore(subscribe, () => pick(store.current));
};

/** The editor as it is when something is done with it, for those who do not look at it before. */
export const useLatestEditor = (): { readonly current: Editor } => {
  const store = useContext(StoreContext);
  if (!store) throw new Error('useLatestEditor is used outside an EditorProvider.');
  return store;
};

const EditorScope = ({ editor, children }: { editor: Editor; children: ReactNode }) => {
  const [store] = useState<Store>(() => ({ current: editor, listeners: new Set() }));
  store.current = editor;
  useLayoutEffect(() => {
    for (const listener of store.listeners) listener();
  });
  return (
    <StoreContext value={store}>
      <EditorContext value={editor}>{children}</EditorContext>
    </StoreContext>
  );
};

type Props = {
  readonly start: History;
  readonly readOnly: boolean;
  readonly names: Names;
  readonly factsFor: (definition: Definition) => readonly Fact[];
  /** What is known beside the process when it is checked; null where it is only looked at. */
  readonly lintContext: LintContext | null;
  readonly onHistory?: (history: History) => void;
  readonly select?: string;
  readonly children: ReactNode;
};

export const EditorProvider = ({
  start,
  readOnly,
  names,
  factsFor,
  lintContext,
  onHistory,
  select: selectAtFirst,
  children,
}: Props) => {
  const say = useSay();
  const toast = useToast();
  const [history, dispatch] = useReducer(reduceHistory, start);
  const [chosen, setChosen] = useState<Selection>(() =>
    selectAtFirst ? { elements: [selectAtFirst], flows: [] } : NOTHING,
  );
  const [announcement, announce] = useAnnouncement();
  const definition = history.present;
  const selection = useMemo(() => present(definition, chosen), [definition, chosen]);
  const facts = useSettled(useMemo(() => factsFor(definition), [factsFor, definition]));
  const { findings, isChecking } = useFindings(definition, lintContext);
  const factNames = useMemo(() => new Map(facts.map(({ path, label }) => [path, label])), [facts]);

  const report = useRef(onHistory);
  report.current = onHistory;
  useEffect(() => report.current?.(history), [history]);

  const editor: Editor = {
    say,
    names: useMemo(() => ({ ...names, fact: (path) => factNames.get(path) }), [names, factNames]),
    facts,
    findings,
    isChecking,
    readOnly,
    history,
    definition,
    selection,
    ...theOne(definition, selection),
    select: setChosen,
    change: (edit, label, options = {}) => {
      if (!edit || readOnly) return;
      make({ type: 'edit', edit }, label, options);
    },
    look: (edit, label, options = {}) => make({ type: 'edit', edit }, label, options),
    replace: (next, label) => make({ type: 'replace', definition: next }, label, {}),
    seal: () => dispatch({ type: 'mark' }),
    undo: () => {
      const step = history.past.at(-1);
      if (!step) return;
      dispatch({ type: 'undo' });
      announce(say('canvas.did.undone', { what: step.label }));
    },
    redo: () => {
      const [step] = history.future;
      if (!step) return;
      dispatch({ type: 'redo' });
      announce(say('canvas.did.redone', { what: step.label }));
    },
    announcement,
    announce,
    refuse: toast.refused,
  };

  function make(change: Change, label: string, { mark, select, quiet }: ChangeOptions) {
    dispatch({ type: 'change', change, label, mark });
    if (select) setChosen(select);
    if (!quiet) announce(label);
  }

  return <EditorScope editor={editor}>{children}</EditorScope>;
};

/**
 * While it is on, the same process to look at and nothing to change, with a selection of its own: what is being edited,
 * its history and what is selected in it wait unseen.
 */
export const LookingEditor = ({ on, children }: { on: boolean; children: ReactNode }) => {
  const editor = useEditor();
  const { definition } = editor;
  const [chosen, setChosen] = useState<Selection>(NOTHING);
  const selection = useMemo(() => present(definition, chosen), [definition, chosen]);
  const looking: Editor = {
    ...editor,
    findings: NO_FINDINGS,
    readOnly: true,
    selection,
    ...theOne(definition, selection),
    select: setChosen,
    change: nothing,
    look: nothing,
    seal: nothing,
    undo: nothing,
    redo: nothing,
  };
  return <EditorScope editor={on ? looking : editor}>{children}</EditorScope>;
};

const NO_FINDINGS: readonly Finding[] = [];
const nothing = () => void 0;

/** The same list as before while it says the same: all words of the drawing are made with it. */
const useSettled = (facts: readonly Fact[]): readonly Fact[] => {
  const known = useRef({ facts, text: JSON.stringify(facts) });
  if (known.current.facts !== facts) {
    const text = JSON.stringify(facts);
    known.current = { facts: text === known.current.text ? known.current.facts : facts, text };
  }
  return known.current.facts;
};

/** Undo may have taken away what was selected. */
const present = (definition: Definition, chosen: Selection): Selection => {
  const elements = among(chosen.elements, definition.elements);
  const flows = among(chosen.flows, definition.flows);
  const notes = among(chosen.notes, definition.notes);
  const isSame =
    elements.length === chosen.elements.length &&
    flows.length === chosen.flows.length &&
    notes.length === (chosen.notes?.length ?? 0);
  return isSame ? chosen : { elements, flows, notes };
};

type Things = readonly { readonly id: string }[];

const among = (ids: readonly string[] = [], things: Things = []): readonly string[] => {
  if (ids.length === 0) return ids;
  const known = new Set(things.map(({ id }) => id));
  return ids.filter((id) => known.has(id));
};

const theOne = (
  { elements, flows, notes = [] }: Definition,
  selection: Selection,
): Pick<Editor, 'element' | 'flow' | 'note'> => {
  const ids = [...selection.elements, ...selection.flows, ...(selection.notes ?? [])];
  const only = <Item extends { readonly id: string }>(
    items: readonly Item[],
    chosen: readonly string[] = [],
  ): Item | undefined => (ids.length === 1 ? items.find(({ id }) => id === chosen[0]) : undefined);
  return {
    element: only(elements, selection.elements),
    flow: only(flows, selection.flows),
    note: only(notes, selection.notes),
  };
};

/** A screen reader stays silent when the same words are set again; a trailing space makes them new. */
const useAnnouncement = (): [string, (text: string) => void] => {
  const [text, setText] = useState('');
  return [text, (next) => setText((before) => (before === next ? `${next}\u00A0` : next))];
};
