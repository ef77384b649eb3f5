/** What a rehearsal has been, as the history of a run that really was: a back-test must find the very same in it. */
import type { Answer, Happening, History, SetField, Stay } from '#engine/backtest/history.ts';
import type { Event } from '#engine/messages.ts';
import type { Rehearsal } from '#engine/rehearsal/index.ts';
import type { Json } from '#engine/state.ts';

type Values = { readonly [name: string]: Json };
type Given = { readonly ticket: Values; readonly requester: Values };

/** `changes`: what others changed on the ticket meanwhile. */
export function historyOf(
  rehearsal: Rehearsal,
  given: Given,
  changes: readonly Happening[] = [],
  sets: readonly SetField[] = [],
): History {
  const [first] = rehearsal.steps;
  if (first?.event.type !== 'started') throw new Error('the rehearsal has not begun');
  const { start, at, variables } = first.event;
  const { state } = rehearsal;
  const happened = rehearsal.steps.flatMap(({ event }) => happeningOf(event, rehearsal));
  return {
    trigger: null,
    start: { element: start, at, variables },
    ...given,
    stays: staysOf(rehearsal),
    happenings: [...changes, ...once(happened)].sort(
      (one, other) => Date.parse(one.at) - Date.parse(other.at),
    ),
    sets,
    status: state.status,
    outcome: state.outcome,
  };
}

function staysOf({ commands, steps }: Rehearsal): readonly Stay[] {
  const answers = new Map<string, Answer>();
  for (const { event } of steps) {
    const answer = answerIn(event);
    if (answer && 'token' in event && event.token !== null) answers.set(event.token, answer);
  }
  const stays = new Map<string, { -readonly [name in keyof Stay]: Stay[name] }>();
  for (const command of commands) {
    if (command.type === 'entered') {
      const { token, element, flow, at } = command;
      const answer = answers.get(token);
      const stay = { element, flow, enteredAt: at, leftAt: null, outcome: null };
      stays.set(token, answer ? { ...stay, answer } : stay);
    }
    if (command.type !== 'left' && command.type !== 'withdraw') continue;
    const stay = stays.get(command.token);
    if (!stay || stay.leftAt !== null) continue;
    stay.leftAt = command.at;
    stay.outcome = command.type === 'left' ? command.outcome : 'withdrawn';
  }
  return [...stays.values()];
}

function answerIn(event: Event): Answer | null {
  switch (event.type) {
    case 'taskCompleted':
      return { kind: 'task', outcome: event.outcome, values: event.values };
    case 'approvalDecided':
      return { kind: 'approval', outcome: event.outcome };
    case 'reviewDecided':
      return { kind: 'review', outcome: event.outcome };
    case 'callDone':
      return { kind: 'call', variables: event.variables };
    case 'runEnded':
      return { kind: 'called', outcome: event.outcome, variables: event.variables };
    case 'callFailed':
    case 'runFailed':
      return { kind: 'broken', code: event.code, message: event.message };
    case 'skipped':
      return { kind: 'skipped', outcome: event.outcome };
    case 'moved':
      return { kind: 'moved' };
    default:
      return null;
  }
}

function happeningOf(event: Event, rehearsal: Rehearsal): readonly Happening[] {
  const { at } = event;
  switch (event.type) {
    case 'messageReceived':
    case 'signalReceived': {
      const wait = waitBefore(rehearsal, event);
      if (wait?.kind === 'message') {
        const isOwn = rehearsal.commands.some(
          (command) => command.type === 'sendMessage' && command.name === wait.name,
        );
        return isOwn
          ? []
          : [{ kind: 'message', at, name: wait.name, key: wait.key, value: event.value }];
      }
      if (wait?.kind !== 'signal') return [];
      const isOwn = rehearsal.commands.some(
        (command) => command.type === 'throwSignal' && command.name === wait.name,
      );
      return isOwn ? [] : [{ kind: 'signal', at, name: wait.name, value: event.value }];
    }
    case 'corrected':
      return event.token === null ? [{ kind: 'correct', at, variables: event.variables }] : [];
    case 'cancelled':
      return [{ kind: 'cancel', at, reason: event.reason, undo: event.undo ?? false }];
    default:
      return [];
  }
}

function waitBefore({ steps }: Rehearsal, event: Event & { readonly token: string }) {
  const index = steps.findIndex((step) => step.event === event);
  return steps[index - 1]?.state.tokens[event.token]?.wait;
}

/** A signal is heard by several at once. */
function once(all: readonly Happening[]): readonly Happening[] {
  const seen = new Set<string>();
  return all.filter((one) => {
    if (one.kind !== 'signal') return true;
    const key = `${one.at} ${one.name}`;
    return !seen.has(key) && seen.add(key);
  });
}
