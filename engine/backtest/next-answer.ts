/** Who answers next: of everybody the draft waits for, the earliest answer that history has. */
import type { Definition } from '../definition.ts';
import { graphOf } from '../graph.ts';
import type { Token } from '../state.ts';
import { type Diverged, misfit } from './diverged.ts';
import type { Answer, Stay } from './history.ts';
import { isBefore } from './instants.ts';
import type { Stays } from './stays.ts';

export type Given = { readonly token: string; readonly at: string; readonly answer: Answer };

export type Answers = {
  readonly next: Given | null;
  /** Until when it is known of somebody who was waited for that they did not answer. */
  readonly patience: { readonly element: string; readonly at: string } | null;
  /** What history can never answer. */
  readonly diverged: Diverged | null;
};

export function nextAnswer(
  tokens: readonly Token[],
  stays: Stays,
  draft: Definition,
  past: Definition,
): Answers {
  const { elements } = graphOf(draft);
  const before = graphOf(past).elements;
  let next: Given | null = null;
  let patience: Answers['patience'] = null;
  let diverged: Diverged | null = null;
  for (const token of tokens) {
    const stay = stays.of(token.id)?.stay;
    if (!asksSomebody(token, stay)) continue;
    const element = elements.get(token.element);
    if (!stay || !element) {
      diverged ??= { element: token.element, reason: 'neverHappened' };
      continue;
    }
    const { answer, leftAt } = stay;
    if (!leftAt) continue;
    if (!answer || isTimedOut(answer)) {
      if (!patience || isBefore(leftAt, patience.at))
        patience = { element: token.element, at: leftAt };
      continue;
    }
    const reason = misfit(element, before.get(stay.element), answer);
    if (reason) diverged ??= { element: token.element, reason };
    else if (!next || isBefore(leftAt, next.at)) next = { token: token.id, at: leftAt, answer };
  }
  return { next, patience, diverged };
}

export const isTimedOut = (answer: Answer | undefined): boolean =>
  answer?.kind === 'approval' && answer.outcome === 'timedOut';

/** Whether somebody outside is waited for; whoever mends a failure counts where they did. */
function asksSomebody({ wait }: Token, stay: Stay | undefined): boolean {
  if (wait.kind === 'failed') return stay?.answer?.kind === 'skipped';
  return (
    wait.kind === 'task' ||
    wait.kind === 'approval' ||
    wait.kind === 'review' ||
    wait.kind === 'call' ||
    wait.kind === 'called'
  );
}
