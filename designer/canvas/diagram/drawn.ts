/**
 * What React Flow is handed: nodes and edges with all that is to be seen of them, so that what draws one of them asks nothing
 * else. Elements are nodes under their own ids; groups and notes have ids of their own, because an element may be called as
 * one of them is.
 */
import type { Edge, Node } from '@xyflow/react';
import type { Moved } from '#designer/ui/diagram/drawing.ts';
import type { ElementState } from '#designer/ui/diagram/ElementBox.tsx';
import type { Say } from '#designer/ui/diagram/say.ts';
import type { Point } from '#designer/ui/diagram/shapes.ts';
import type { Names } from '#designer/ui/diagram/words.ts';
import type { Definition, Element, Group, Note } from '#engine/definition.ts';
import type { Finding, Level } from '#engine/lint/index.ts';
import type { Selection } from '../editor/editor.tsx';

export type ElementData = {
  readonly element: Element;
  readonly name: string;
  readonly summary: string;
  readonly level: Level | null;
  readonly findings: number;
  readonly readOnly: boolean;
  /** It would take up what is being dragged. */
  readonly receives: boolean;
  /** The only thing selected: its acts are shown beside it. */
  readonly alone: boolean;
  readonly mark: ElementMark | null;
  /** How much lies in a collapsed sub-process; null where nothing is hidden. */
  readonly inside: number | null;
  /** It lies on the upper border of what it belongs to. */
  readonly above: boolean;
};
export type ElementNode = Node<ElementData, 'element'>;

export type GroupData = { readonly group: Group; readonly readOnly: boolean };
export type GroupNode = Node<GroupData, 'group'>;

export type NoteData = {
  readonly note: Note;
  readonly readOnly: boolean;
  /** The only thing selected: it can be made larger by its corners. */
  readonly alone: boolean;
};
export type NoteNode = Node<NoteData, 'note'>;

export type AnyNode = ElementNode | GroupNode | NoteNode;

export type FlowData = {
  readonly points: readonly Point[];
  readonly at: Point;
  readonly label: string;
  readonly level: Level | null;
  readonly readOnly: boolean;
  readonly alone: boolean;
  readonly mark?: FlowMark | null;
  /** Joins an activity with what undoes it, or a note with what it is about: nothing to choose. */
  readonly association?: 'undo' | 'note';
};
export type FlowEdge = Edge<FlowData, 'flow'>;

/** What is laid over an element: how it stands in a rehearsal, or how often it was come to. */
export type ElementMark = {
  readonly state?: ElementState;
  readonly tokens: number;
  /** Running on by itself stops here. */
  readonly isBreak: boolean;
  readonly count?: number;
  /** Of a collapsed sub-process: how much of what it hides was come to. */
  readonly inside?: { readonly reached: number; readonly all: number };
  /** Said to who cannot see it. */
  readonly said: string;
};
export type FlowMark = { readonly state?: 'taken' | 'ahead'; readonly count?: number };

export type Layer = {
  readonly elements: ReadonlyMap<string, ElementMark>;
  readonly flows: ReadonlyMap<string, FlowMark>;
};

export type Drawing = {
  readonly nodes: readonly ElementNode[];
  readonly groups: readonly GroupNode[];
  readonly notes: readonly NoteNode[];
  readonly edges: readonly FlowEdge[];
};

export type Subject = {
  readonly say: Say;
  readonly definition: Definition;
  readonly names?: Names;
  readonly findings?: readonly Finding[];
  readonly selection?: Selection;
  readonly moved?: Moved;
  /** The sub-process that takes up what is dragged. */
  readonly into?: string;
  readonly readOnly?: boolean;
  readonly layer?: Layer | null;
};
