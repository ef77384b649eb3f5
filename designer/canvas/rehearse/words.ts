/** A rehearsal in words: what has happened, where it stands, why it stopped, what does not fit, and what time it is. Pure. */
import type { Say } from '#designer/ui/diagram/say.ts';
import {
  durationWords,
  flowWords,
  type Names,
  nameOf,
  plainKey,
  portWords,
} from '#designer/ui/diagram/words.ts';
import { failureWords } from '#designer/ui/failure-words.ts';
import type { Definition } from '#engine/definition.ts';
import { type Happening, type Rehearsal, type Stop, waitingIn } from '#engine/rehearsal/index.ts';
import type { Hitch } from './play.ts';
import type { Session } from './session.ts';
import { voterWords } from './voters.ts';

export const calledIn = (say: Say, { elements }: Definition, id: string): string => {
  const element = elements.find((one) => one.id === id);
  return element ? nameOf(say, element) : id;
};

/** “Order the laptop: Ordered and received” */
export const happeningWords = (
  say: Say,
  definition: Definition,
  happening: Happening,
  names: Names = {},
): string => {
  const name = 'element' in happening && happening.element ? called(happening.element) : '';
  switch (happening.type) {
    case 'complete':
    case 'decide':
    case 'return':
    case 'skip': {
      const outcome = happening.outcome ? port(happening.element, happening.outcome) : '';
      const id = `canvas.rehearse.did.${happening.type}`;
      return outcome ? say(`${id}.outcome`, { name, outcome }) : say(id, { name });
    }
    case 'answer':
    case 'retry':
    case 'fire':
      return say(`canvas.rehearse.did.${happening.type}`, { name });
    case 'vote': {
      const element = definition.elements.find(({ id }) => id === happening.element);
      const voter = voterWords(say, element, happening.voter, names);
      return say(`canvas.rehearse.did.vote.${happening.decision}`, { name, voter });
    }
    case 'break':
    case 'fail':
      return say(`canvas.rehearse.did.${happening.type}`, {
        name,
        why: failureWords(say, happening.code),
      });
    case 'move':
      return say('canvas.rehearse.did.move', { name, to: called(happening.to) });
    case 'message':
    case 'signal':
      return say(`canvas.rehearse.did.${happening.type}`, { name: happening.name });
    case 'wait':
      return say('canvas.rehearse.did.wait', { length: durationWords(say, happening.for) });
    case 'waitUntil':
      return happening.moment === 'next timer'
        ? say('canvas.rehearse.did.nextTimer')
        : say('canvas.rehearse.did.waitUntil', { moment: momentWords(say, happening.moment) });
    case 'choose': {
      const ways = definition.flows.filter(({ id }) => happening.flows.includes(id));
      if (ways.length === 0) return say('canvas.rehearse.did.chooseNone', { name });
      const words = ways.map((flow) => flowWords(say, definition, flow) || called(flow.to));
      return say('canvas.rehearse.did.choose', { name, ways: say.list(words) });
    }
    case 'reply':
      return say(`canvas.rehearse.did.reply.${happening.by}`);
    case 'change': {
      const { status } = happening.set;
      return typeof status === 'string' && say.has(`status.${status}`)
        ? say('canvas.rehearse.toStatus', { status: say(`status.${status}`) })
        : say('canvas.rehearse.did.change');
    }
    case 'correct':
    case 'cancel':
      return say(`canvas.rehearse.did.${happening.type}`);
  }

  function called(id: string): string {
    return calledIn(say, definition, id);
  }
  function port(id: string, outcome: string): string {
    const element = definition.elements.find((one) => one.id === id);
    return element ? portWords(say, element, outcome) : outcome;
  }
};

/** What it waits for now, or how it has ended. */
export const standWords = (say: Say, definition: Definition, rehearsal: Rehearsal): string => {
  const { status } = rehearsal.state;
  if (status !== 'running') return endWords(say, rehearsal);
  const names = waitingIn(rehearsal)
    .filter(({ isBeside }) => !isBeside)
    .map(({ element }) => calledIn(say, definition, element));
  return names.length === 0
    ? say('canvas.rehearse.waitsForNothing')
    : say('canvas.rehearse.waitsAt', { names: say.list(names) });
};

export const endWords = (say: Say, { state }: Pick<Rehearsal, 'state'>): string => {
  const { status, outcome } = state;
  if (status === 'completed' && outcome)
    return say('canvas.rehearse.ended.completed.outcome', { outcome: plainKey(say, outcome) });
  return say(`canvas.rehearse.ended.${status}`);
};

export const stopWords = (say: Say, definition: Definition, stop: Stop): string =>
  say(`canvas.rehearse.stop.${stop.why}`, {
    name: 'element' in stop ? calledIn(say, definition, stop.element) : '',
  });

/** Why something does not happen, at the place where it was wanted. */
export const refusalWords = (say: Say, { code, message }: Hitch): string =>
  say(`canvas.rehearse.hitch.${code}`, { message });

/** Where a session no longer fits the drawing, and why. */
export const hitchWords = (
  say: Say,
  definition: Definition,
  { happenings }: Pick<Session, 'happenings'>,
  hitch: Hitch,
): string => {
  const { happening } = hitch;
  const why = refusalWords(say, hitch);
  const what = happening === null ? undefined : happenings[happening];
  if (!what) return say('canvas.rehearse.cannotBegin', { why });
  return say('canvas.rehearse.noLongerFits', {
    number: (happening ?? 0) + 1,
    what: happeningWords(say, definition, what),
    why,
  });
};

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
export const WEEKDAYS: readonly string[] = DAYS;

const MOMENT = /^([A-Z][a-z]{2})([+-]\d+)? (\d\d:\d\d)$/;

/** `Mon+1 09:00` as the reader says it. */
export const momentWords = (say: Say, moment: string): string => {
  const [, day = '', week, clock = ''] = MOMENT.exec(moment) ?? [];
  if (!DAYS.includes(day)) return Number.isNaN(Date.parse(moment)) ? moment : say.date(moment);
  const text = say('canvas.rehearse.moment', { day: say(`canvas.rehearse.day.${day}`), clock });
  return week ? say('canvas.rehearse.momentWeek', { moment: text, week: Number(week) + 1 }) : text;
};
