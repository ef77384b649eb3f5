/**
 * A process in plain words: what an element is called and does, when a flow is taken, how long a wait is. The drawing,
 * its labels, the outline and what a screen reader hears all come from here, so that they cannot say different things.
 */
import type { ProgressStep } from '#designer/client/types/runs.ts';
import { calledVersion } from '#engine/called-versions.ts';
import type {
  Action,
  Approver,
  Condition,
  Definition,
  Duration,
  Element,
  ElementOf,
  Flow,
  Loop,
  Timer,
} from '#engine/definition.ts';
import { NOT_CHOSEN } from '#engine/not-chosen.ts';
import { DONE } from '#engine/ports.ts';
import { approvalWords } from './approval-words.ts';
import { eventKindOf } from './event-kind.ts';
import type { Say } from './say.ts';

/** Names for keys and addresses where the reader knows them (people, groups, queues, facts); else they show as they are. */
export type Names = {
  readonly person?: (email: string) => string | undefined;
  readonly group?: (key: string) => string | undefined;
  readonly queue?: (key: string) => string | undefined;
  readonly role?: (key: string) => string | undefined;
  readonly rota?: (key: string) => string | undefined;
  readonly ruleset?: (key: string) => string | undefined;
  readonly board?: (key: string) => string | undefined;
  readonly process?: (key: string) => string | undefined;
  readonly fact?: (path: string) => string | undefined;
  /** What a value of a fact is called. */
  readonly value?: (path: string, value: string | number) => string | undefined;
};

/** What the element is, whatever it was named: “Approval”, “Send an e-mail”, “Wait for a message”. */
export const kindOf = (say: Say, element: Element): string => {
  if (element.type === 'serviceTask') return say(`canvas.action.${element.action.type}`);
  if (element.type === 'subProcess' && element.triggeredByEvent)
    return say('canvas.kind.eventSubProcess');
  const kind = eventKindOf(element);
  const id = `canvas.kind.${element.type}.${kind}`;
  return kind && say.has(id) ? say(id) : say(`canvas.kind.${element.type}`);
};

export const nameOf = (say: Say, element: Element): string =>
  element.name?.trim() || kindOf(say, element);

/** The same where only the step is known, not its drawing. */
export const stepName = (say: Say, { name, type }: Pick<ProgressStep, 'name' | 'type'>): string =>
  name ?? say(`canvas.kind.${type}`);

type Who = Omit<NonNullable<ElementOf<'userTask'>['task']['assignment']>, 'otherwise'>;

const whoWords = (say: Say, { user, relation, group, queue }: Who, names: Names): string => {
  if ([user, group, queue].some((one) => one?.includes('{{')))
    return say('canvas.assignment.named');
  if (user) return names.person?.(user) ?? user;
  if (relation) return say(`canvas.relation.${relation}`);
  if (group) return names.group?.(group) ?? group;
  if (queue) return names.queue?.(queue) ?? queue;
  return say('canvas.summary.ticketTeam');
};

/** The second line of a box: who does it, or what it does. */
export const summaryOf = (say: Say, element: Element, names: Names = {}): string => {
  switch (element.type) {
    case 'startEvent':
      return triggerWords(say, element);
    case 'userTask': {
      const { otherwise, ...named } = element.task.assignment ?? {};
      const who = whoWords(say, named, names);
      if (otherwise === undefined) return who;
      return say('canvas.assignment.otherwise', {
        who,
        otherwise: whoWords(say, otherwise, names),
      });
    }
    case 'approval':
      return approvalWords(say, element.approval, (parties) => partiesWords(say, parties, names));
    case 'cabReview': {
      const { board } = element.cab;
      if (board === NOT_CHOSEN) return say('canvas.cab.choose');
      return say('canvas.summary.board', { board: boardWords(say, board, names) });
    }
    case 'serviceTask':
      return actionWords(say, element.action, names);
    case 'businessRuleTask':
      if (element.ruleset === NOT_CHOSEN) return say('canvas.summary.notChosen');
      return names.ruleset?.(element.ruleset) ?? element.ruleset;
    case 'intermediateCatchEvent':
    case 'boundaryEvent':
      return caughtWords(say, element, names);
    case 'intermediateThrowEvent':
      return thrownWords(element);
    case 'endEvent':
      return element.outcome ?? element.error?.code ?? thrownWords(element);
    case 'callActivity': {
      if (element.process === NOT_CHOSEN) return say('canvas.summary.noProcess');
      const called = names.process?.(element.process) ?? element.process;
      const version = calledVersion(element);
      return version === null
        ? called
        : say('canvas.summary.version', { process: called, version });
    }
    case 'parallelGateway':
      return element.join ? say('canvas.summary.join', { needed: element.join.needed }) : '';
    case 'subProcess':
    case 'exclusiveGateway':
    case 'inclusiveGateway':
    case 'eventBasedGateway':
      return '';
  }
};

export const boardWords = (say: Say, board: string, names: Names = {}): string =>
  board === NOT_CHOSEN ? say('canvas.cab.none') : (names.board?.(board) ?? board);

type Caught = Pick<
  Extract<Element, { type: 'boundaryEvent' }>,
  'timer' | 'message' | 'signal' | 'error' | 'escalation'
>;

/** What is waited for: a length of time, a date, or a name. */
export const caughtWords = (say: Say, event: Caught, names: Names = {}): string => {
  if (event.timer) return timerWords(say, event.timer, names);
  if (event.error) return event.error.code ?? say('canvas.summary.anyError');
  if (event.escalation) return event.escalation.code ?? say('canvas.summary.anyEscalation');
  return event.message?.name ?? event.signal?.name ?? '';
};

export const timerWords = (say: Say, timer: Timer, names: Names = {}): string => {
  if ('after' in timer) return durationWords(say, timer.after);
  if ('at' in timer) return say.date(timer.at);
  const what = factWords(say, timer.fact, names);
  return timer.before
    ? say('canvas.summary.before', { time: durationWords(say, timer.before), what })
    : say('canvas.summary.until', { what });
};

const thrownWords = (
  event: Pick<
    Extract<Element, { type: 'intermediateThrowEvent' }>,
    'message' | 'signal' | 'escalation'
  >,
): string => event.message?.name ?? event.signal?.name ?? event.escalation?.code ?? '';

/** “3 times, one after another”, “for each variables.users, all at once” */
export const loopWords = (say: Say, loop: Loop): string => {
  const how = loop.sequential ? 'sequential' : loop.atOnce ? 'atOnce' : 'parallel';
  return say(`canvas.summary.loop.${how}`, { each: loop.each, count: loop.atOnce ?? 0 });
};

const triggerWords = (say: Say, { trigger }: Extract<Element, { type: 'startEvent' }>): string => {
  if (trigger.type === 'manual') return say('canvas.summary.manual');
  if (trigger.type === 'called') return say('canvas.summary.called');
  if (trigger.type === 'inner') return '';
  if (trigger.type === 'event') return caughtWords(say, trigger);
  if (trigger.catalogItem) return say('canvas.summary.catalogItem', { item: trigger.catalogItem });
  const types = trigger.ticketTypes ?? [];
  if (types.length === 0) return say('canvas.summary.anyTicket');
  return say('canvas.summary.newTicket', {
    types: say.list(
      types.map((type) => say(`canvas.value.type.${type}`)),
      'disjunction',
    ),
  });
};

export const actionWords = (say: Say, action: Action, names: Names = {}): string => {
  switch (action.type) {
    case 'updateTicket':
      return say.list(
        Object.entries(action.set).map(([field, value]) =>
          say('canvas.summary.set', {
            field: factWords(say, `ticket.${field}`, names),
            value: valueWords(say, `ticket.${field}`, value, names),
          }),
        ),
      );
    case 'assign':
      return action.user
        ? (names.person?.(action.user) ?? action.user)
        : action.queue
          ? (names.queue?.(action.queue) ?? action.queue)
          : '';
    case 'comment':
      return withoutPlaceholders(say, firstLine(action.body), names);
    case 'notify':
      return partiesWords(say, action.to, names);
    case 'sendEmail':
      return (
        withoutPlaceholders(say, firstLine(action.subject), names) ||
        partiesWords(say, action.to, names)
      );
    case 'declareMajorIncident':
      return withoutPlaceholders(say, action.headline ?? '', names);
    case 'httpRequest':
      return `${action.method} ${withoutPlaceholders(say, action.url, names)}`.trim();
  }
};

export const partyWords = (say: Say, party: Approver, names: Names = {}): string => {
  if ('user' in party) return names.person?.(party.user) ?? party.user;
  if ('group' in party) return names.group?.(party.group) ?? party.group;
  if ('role' in party) return names.role?.(party.role) ?? party.role;
  if ('rota' in party)
    return say('canvas.party.onCall', { name: names.rota?.(party.rota) ?? party.rota });
  if ('outside' in party)
    return say('canvas.party.fromOutside', {
      who: withoutPlaceholders(say, party.outside, names),
    });
  return say(`canvas.relation.${party.relation}`);
};

export const partiesWords = (say: Say, parties: readonly Approver[], names: Names = {}): string =>
  say.list(parties.map((party) => partyWords(say, party, names)));

const DURATION_PARTS = [
  'businessDays',
  'businessHours',
  'businessMinutes',
  'days',
  'hours',
  'minutes',
  'seconds',
] as const;

export const durationWords = (say: Say, duration: Duration): string => {
  const amounts: Readonly<Record<string, unknown>> = duration;
  const parts = DURATION_PARTS.flatMap((part) => {
    const amount = amounts[part];
    return typeof amount === 'number' && amount > 0
      ? [say(`canvas.duration.${part}`, { amount })]
      : [];
  });
  if (parts.length === 0) return say('canvas.duration.none');
  const length = parts.join(' ');
  return 'calendar' in duration && duration.calendar !== undefined
    ? say('canvas.duration.in', { length, calendar: duration.calendar })
    : length;
};

/** The text on a flow: its own name, else the way it leaves by, else its condition; `''` when there is nothing to say. */
export const flowWords = (
  say: Say,
  definition: Definition,
  flow: Flow,
  names: Names = {},
): string => {
  const source = definition.elements.find((element) => element.id === flow.from);
  return wayOut(say, source, flow, names);
};

/** The same where it is known what it leaves. */
export const wayOut = (
  say: Say,
  source: Element | undefined,
  flow: Flow,
  names: Names = {},
): string => {
  if (flow.name?.trim()) return flow.name.trim();
  if (flow.port) return source ? portWords(say, source, flow.port) : flow.port;
  if (source?.type !== 'exclusiveGateway' && source?.type !== 'inclusiveGateway') return '';
  if (source.default === flow.id) return say('canvas.flow.otherwise');
  return flow.conditions ? conditionWords(say, flow.conditions, names) : '';
};

/** An outcome that nobody gave a label: in the words of the language, else as it was typed, without what only programs need. */
export const plainKey = (say: Say, key: string): string =>
  say.has(`canvas.port.${key}`) ? say(`canvas.port.${key}`) : key.replace(/[_]+/g, ' ');

export const portWords = (say: Say, source: Element, port: string): string => {
  const outcome =
    source.type === 'userTask'
      ? source.task.outcomes?.find((candidate) => candidate.key === port)
      : undefined;
  if (outcome) return outcome.label;
  const isOwn = source.type === 'approval' || source.type === 'cabReview' || port === DONE;
  return isOwn ? plainKey(say, port) : port;
};

/** “cost > 1000 and priority is critical” */
export const conditionWords = (say: Say, condition: Condition, names: Names = {}): string => {
  if ('all' in condition) return joined(say, condition.all, 'canvas.condition.and', names);
  if ('any' in condition) return joined(say, condition.any, 'canvas.condition.or', names);
  if ('not' in condition) {
    return say('canvas.condition.not', { what: conditionWords(say, condition.not, names) });
  }
  return say(`canvas.operator.${condition.operator}`, {
    fact: factWords(say, condition.fact, names),
    value: valueWords(say, condition.fact, condition.value, names),
  });
};

const joined = (
  say: Say,
  parts: readonly Condition[],
  conjunction: string,
  names: Names,
): string => {
  if (parts.length === 0) return say('canvas.condition.always');
  return parts
    .map((part) => {
      const words = conditionWords(say, part, names);
      const group = 'all' in part ? part.all : 'any' in part ? part.any : [];
      return parts.length > 1 && group.length > 1 ? `(${words})` : words;
    })
    .join(` ${say(conjunction)} `);
};

/** The short name of a fact: as the reader knows it, else the last part of its path. */
export const factWords = (say: Say, path: string, names: Names = {}): string => {
  const known = names.fact?.(path);
  if (known) return known;
  const id = `canvas.fact.${path}`;
  if (say.has(id)) return say(id);
  return path.split('.').at(-1) ?? path;
};

export const valueWords = (say: Say, path: string, value: unknown, names: Names = {}): string => {
  if (Array.isArray(value)) {
    return say.list(
      value.map((item) => valueWords(say, path, item, names)),
      'disjunction',
    );
  }
  if (value === null || value === undefined || value === '') return say('canvas.value.nothing');
  if (typeof value === 'boolean') return say(value ? 'canvas.value.yes' : 'canvas.value.no');
  if (typeof value === 'object') {
    return 'fact' in value && typeof value.fact === 'string'
      ? factWords(say, value.fact, names)
      : JSON.stringify(value);
  }
  const named =
    typeof value === 'string' || typeof value === 'number' ? names.value?.(path, value) : undefined;
  if (named !== undefined) return named;
  const id = `canvas.value.${path.split('.').at(-1)}.${value}`;
  if (path.startsWith('ticket.') && say.has(id)) return say(id);
  if (path === 'ticket.queue') return names.queue?.(String(value)) ?? String(value);
  return String(value);
};

/** `{{ticket.number}}: ready` → `[number]: ready`. */
const withoutPlaceholders = (say: Say, text: string, names: Names): string =>
  text.replace(/\{\{\s*([\w.-]+)\s*\}\}/g, (_, path: string) => `[${factWords(say, path, names)}]`);

const firstLine = (text: string): string => text.trim().split('\n', 1)[0] ?? '';
