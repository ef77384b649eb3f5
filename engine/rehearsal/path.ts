/**
 * The path of a rehearsal over its process: how each element stands that was come to, in that order, and the flows that
 * were taken. Of what only waited beside the flow and never came it is said that it was called off.
 */
import type { Command } from '../messages.ts';
import type { Token } from '../state.ts';

export type Stand = 'waiting' | 'done' | 'failed' | 'calledOff';

export type Path = {
  readonly elements: ReadonlyMap<string, Stand>;
  readonly flows: ReadonlySet<string>;
};

export function pathOf(commands: readonly Command[], tokens: readonly Token[]): Path {
  const entered = new Set<string>();
  const left = new Set<string>();
  const flows = new Set<string>();
  for (const command of commands) {
    if (command.type === 'entered') entered.add(command.element);
    if (command.type !== 'left') continue;
    left.add(command.element);
    if (command.flow !== null) flows.add(command.flow);
  }
  const standOf = (id: string): Stand => {
    const here = tokens.filter(({ element }) => element === id);
    if (here.some(({ wait }) => wait.kind === 'failed')) return 'failed';
    if (here.length > 0) return 'waiting';
    return left.has(id) ? 'done' : 'calledOff';
  };
  return { elements: new Map([...entered].map((id) => [id, standOf(id)])), flows };
}
