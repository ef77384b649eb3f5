/**
 * What of a process rehearsals have come by, and what no one of them has. An event that waits on a border or in the
 * background has been come by only when it has come; everything else, when a token has entered it.
 */
import type { Definition } from '../definition.ts';
import type { CommandOf, Step } from '../messages.ts';

export type Count = { readonly id: string; readonly count: number };

/** In the order of the definition; what was come by never is among the uncovered, and not counted. */
export type Coverage = {
  readonly elements: readonly Count[];
  readonly flows: readonly Count[];
  readonly uncoveredElements: readonly string[];
  readonly uncoveredFlows: readonly string[];
};

/** `rehearsals`: the steps of each. */
export function coverageOf(
  { elements, flows }: Pick<Definition, 'elements' | 'flows'>,
  rehearsals: Iterable<readonly Pick<Step, 'commands'>[]>,
): Coverage {
  const entered = new Map<string, number>();
  const taken = new Map<string, number>();
  for (const steps of rehearsals) count(steps, entered, taken);
  return {
    elements: counted(elements, entered),
    flows: counted(flows, taken),
    uncoveredElements: missing(elements, entered),
    uncoveredFlows: missing(flows, taken),
  };
}

function count(
  steps: readonly Pick<Step, 'commands'>[],
  entered: Map<string, number>,
  taken: Map<string, number>,
): void {
  const beside = new Set<string>();
  for (const { commands } of steps) {
    for (const command of commands) {
      if (command.type === 'entered') {
        if (command.beside) beside.add(placeOf(command));
        else add(entered, command.element);
      }
      if (command.type !== 'left') continue;
      // A fork says it once for each of its flows.
      if (beside.delete(placeOf(command))) add(entered, command.element);
      if (command.flow !== null) add(taken, command.flow);
    }
  }
}

const placeOf = ({ token, element }: CommandOf<'entered' | 'left'>): string =>
  `${token} ${element}`;

const add = (counts: Map<string, number>, id: string): void => {
  counts.set(id, (counts.get(id) ?? 0) + 1);
};

type Parts = readonly { readonly id: string }[];

const counted = (parts: Parts, counts: ReadonlyMap<string, number>): Count[] =>
  parts.flatMap(({ id }) => {
    const times = counts.get(id);
    return times === undefined ? [] : [{ id, count: times }];
  });

const missing = (parts: Parts, counts: ReadonlyMap<string, number>): string[] =>
  parts.flatMap(({ id }) => (counts.has(id) ? [] : [id]));
