/**
 * An entry of the journal in words: what was asked of whom, what was decided and why, what would be sent, what changed.
 * What only keeps the books has none. Pure.
 */

import type { ToldInStory } from '#designer/client/types/foretold.ts';
import type { Say } from '#designer/ui/diagram/say.ts';
import {
  actionWords,
  boardWords,
  conditionWords,
  factWords,
  flowWords,
  type Names,
  nameOf,
  partiesWords,
  plainKey,
  portWords,
  summaryOf,
  valueWords,
} from '#designer/ui/diagram/words.ts';
import { failureWords, knownFailure } from '#designer/ui/failure-words.ts';
import { factsIn } from '#engine/condition.ts';
import type { Action, Definition, Element } from '#engine/definition.ts';
import type { CommandOf } from '#engine/messages.ts';
import { NOT_CHOSEN } from '#engine/not-chosen.ts';
import { valueAt } from '#engine/paths.ts';
import type { Entry } from '#engine/rehearsal/index.ts';
import { fill, fillDeep, fillLines } from '#engine/template.ts';
import { calledIn } from './words.ts';

export type LineKind =
  | 'asked'
  | 'decided'
  | 'sent'
  | 'changed'
  | 'called'
  | 'failed'
  | 'ended'
  | 'warned'
  | 'breached'
  | 'other';

export type Line = {
  readonly kind: LineKind;
  readonly text: string;
  /** The code of an error that it tells of, as its author calls it. */
  readonly code?: string;
  /** What lies behind it: the text that was sent, what it was decided by. */
  readonly more: readonly string[];
  /** A ruleset that can be asked which of its rules were taken. */
  readonly ruled?: Ruled;
};

export type Ruled = { readonly ruleset: string; readonly facts: Entry['facts'] };

type Told = {
  readonly say: Say;
  readonly definition: Definition;
  readonly names: Names;
  readonly clock: (at: string) => string;
};

/** What is expected of a scenario, in the words of the journal. */
export const expectedWords = (
  told: Told,
  { rehearsal: { journal } }: { readonly rehearsal: { readonly journal: readonly Entry[] } },
): readonly string[] =>
  journal.flatMap((entry) => {
    const line = entry.line === null ? null : lineOf(told, entry);
    return line ? [line.code ? `${line.text} (${line.code})` : line.text] : [];
  });

export const lineOf = (told: Told, entry: Entry): Line | null => {
  const { say, definition, names, clock } = told;
  const { command, facts } = entry;
  const element = definition.elements.find(({ id }) => id === entry.element);
  const name = element ? nameOf(say, element) : (entry.element ?? '');
  const line = (kind: LineKind, id: string, values = {}, more: readonly string[] = []): Line => ({
    kind,
    text: say(`canvas.rehearse.line.${id}`, { name, ...values }),
    more: more.filter(Boolean),
  });
  switch (command.type) {
    case 'openTask':
    case 'openApproval': {
      const who = element ? summaryOf(say, element, names) : '';
      const text = element ? askedText(element) : '';
      const title = element?.type === 'userTask' ? element.task.title : undefined;
      const called = title === undefined ? {} : { name: fill(title, facts) };
      return line('asked', command.type, { who, ...called }, [fillLines(text, facts)]);
    }
    case 'openReview': {
      const { board = NOT_CHOSEN, message = '' } = element?.type === 'cabReview' ? element.cab : {};
      const id = board === NOT_CHOSEN ? 'openReview.noBoard' : 'openReview';
      const who = boardWords(say, board, names);
      return line('asked', id, { who }, [fillLines(message, facts)]);
    }
    case 'ask':
      return lineOfAsk(told, entry, command, element, line);
    case 'left':
      return lineOfLeaving(told, command, element, line);
    case 'call': {
      const id = command.attempt > 1 ? 'callAgain' : 'call';
      const { action } = command;
      const what = `${action.method} ${fill(action.url, facts)}`;
      const body = action.body === undefined ? '' : JSON.stringify(fillDeep(action.body, facts));
      return line('called', id, { what }, [body]);
    }
    case 'startRun': {
      const process = names.process?.(command.process) ?? command.process;
      return line('called', 'startRun', { process }, given(command.variables));
    }
    case 'withdraw':
      return line('other', 'withdraw');
    case 'failed': {
      const { code, message } = command;
      const isKnown = knownFailure(say, code) !== undefined;
      const failed = line('failed', 'failedFor', { why: failureWords(say, code) }, [
        isKnown ? '' : message,
      ]);
      return { ...failed, code };
    }
    case 'timer':
      return line('other', 'timer', { time: clock(command.at) });
    case 'listen':
      return line('other', `listen.${command.kind}`, { what: command.name });
    case 'throwSignal':
      return line('sent', 'throwSignal', { what: command.name });
    case 'sendMessage': {
      const value = command.value === null ? '' : JSON.stringify(command.value);
      return line('sent', 'sendMessage', { what: command.name }, [command.key ?? '', value]);
    }
    case 'thrown': {
      const by = command.by === null ? '' : calledIn(say, definition, command.by);
      const id = by ? 'caught' : 'uncaught';
      return { ...line('failed', `${id}.${command.kind}`, { by }), code: command.code };
    }
    case 'repaired':
      return line('other', `repaired.${command.how}`);
    case 'ended': {
      const { status, outcome } = command;
      const id = outcome ? `ended.${status}.outcome` : `ended.${status}`;
      return line('ended', say.has(`canvas.rehearse.line.${id}`) ? id : `ended.${status}`, {
        outcome: plainKey(say, outcome ?? ''),
      });
    }
    case 'entered':
    case 'unlisten':
    case 'unheard':
      return null;
  }
};

/** A threshold of a clock, when it falls due, and what it would do. */
export const toldLine = (say: Say, told: ToldInStory): Line => {
  const { name, subject, threshold, isBreach, actions } = told;
  const what = subject === null ? name : say('canvas.rehearse.clockOf', { name, subject });
  const does = [...new Set(actions)].map((action) => say(`canvas.rehearse.threshold.${action}`));
  return {
    kind: isBreach ? 'breached' : 'warned',
    text: isBreach
      ? say('canvas.rehearse.line.breached', { name: what })
      : say('canvas.rehearse.line.warned', { name: what, threshold }),
    more: does.length > 0 ? [say('canvas.rehearse.thresholdDoes', { what: say.list(does) })] : [],
  };
};

type Make = (
  kind: LineKind,
  id: string,
  values?: Record<string, string>,
  more?: readonly string[],
) => Line;

const lineOfAsk = (
  { say, definition, names }: Told,
  { answer, facts }: Entry,
  { ask }: CommandOf<'ask'>,
  element: Element | undefined,
  line: Make,
): Line | null => {
  if (answer?.type === 'flowChosen' || answer?.type === 'flowsChosen') {
    const taken = answer.type === 'flowChosen' ? [answer.flow] : answer.flows;
    const usual = element && 'default' in element ? element.default : undefined;
    const ids = taken.flatMap((id) => id ?? []);
    const chosen = ids.length > 0 ? ids : [usual ?? ''];
    const ways = definition.flows
      .filter(({ id }) => chosen.includes(id))
      .map((flow) => flowWords(say, definition, flow, names) || calledIn(say, definition, flow.to));
    const asked = 'flows' in ask ? ask.flows : [];
    const why = asked.map(({ id, conditions }) => {
      const when = conditionWords(say, conditions, names);
      return say(`canvas.rehearse.why.${ids.includes(id) ? 'held' : 'not'}`, { when });
    });
    const looked = [...new Set(asked.flatMap(({ conditions }) => factsIn(conditions)))];
    const saw = looked.map((path) => factLine(say, path, valueAt(facts, path), names));
    return line('decided', 'flow', { ways: say.list(ways) }, [...why, ...saw]);
  }
  if (answer?.type === 'rulesetRun') {
    const ruleset = ask.kind === 'runRuleset' ? (names.ruleset?.(ask.ruleset) ?? ask.ruleset) : '';
    const values = Object.entries(answer.variables).map(([name, value]) => {
      const path = `variables.${name}`;
      const fact = factWords(say, path, names);
      return say('canvas.operator.equal', { fact, value: valueWords(say, path, value, names) });
    });
    const decided = line('decided', 'ruleset', { ruleset, values: say.list(values) });
    return ask.kind === 'runRuleset'
      ? { ...decided, ruled: { ruleset: ask.ruleset, facts } }
      : decided;
  }
  if (ask.kind !== 'act' || answer?.type !== 'acted') return null;
  return lineOfAction({ say, names }, ask.action, facts, line);
};

const lineOfAction = (
  { say, names }: Pick<Told, 'say' | 'names'>,
  action: Exclude<Action, { type: 'httpRequest' }>,
  facts: Entry['facts'],
  line: Make,
): Line => {
  switch (action.type) {
    case 'updateTicket': {
      const changes = Object.entries(action.set).map(([field, value]) => {
        const path = `ticket.${field}`;
        const after = valueWords(say, path, fillDeep(value, facts), names);
        return say('canvas.rehearse.change', {
          field: factWords(say, path, names),
          before: valueWords(say, path, valueAt(facts, path), names),
          after,
        });
      });
      return line('changed', 'updateTicket', { changes: say.list(changes) });
    }
    case 'assign':
      return line('changed', 'assign', {
        to: fill(actionWords(say, action, names), facts),
      });
    case 'comment':
      return line('changed', 'comment', {}, [fillLines(action.body, facts)]);
    case 'notify': {
      const to = partiesWords(say, action.to, names);
      return line('sent', 'notify', { to }, [fillLines(action.text, facts)]);
    }
    case 'declareMajorIncident':
      return line('changed', 'declareMajorIncident', { severity: String(action.severity) });
    case 'sendEmail': {
      const to = partiesWords(say, action.to, names);
      const subject = fill(action.subject, facts);
      return line('sent', 'sendEmail', { to, subject }, [fillLines(action.body, facts)]);
    }
  }
};

const WORK: readonly Element['type'][] = ['userTask', 'approval', 'cabReview'];

/** How work came out; where a gateway went is told with why. */
const lineOfLeaving = (
  { say }: Told,
  { outcome }: CommandOf<'left'>,
  element: Element | undefined,
  line: Make,
): Line | null => {
  if (!element || !WORK.includes(element.type) || outcome === null || outcome === 'done')
    return null;
  return line('decided', 'outcome', { outcome: portWords(say, element, outcome) });
};

const askedText = (element: Element): string => {
  if (element.type === 'userTask') return element.task.instructions ?? '';
  return element.type === 'approval' ? (element.approval.message ?? '') : '';
};

const factLine = (say: Say, path: string, value: unknown, names: Names): string =>
  say('canvas.rehearse.saw', {
    fact: factWords(say, path, names),
    value: valueWords(say, path, value, names),
  });

const given = (variables: { readonly [name: string]: unknown }): readonly string[] =>
  Object.entries(variables).map(
    ([name, value]) =>
      `${name} = ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
  );
