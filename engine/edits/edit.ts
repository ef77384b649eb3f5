/**
 * Every change the canvas can make to a definition, as data: it can be applied, kept, sent, and offered as the fix of a
 * finding. Where an id is left out, the next free one is taken, the same one every time.
 */
import type { Definition, Element, Flow, Group, Note, Point } from '../definition.ts';

export type Edit =
  | { readonly type: 'addElement'; readonly element: Element; readonly at?: Point }
  /**
   * Takes the elements away with all their flows, and with what lies in them and on their borders. `heal` joins what stood before
   * and after a single one again.
   */
  | { readonly type: 'removeElements'; readonly ids: readonly string[]; readonly heal?: boolean }
  | {
      readonly type: 'connect';
      readonly from: string;
      readonly to: string;
      readonly id?: string;
      readonly port?: string;
      readonly name?: string;
      readonly conditions?: Flow['conditions'];
    }
  | { readonly type: 'disconnect'; readonly ids: readonly string[] }
  /**
   * What belongs to them (inside, on their borders, notes about them) keeps its place in relation to them, unless it is named too.
   * Notes may be named as well.
   */
  | {
      readonly type: 'moveElements';
      readonly positions: { readonly [id: string]: Point };
    }
  /** Replaces the element; it keeps its id. */
  | { readonly type: 'updateElement'; readonly id: string; readonly element: Element }
  | { readonly type: 'renameElement'; readonly id: string; readonly name: string }
  /** Replaces the flow; it keeps its id. */
  | { readonly type: 'updateFlow'; readonly id: string; readonly flow: Flow }
  /** The order in which a gateway looks at its flows; flows that are not named keep their order after the others. */
  | { readonly type: 'reorderFlows'; readonly element: string; readonly order: readonly string[] }
  /** Puts a new element in the middle of a flow. */
  | {
      readonly type: 'insertOnFlow';
      readonly flow: string;
      readonly element: Element;
      readonly at?: Point;
    }
  /** Copies the elements with the flows among them, set off by `offset`. */
  | {
      readonly type: 'duplicateElements';
      readonly ids: readonly string[];
      readonly offset?: Point;
    }
  /**
   * Lays elements of one scope into a sub-process, or without `parent` into the process itself. What undoes them comes along;
   * flows that would cross the border are taken away.
   */
  | { readonly type: 'reparentElements'; readonly ids: readonly string[]; readonly parent?: string }
  /** Lays an event onto the border of another activity. */
  | { readonly type: 'attach'; readonly id: string; readonly to: string; readonly at?: Point }
  /**
   * Makes a sub-process of elements of one scope that are entered at one of them. What led to them leads to it, and begins inside with a start; what they led
   * to follows it, and inside they lead to an end, of its own outcome where there are several ways on.
   */
  | {
      readonly type: 'wrapElements';
      readonly ids: readonly string[];
      readonly id: string;
      readonly name?: string;
      readonly start?: Point;
      readonly ends?: readonly Point[];
    }
  /** Takes a sub-process away and leaves what it held in its place, joined as it ran. */
  | { readonly type: 'dissolve'; readonly id: string }
  /** What is null is taken away. */
  | {
      readonly type: 'setProperties';
      readonly name?: string;
      readonly description?: string | null;
      readonly variables?: Definition['variables'] | null;
    }
  /** Draws sub-processes as one box, or with all they hold. */
  | {
      readonly type: 'setCollapsed';
      readonly ids: readonly string[];
      readonly collapsed: boolean;
    }
  /** A named rectangle behind elements; it is gone with the last of them. */
  | { readonly type: 'addGroup'; readonly group: Group }
  | {
      readonly type: 'updateGroup';
      readonly id: string;
      readonly changes: Partial<Omit<Group, 'id'>>;
    }
  | { readonly type: 'removeGroup'; readonly id: string }
  | { readonly type: 'addNote'; readonly note: Note }
  | {
      readonly type: 'updateNote';
      readonly id: string;
      /** `about: null`: it is about nothing in particular any more. */
      readonly changes: Partial<Omit<Note, 'id' | 'about'>> & { readonly about?: string | null };
    }
  | { readonly type: 'removeNote'; readonly id: string }
  /** Several edits as one step. */
  | { readonly type: 'batch'; readonly edits: readonly Edit[] };

export type EditOf<T extends Edit['type']> = Extract<Edit, { type: T }>;
