/**
 * A rehearsal that plays by itself: always what is hoped for, people before time, until the end, a place to stop at, or
 * something that only a person can say.
 */
import { graphOf } from '../graph.ts';
import type { Rehearsal } from './rehearsal.ts';
import { sampleValues } from './sample.ts';
import type { Happening } from './scenario.ts';
import { type Waiting, waitingIn } from './waiting.ts';

/** A process that goes round is stopped after so many happenings. */
const MOST = 200;

type Begun = {
  readonly rehearsal: Rehearsal;
  readonly does: (happening: Happening) => Promise<void>;
};

export type Stop =
  | { readonly why: 'ended' | 'tired' }
  /** It came to an element where it shall stop, something failed, or nothing that waits can be answered by itself. */
  | { readonly why: 'reached' | 'failed' | 'unanswered'; readonly element: string };

export type RanOn = { readonly happenings: readonly Happening[]; readonly stop: Stop };

export async function runOn(
  { rehearsal, does }: Begun,
  stopAt: ReadonlySet<string>,
): Promise<RanOn> {
  const happenings: Happening[] = [];
  for (;;) {
    if (rehearsal.state.status !== 'running') return { happenings, stop: { why: 'ended' } };
    const failed = rehearsal.tokens.find(({ wait }) => wait.kind === 'failed');
    if (failed) return { happenings, stop: { why: 'failed', element: failed.element } };
    if (happenings.length >= MOST) return { happenings, stop: { why: 'tired' } };
    const next = hopeful(rehearsal);
    if (!next) {
      const [first] = waitingIn(rehearsal);
      return { happenings, stop: { why: 'unanswered', element: first?.element ?? '' } };
    }
    const before = rehearsal.journal.length;
    await does(next);
    happenings.push(next);
    const reached = rehearsal.journal
      .slice(before)
      .find(({ command }) => command.type === 'entered' && stopAt.has(command.element));
    if (reached?.element) return { happenings, stop: { why: 'reached', element: reached.element } };
  }
}

const KINDS = [
  'answer',
  'task',
  'approval',
  'review',
  'call',
  'called',
  'message',
  'signal',
  'timer',
];

/** What would happen next if all went well; null where only a person can say it. */
function hopeful(rehearsal: Rehearsal): Happening | null {
  const open = waitingIn(rehearsal).filter(({ wait }) => KINDS.includes(wait.kind));
  const inTurn = open.toSorted(
    (one, other) =>
      Number(one.isBeside) - Number(other.isBeside) ||
      KINDS.indexOf(one.wait.kind) - KINDS.indexOf(other.wait.kind),
  );
  for (const waiting of inTurn) {
    const answer = answerTo(rehearsal, waiting);
    if (answer) return answer;
    // Time alone must not take the place of what a person has to say.
    if (!waiting.isBeside && waiting.wait.kind !== 'timer') return null;
  }
  return null;
}

function answerTo({ definition }: Rehearsal, { element: id, wait }: Waiting): Happening | null {
  const graph = graphOf(definition);
  const element = graph.elements.get(id);
  switch (wait.kind) {
    case 'task': {
      if (element?.type !== 'userTask') return null;
      const values = sampleValues(element.task.form);
      const outcome = element.task.outcomes?.[0]?.key;
      return (
        values && {
          type: 'complete',
          element: id,
          ...(outcome === undefined ? {} : { outcome }),
          ...(Object.keys(values).length > 0 ? { values } : {}),
        }
      );
    }
    case 'approval':
    case 'review':
      return { type: 'decide', element: id, outcome: 'approved' };
    case 'call':
      return { type: 'answer', element: id };
    case 'called':
      return { type: 'return', element: id };
    case 'message':
    case 'signal':
      return { type: wait.kind, element: id, name: wait.name };
    case 'timer':
      return { type: 'waitUntil', moment: 'next timer' };
    case 'answer': {
      const [first] = graph.outgoing(id);
      const chooses = wait.asked === 'chooseFlow' || wait.asked === 'chooseFlows';
      return chooses && first ? { type: 'choose', element: id, flows: [first.id] } : null;
    }
    default:
      return null;
  }
}
