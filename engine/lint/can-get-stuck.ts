/**
 * A way through the process that never ends, found by playing all choices (`soundness/prove.ts`). The finding holds the
 * path into the trap, so that it can be shown on the canvas and played.
 */
import type { Definition } from '../definition.ts';
import type { Graph } from '../graph.ts';
import { asScenario } from '../soundness/as-scenario.ts';
import { chanceOf, type Path, prove, type Trap } from '../soundness/prove.ts';
import { type Finding, nameOf, type Report, type Rule } from './finding.ts';
import { startsOf } from './structure.ts';

const PATH_SHOWN = 40;
const SCENARIO = 'How it comes to a stop';

/** Where it cannot be told, a person who knows better may let it pass. */
const CHANCES = {
  certain: () => ({}),
  open: ({ values }: Report) => ({ values: { ...values, waivable: true } }),
  never: ({ values, message }: Report) => ({
    level: 'warning' as const,
    message: `${message} The conditions do not let this happen as they are now.`,
    values: { ...values, ruledOut: true },
  }),
} as const;

export const canGetStuck: Rule = {
  name: 'can-get-stuck',
  says: 'There is a way through the process after which it waits, turns or grows for ever.',
  *find({ definition, graph }): Iterable<Report> {
    for (const start of startsOf(definition)) {
      const proof = prove(definition, start.id);
      if (proof.verdict === 'sound' || proof.verdict === 'open') continue;
      const { chance, trap } = chanceOf(definition, start.id, proof);
      const report =
        trap.verdict === 'stuck' ? stuck(definition, graph, trap) : endless(graph, trap);
      const scenario = asScenario(definition, start.id, trap.path, SCENARIO);
      yield { ...report, ...CHANCES[chance](report), scenario };
    }
  },
};

function stuck(
  definition: Definition,
  graph: Graph,
  { element, code, missing, path }: Extract<Trap, { verdict: 'stuck' }>,
): Report {
  const join = definition.elements.find(({ id }) => id === element);
  const name = named(graph, element);
  const from = missing.map((id) => {
    const flow = definition.flows.find((one) => one.id === id);
    return named(graph, flow?.from ?? id);
  });
  if (code !== 'join_stuck') {
    return {
      level: 'error',
      element,
      message: `“${name}” can come to a stop: where it goes by way of ${spelled(graph, path)}, it has nowhere to go on to.`,
      values: { element: name, code, path: idsOf(path), problem: 'stops' },
    };
  }
  const asMerge: Pick<Finding, 'fix'> =
    join?.type === 'parallelGateway' && graph.outgoing(element).length === 1
      ? {
          fix: [
            { type: 'updateElement', id: element, element: { ...join, type: 'exclusiveGateway' } },
          ],
        }
      : {};
  return {
    level: 'error',
    element,
    message: `“${name}” can wait for ever: where it goes by way of ${spelled(graph, path)}, nothing comes from ${from.map((one) => `“${one}”`).join(' and ')}. Where only one branch is taken, bring them together with an exclusive gateway.`,
    values: { element: name, missing: from, path: idsOf(path), problem: 'stuck' },
    ...asMerge,
  };
}

function endless(
  graph: Graph,
  { verdict, element, path }: Extract<Trap, { verdict: 'endless' | 'growing' }>,
): Report {
  const name = named(graph, element);
  return {
    level: 'error',
    element,
    message:
      verdict === 'growing'
        ? `More and more tokens gather at “${name}”: each turn of the loop starts it once more.`
        : `Where it goes by way of ${spelled(graph, path)}, the process can never end: “${name}” is reached again and again.`,
    values: { element: name, path: idsOf(path), problem: verdict },
  };
}

function elementsOn(path: Path): readonly string[] {
  return path.flatMap(({ left }) => left.map(({ element }) => element));
}

function idsOf(path: Path): readonly string[] {
  return elementsOn(path).slice(-PATH_SHOWN);
}

/** Branches lie beside one another, so nothing is said of what follows what. */
function spelled(graph: Graph, path: Path): string {
  const names = elementsOn(path).map((element) => named(graph, element));
  const shown = names.length > 8 ? [...names.slice(0, 3), '…', ...names.slice(-4)] : names;
  return shown.join(', ');
}

function named(graph: Graph, id: string): string {
  const element = graph.elements.get(id);
  return element ? nameOf(element) : id;
}
