/**
 * From the document to what React Flow draws: a pure function of definition, findings, selection, positions in mid-drag
 * and, for a run, its layer. React Flow holds nothing of its own that could differ from the definition; what did not
 * change keeps its identity, so that a large drawing repaints only what did.
 */
import { notesOf } from '#designer/ui/diagram/notes.ts';
import type { Selection } from '../editor/editor.tsx';
import type { Drawing, Subject } from './drawn.ts';
import { elementNodes } from './element-nodes.ts';
import { flowEdges } from './flow-edges.ts';
import { groupNodes } from './group-nodes.ts';
import { keepSame } from './keep-same.ts';
import { levelsOf } from './levels.ts';
import { noteNodes } from './note-nodes.ts';
import { saidOf } from './said.ts';

export const toFlow = (subject: Subject, before?: Drawing): Drawing => {
  const { definition, findings = [], selection, moved } = subject;
  const known = {
    said: saidOf(subject),
    levels: levelsOf(definition, findings),
    notes: notesOf(definition, moved),
    // While something is dragged nothing is shown beside it.
    alone: moved?.size ? undefined : onlyOne(selection),
  };
  return {
    nodes: keepSame(elementNodes(subject, known), before?.nodes),
    groups: keepSame(groupNodes(subject), before?.groups),
    notes: keepSame(noteNodes(subject, known), before?.notes),
    edges: keepSame(flowEdges(subject, known), before?.edges),
  };
};

const onlyOne = (selection: Selection | undefined): string | undefined => {
  const ids = selection
    ? [...selection.elements, ...selection.flows, ...(selection.notes ?? [])]
    : [];
  return ids.length === 1 ? ids[0] : undefined;
};
