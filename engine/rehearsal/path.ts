/**
 * The path of a rehearsal over its process: how often each element was come to and each flow taken, and how each element
 * stands now. What only waits beside the flow, on a border or in the background, counts when it comes.
 */
import type { Command } from '../messages.ts';
import type { Token } from '../state.ts';

export type Stand = 'waiting' | 'done' | 'failed' | 'calledOff';

export type Path = {
  /** Of the elements that were come to, in that order. */
  readonly elements: ReadonlyMap<string, { readonly count: number; readonly stand: Stand }>;
  /** Of the flows that were taken. */
  readonly flows: ReadonlyMap<string, number>;
};

export function pathOf(commands: readonly Command[], tokens: readonly Token[]): Path {
  const beside = new Set<string>();
  const counts = new Map<string, number>();
  const left = new Set<string>();
  const flows = new Map<string, number>();
  const waited = new Set<string>();
  for (const command of commands) {
    if (command.type === 'entered') {
      waited.add(command.element);
      if (command.beside) beside.add(command.token);
      else add(counts, command.element);
    } else if (command.type === 'left') {
      if (beside.delete(command.token)) add(counts, command.element);
      left.add(command.element);
      if (command.flow !== null) add(flows, command.flow);
    }
  }
  for (const token of tokens) waited.add(token.element);
  const elements = [...waited].map((id): [string, { count: number; stand: Stand }] => {
    const here = tokens.filter(({ element }) => element === id);
    const stand = here.some(({ wait }) => wait.kind === 'failed')
      ? 'failed'
      : here.length > 0
        ? 'waiting'
        : left.has(id)
          ? 'done'
          : 'calledOff';
    return [id, { count: counts.get(id) ?? 0, stand }];
  });
  return { elements: new Map(elements), flows };
}

function add(counts: Map<string, number>, id: string): void {
  counts.set(id, (counts.get(id) ?? 0) + 1);
}
