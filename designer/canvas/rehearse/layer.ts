/**
 * What a rehearsal lays over the drawing: where its tokens stand, what is done or has failed, which way it came, and where
 * it shall stop; or, instead of that, how often everything was come to. The states are those of a live run. Pure.
 */
import { shownFor } from '#designer/ui/diagram/collapsed.ts';
import type { ElementState } from '#designer/ui/diagram/ElementBox.tsx';
import { joiningAt, type RunLayer, stateIn } from '#designer/ui/diagram/run-layer.ts';
import type { Say } from '#designer/ui/diagram/say.ts';
import type { Definition } from '#engine/definition.ts';
import { pathOf, type Rehearsal, waitingIn } from '#engine/rehearsal/index.ts';
import type { ElementMark, FlowMark, Layer } from '../diagram/drawn.ts';
import type { Covered } from './kept-plays.ts';

type Subject = {
  readonly say: Say;
  readonly definition: Definition;
  readonly breaks: readonly string[];
};

/** Null in `rehearsal`: it has not begun, and there is nothing but where to stop. */
export const rehearsalLayer = (
  subject: Subject,
  rehearsal: Pick<Rehearsal, 'commands' | 'tokens'> | null,
): Layer => {
  const { say, definition, breaks } = subject;
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
  return { elements: folded(subject, new Map(elements)), flows: new Map(flows) };
};

/** A collapsed sub-process shows what is inside of it, added up; of its states the one that must not be missed. */
const folded = (
  { definition, say }: Subject,
  marks: ReadonlyMap<string, ElementMark>,
): ReadonlyMap<string, ElementMark> => {
  const all = new Map(marks);
  for (const [box, inside] of insideOf(definition)) {
    const own = all.get(box);
    if (!own) continue;
    const held = inside.flatMap((id) => marks.get(id) ?? []);
    const failed = held.find(({ state }) => state === 'failed');
    const tokens = held.reduce((sum, mark) => sum + mark.tokens, 0);
    const isBreak = own.isBreak || held.some((mark) => mark.isBreak);
    const said = [
      failed ? failed.said : own.said,
      tokens > 0 && say('canvas.rehearse.insideHere', { count: tokens }),
      isBreak && !own.isBreak && say('canvas.rehearse.breakSaid'),
    ];
    all.set(box, {
      ...own,
      ...(failed ? { state: failed.state } : {}),
      tokens: tokens || own.tokens,
      isBreak,
      said: said.filter(Boolean).join(', '),
    });
  }
  return all;
};

/** Box → what is not drawn because it lies in it. */
const insideOf = (definition: Definition): ReadonlyMap<string, readonly string[]> => {
  const boxes = new Map<string, string[]>();
  for (const { id } of definition.elements) {
    const box = shownFor(definition, id);
    if (box !== id) boxes.set(box, [...(boxes.get(box) ?? []), id]);
  }
  return boxes;
};

export const coverageLayer = ({ say, definition, breaks }: Subject, coverage: Covered): Layer => {
  const boxes = insideOf(definition);
  const elements = definition.elements.map(({ id }): [string, ElementMark] => {
    const count = coverage.elements.get(id) ?? 0;
    const times =
      count === 0 ? say('canvas.rehearse.never') : say('canvas.rehearse.times', { count });
    const inside = coveredIn(definition, coverage, boxes.get(id) ?? []);
    const said = inside ? `${times}, ${say('canvas.rehearse.insideCovered', inside)}` : times;
    const isBreak = [id, ...(boxes.get(id) ?? [])].some((one) => breaks.includes(one));
    return [id, { tokens: 0, isBreak, count, ...(inside ? { inside } : {}), said }];
  });
  const flows = definition.flows.map(({ id }): [string, FlowMark] => [
    id,
    { count: coverage.flows.get(id) ?? 0 },
  ]);
  return { elements: new Map(elements), flows: new Map(flows) };
};

/** How much of what a box hides was come to, and how much there is. */
const coveredIn = (
  { flows }: Definition,
  coverage: Covered,
  hidden: readonly string[],
): ElementMark['inside'] => {
  if (hidden.length === 0) return undefined;
  const ways = flows.filter(({ from }) => hidden.includes(from));
  const reached =
    hidden.filter((id) => coverage.elements.has(id)).length +
    ways.filter(({ id }) => coverage.flows.has(id)).length;
  return { reached, all: hidden.length + ways.length };
};

/** What is to be brought into sight: what waits, else what happened last; the box it is hidden in. */
export const inSight = (rehearsal: Rehearsal): string | undefined => {
  const first = waitingIn(rehearsal).find(({ isBeside }) => !isBeside);
  const last = rehearsal.journal.findLast(({ element }) => element !== null);
  const shown = first?.element ?? last?.element;
  return shown ? shownFor(rehearsal.definition, shown) : undefined;
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
