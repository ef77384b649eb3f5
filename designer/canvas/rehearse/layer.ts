/**
 * What a rehearsal lays over the drawing: where its tokens stand, what is done or has failed, which way it came, and where
 * it shall stop; or, instead of that, how often everything was come to. The states are those of a live run. Pure.
 */
import { shownFor } from '#designer/ui/diagram/collapsed.ts';
import type { ElementState } from '#designer/ui/diagram/ElementBox.tsx';
import { joiningAt, type RunLayer, stateIn } from '#designer/ui/diagram/run-layer.ts';
import type { Say } from '#designer/ui/diagram/say.ts';
import type { Definition } from '#engine/definition.ts';
import { pathOf, type Rehearsal } from '#engine/rehearsal/index.ts';
import type { ElementMark, FlowMark, Layer } from '../diagram/drawn.ts';
import type { Covered } from './kept-plays.ts';

type Subject = {
  readonly say: Say;
  readonly definition: Definition;
  readonly breaks: readonly string[];
};

/** Null in `rehearsal`: it has not begun, and there is nothing but where to stop. */
export const rehearsalLayer = (
  { say, definition, breaks }: Subject,
  rehearsal: Pick<Rehearsal, 'commands' | 'tokens'> | null,
): Layer => {
  const run = rehearsal && runLayerOf(rehearsal);
  const elements = definition.elements.map((element): [string, ElementMark] => {
    const { id } = element;
    const state = run ? stateIn(run, element) : undefined;
    const isBreak = breaks.includes(id);
    const joining = run ? joiningAt(definition, run, id) : undefined;
    const tokens = run?.tokens.filter((token) => token.element === id).length ?? 0;
    const said = [
      state && (joining ? say('canvas.run.joining', joining) : stateWords(say, state)),
      isBreak && say('canvas.rehearse.breakSaid'),
    ];
    return [
      id,
      { ...(state ? { state } : {}), tokens, isBreak, said: said.filter(Boolean).join(', ') },
    ];
  });
  const flows = definition.flows.map(({ id }): [string, FlowMark] => [
    id,
    run ? { state: run.flowsTaken.includes(id) ? 'taken' : 'ahead' } : {},
  ]);
  return { elements: folded(definition, new Map(elements)), flows: new Map(flows) };
};

/** What has failed in a collapsed sub-process shows on its box. */
const folded = (
  definition: Definition,
  marks: ReadonlyMap<string, ElementMark>,
): ReadonlyMap<string, ElementMark> => {
  const all = new Map(marks);
  for (const [id, { state, said }] of marks) {
    const box = shownFor(definition, id);
    const mark = all.get(box);
    if (box !== id && mark && state === 'failed') all.set(box, { ...mark, state, said });
  }
  return all;
};

export const coverageLayer = ({ say, definition, breaks }: Subject, coverage: Covered): Layer => {
  const elements = definition.elements.map(({ id }): [string, ElementMark] => {
    const count = coverage.elements.get(id) ?? 0;
    const said =
      count === 0 ? say('canvas.rehearse.never') : say('canvas.rehearse.times', { count });
    return [id, { tokens: 0, isBreak: breaks.includes(id), count, said }];
  });
  const flows = definition.flows.map(({ id }): [string, FlowMark] => [
    id,
    { count: coverage.flows.get(id) ?? 0 },
  ]);
  return { elements: new Map(elements), flows: new Map(flows) };
};

const runLayerOf = ({ commands, tokens }: Pick<Rehearsal, 'commands' | 'tokens'>): RunLayer => {
  const path = pathOf(commands, tokens);
  return {
    elements: Object.fromEntries(
      [...path.elements].map(([id, state]) => [
        id,
        { state, count: 1, enteredAt: '', leftAt: null, outcome: null },
      ]),
    ),
    tokens: tokens
      // What waits beside the flow is shown by what it stands on.
      .filter(({ guards, listens }) => guards === undefined && !listens)
      .map(({ id, element, wait }) => ({ token: id, element, waitingFor: wait.kind })),
    flowsTaken: [...path.flows],
  };
};

const stateWords = (say: Say, state: ElementState): string => say(`canvas.run.state.${state}`);
