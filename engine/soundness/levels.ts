/**
 * Sub-processes whose results stay inside: repeated ones, those with `outputs`, and those that undo. The same name may be one
 * variable in there and another around it, and one in each of several that are open at once.
 */
import type { Definition, Element } from '../definition.ts';
import { type Graph, graphOf } from '../graph.ts';
import type { Scope, State } from '../state.ts';

/** The innermost of these sub-processes around an element; null in the process itself. */
export type Level = string | null;

export class Levels {
  readonly #graph: Graph;

  constructor(definition: Definition) {
    this.#graph = graphOf(definition);
  }

  of(id: string): Level {
    let element = this.#around(this.#graph.elements.get(id));
    while (element && !keeps(element)) element = this.#around(element);
    return element?.id ?? null;
  }

  /** Whether a level is this other one or lies in it. */
  isWithin(level: Level, other: Level): boolean {
    for (let at = level; at !== null; at = this.of(at)) if (at === other) return true;
    return other === null;
  }

  /** Levels that opened or closed in between. */
  turned(before: State, after: State): readonly string[] {
    const [was, is] = [this.#open(before), this.#open(after)];
    const turned = [
      ...was.filter(({ id }) => !after.scopes?.[id]),
      ...is.filter(({ id }) => !before.scopes?.[id]),
    ];
    return turned.map(({ element }) => element);
  }

  /** Whether a level, or one around it, is open more than once. */
  isSeveral(level: Level, state: State): boolean {
    const open = this.#open(state).map(({ element }) => element);
    for (let at = level; at !== null; at = this.of(at))
      if (open.indexOf(at) !== open.lastIndexOf(at)) return true;
    return false;
  }

  #around(element: Element | undefined): Element | undefined {
    return this.#graph.elements.get(element?.parent ?? '');
  }

  #open({ scopes = {} }: State): readonly Scope[] {
    return Object.values(scopes).filter(({ kind, element: id }) => {
      const element = this.#graph.elements.get(id);
      return (kind === 'doing' || kind === 'undo') && element !== undefined && keeps(element);
    });
  }
}

function keeps(element: Element): boolean {
  if (element.type !== 'subProcess') return false;
  return Boolean(element.loop || element.outputs || element.forCompensation);
}
