/**
 * The state of one open process, handed to palette, drawing, outline and panel alike: the definition with its history,
 * what is selected, and how to change it. Whoever changes something says in words what was done; the words are announced
 * to screen readers and stand in the undo button's tooltip.
 */
import type { ReactNode } from 'react';
import { createContext, useContext, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import type { Say } from '#designer/ui/diagram/say.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import type { Names } from '#designer/ui/diagram/words.ts';
import { useToast } from '#designer/ui/toast.ts';
import type { Definition, Element, Flow } from '#engine/definition.ts';
import type { Edit } from '#engine/edits.ts';
import type { Finding, LintContext } from '#engine/lint/index.ts';
import type { Fact } from '../conditions/facts.ts';
import { useFindings } from '../findings/use-findings.ts';
import type { Change, History } from './history.ts';
import { reduceHistory } from './history.ts';

export type Selection = { readonly elements: readonly string[]; readonly flows: readonly string[] };

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
  /** The one selected element or flow, when it is only one. */
  readonly element: Element | undefined;
  readonly flow: Flow | undefined;
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
  const facts = useMemo(() => factsFor(definition), [factsFor, definition]);
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
    element: only(definition.elements, selection.elements, selection.flows),
    flow: only(definition.flows, selection.flows, selection.elements),
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

  return <EditorContext value={editor}>{children}</EditorContext>;
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
    element: only(definition.elements, selection.elements, selection.flows),
    flow: only(definition.flows, selection.flows, selection.elements),
    select: setChosen,
    change: nothing,
    look: nothing,
    seal: nothing,
    undo: nothing,
    redo: nothing,
  };
  return <EditorContext value={on ? looking : editor}>{children}</EditorContext>;
};

const NO_FINDINGS: readonly Finding[] = [];
const nothing = () => void 0;

/** Undo may have taken away what was selected. */
const present = (definition: Definition, chosen: Selection): Selection => {
  const elements = chosen.elements.filter((id) => definition.elements.some((e) => e.id === id));
  const flows = chosen.flows.filter((id) => definition.flows.some((f) => f.id === id));
  const same = elements.length === chosen.elements.length && flows.length === chosen.flows.length;
  return same ? chosen : { elements, flows };
};

const only = <Item extends { readonly id: string }>(
  items: readonly Item[],
  ids: readonly string[],
  others: readonly string[],
): Item | undefined =>
  ids.length === 1 && others.length === 0 ? items.find(({ id }) => id === ids[0]) : undefined;

/** A screen reader stays silent when the same words are set again; a trailing space makes them new. */
const useAnnouncement = (): [string, (text: string) => void] => {
  const [text, setText] = useState('');
  return [text, (next) => setText((before) => (before === next ? `${next}\u00A0` : next))];
};
