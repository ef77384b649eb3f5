/** What is at hand while a process is read: ids both ways, what has been understood, and where to tell the rest. */
import type { Node } from './node.ts';
import type { Say } from './report.ts';

export type Reading = {
  readonly say: Say;
  /** Whether our extensions are believed; not where they have said what fits nothing. */
  readonly trusts: boolean;
  /** Marks a part of the document as understood: the definition says all that it says. */
  readonly hold: (node: Node) => void;
  /** Our id of an element, flow or text that is taken; nothing for others. */
  readonly idOf: (node: Node | undefined) => string | undefined;
  /** Notes which message, signal, error or escalation of the document one of our names stands for. */
  readonly root: (node: Node, name: string) => void;
  /** What undoes an activity, and by which border event and association the document says so. */
  readonly undoOf: (activity: Node) => Undo | undefined;
};

export type Undo = { readonly boundary: Node; readonly association: Node; readonly handler: Node };
