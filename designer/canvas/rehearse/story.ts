/**
 * What a rehearsal tells the server of its ticket, to be told which clocks it would have; and where time can jump to. Pure.
 */
import type { Foretold, ToldInStory } from '#designer/client/types/foretold.ts';
import type { Definition } from '#engine/definition.ts';
import { graphOf } from '#engine/graph.ts';
import { earlierOf } from '#engine/instant.ts';
import type { Json } from '#engine/json.ts';
import {
  A_REQUESTER,
  type Happening,
  type Rehearsal,
  subjectsIn,
  type Week,
} from '#engine/rehearsal/index.ts';
import type { Turn } from './play.ts';

type Values = { readonly [name: string]: Json };

export type Story = {
  readonly at: string;
  readonly moments: readonly {
    readonly at: string;
    readonly happening: string;
    readonly ticket: Values;
  }[];
  readonly requester: Values;
  readonly subjects: readonly object[];
};

/** Null where no ticket stands behind it: a called process is played without one. */
export const storyOf = (
  definition: Definition,
  rehearsal: Rehearsal,
  requester: Values | undefined,
): Story | null => {
  const begun = rehearsal.steps[0]?.event;
  const start = begun?.type === 'started' ? graphOf(definition).elements.get(begun.start) : null;
  if (start?.type !== 'startEvent' || start.trigger.type === 'called') return null;
  const [opened] = rehearsal.moments;
  const createdAt = opened?.at ?? rehearsal.at;
  return {
    at: rehearsal.at,
    moments: rehearsal.moments.map(({ at, happening, ticket }) => ({
      at,
      happening,
      // A real ticket that is only looked at is opened in the story, not when it was.
      ticket: { ...ticket, createdAt, status: ticket.status ?? 'new' },
    })),
    requester: { ...A_REQUESTER, ...requester },
    subjects: subjectsIn(rehearsal).map(({ id: _, ...subject }) => ({
      ...subject,
      process: definition.key,
    })),
  };
};

/** The next instant at which something falls due by itself: a timer, a task, or a threshold of a clock. */
export const nextDeadline = (rehearsal: Rehearsal, foretold: Foretold | null): string | null => {
  const { at, nextTimer } = rehearsal;
  const ahead = [...taskDues(rehearsal), foretold?.nextAt ?? null].flatMap((one) =>
    one !== null && one > at ? [one] : [],
  );
  // A timer that is overdue comes at once.
  const all = nextTimer === null ? ahead : [...ahead, nextTimer];
  return all.length === 0 ? null : all.reduce(earlierOf);
};

/** What lets time pass until then. */
export const jumpTo = (instant: string, { nextTimer }: Rehearsal, week: Week): Happening => {
  if (instant === nextTimer) return { type: 'waitUntil', moment: 'next timer' };
  const spoken = week.spoken(instant);
  const moment = week.instant(spoken) === instant ? spoken : instant;
  return { type: 'waitUntil', moment };
};

const taskDues = ({ definition, steps, tokens, world }: Rehearsal): readonly (string | null)[] => {
  const opened = new Map(
    steps.flatMap(({ commands }) =>
      commands.flatMap((one) => (one.type === 'openTask' ? [[one.token, one.at] as const] : [])),
    ),
  );
  return tokens.map(({ id, element: at, wait }) => {
    const element = graphOf(definition).elements.get(at);
    const from = opened.get(id);
    if (wait.kind !== 'task' || element?.type !== 'userTask' || from === undefined) return null;
    return element.task.due === undefined ? null : world.after(element.task.due, from);
  });
};

/** What clocks told while this turn went by. */
export const toldIn = (
  turns: readonly Turn[],
  index: number,
  told: readonly ToldInStory[],
): readonly ToldInStory[] => {
  const until = turns[index]?.at ?? '';
  const since = turns[index - 1]?.at ?? '';
  return told.filter(({ at }) => at > since && at <= until);
};
