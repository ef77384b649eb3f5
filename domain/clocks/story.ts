/** A story that is only played: what happens to a ticket, from when it is opened, as the moments at which clocks are followed. */
import type { JsonObject } from '#engine/json.ts';
import type { Configuration } from '../configuration.ts';
import type { ClockCause } from './clock.ts';
import { type HappeningType, talked, toClockFacts } from './clock-facts.ts';
import type { Moment } from './moments.ts';
import type { SubjectRow } from './subjects.ts';

export type StoryMoment = {
  readonly at: string;
  readonly happening: HappeningType;
  readonly ticket: JsonObject;
};

export type Story = {
  /** Until when it is told. */
  readonly at: string;
  /** In order; with the first the ticket is opened. */
  readonly moments: readonly StoryMoment[];
  readonly requester: JsonObject;
  readonly subjects: readonly Omit<SubjectRow, 'id' | 'assignee' | 'queue'>[];
};

/** What is promised, and when it counts. */
export type InForce = Pick<Configuration, 'policies' | 'calendars' | 'organizations' | 'zone'>;

export type Asked = {
  readonly configuration: InForce;
  readonly story: Story;
  readonly today: string;
};

export const NOBODY: ClockCause = { kind: 'run', id: null, label: null };

export function momentsOf({
  configuration: { organizations },
  story,
  today,
}: Asked): readonly Moment[] {
  let conversation = { answered: false, awaiting: 'agent' as 'agent' | 'requester' };
  return story.moments
    .filter(({ at }) => at <= story.at)
    .map(({ at, happening, ticket }): Moment => {
      conversation = talked(conversation, happening);
      const facts = { ticket, requester: story.requester };
      return {
        at,
        facts: toClockFacts(facts, { conversation, happening, organizations, today }),
        cause: { ...NOBODY, status: String(ticket.status), happening },
        over: false,
      };
    });
}
