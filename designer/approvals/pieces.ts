/** What has changed of a plan, piece by piece: whoever is asked again reads which text and which step is another, and not all of them. Pure. */
import type { AskedAgain } from '#designer/client/types/tasks.ts';
import { PLAN_TEXTS } from '#engine/changes/plan.ts';
import type { StepFacts } from '#engine/changes/steps.ts';

type Changed = NonNullable<AskedAgain['changed']>[number];
export type Piece = Changed & {
  /** The step it is about. */
  readonly step?: string;
};

const TEXTS = 'ticket.change.texts';
const STEPS = 'ticket.change.steps';

/** `said`: a step in words. */
export function piecesOf(changed: Changed, said: (step: StepFacts) => string): readonly Piece[] {
  const { fact, before, after } = changed;
  if (fact === TEXTS) return textsOf(before, after);
  if (fact !== STEPS) return [changed];
  const steps = stepsOf(before, after, said);
  // They may stand in another order only.
  return steps.length > 0 ? steps : [changed];
}

function textsOf(before: unknown, after: unknown): readonly Piece[] {
  const [was, is] = [recordOf(before), recordOf(after)];
  return PLAN_TEXTS.flatMap((text) =>
    was[text] === is[text]
      ? []
      : [{ fact: `ticket.change.${text}`, before: was[text] ?? '', after: is[text] ?? '' }],
  );
}

function stepsOf(
  before: unknown,
  after: unknown,
  said: (step: StepFacts) => string,
): readonly Piece[] {
  const [was, is] = [byKey(before), byKey(after)];
  return [...new Set([...is.keys(), ...was.keys()])].flatMap((key) => {
    const [old, now] = [was.get(key), is.get(key)];
    const step = (now ?? old)?.title ?? key;
    const [from, to] = [old ? said(old) : '', now ? said(now) : ''];
    return from === to ? [] : [{ fact: STEPS, step, before: from, after: to }];
  });
}

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

const byKey = (steps: unknown): ReadonlyMap<string, StepFacts> =>
  new Map((Array.isArray(steps) ? (steps as StepFacts[]) : []).map((step) => [step.key, step]));
