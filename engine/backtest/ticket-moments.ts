/**
 * What would have happened to the ticket: what the draft makes of it, with what others did to it and said on it then. What
 * was before the run began is as it was.
 */
import { laterOf } from '../instant.ts';
import type { TicketMoment } from '../rehearsal/ticket-past.ts';
import { withFields } from '../rehearsal/world.ts';
import type { History, Values } from './history.ts';
import type { Playing } from './playing.ts';

export function ticketMoments(history: History, playing: Playing | null): readonly TicketMoment[] {
  const real = history.moments ?? [];
  const [opened] = real;
  if (!opened) return [];
  const { at: begun } = history.start;
  const then = playing ? played(playing, begun) : untouched(history);
  const said = real.filter(({ happening, at }) => isReply(happening) && at >= begun);
  const all = [
    ...real.filter(({ at }) => at < begun),
    ...then.map((one) => ({ ...one, happening: 'changed' as const })),
    ...said,
  ].toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  let ticket: Values = opened.ticket;
  return all.map(({ at, happening, ticket: now }, index) => {
    if (!isReply(happening)) ticket = now;
    return { at, ticket, happening: index === 0 ? 'opened' : happening };
  });
}

function played(playing: Playing, begun: string): readonly TicketMoment[] {
  playing.afterwards();
  let at = begun;
  return playing.rehearsal.moments.map((moment) => {
    at = laterOf(at, moment.at);
    return { ...moment, at };
  });
}

/** The draft would not have begun: others did to it what they did. */
function untouched({ ticket: given, happenings, start }: History): readonly TicketMoment[] {
  let { priorityByHand: _, ...ticket }: Values = given;
  const moments: TicketMoment[] = [{ at: start.at, happening: 'opened', ticket }];
  for (const one of happenings) {
    if (one.kind !== 'change') continue;
    const { priorityByHand: __, ...set } = one.set;
    ticket = withFields(ticket, set);
    moments.push({ at: one.at, happening: 'changed', ticket });
  }
  return moments;
}

const isReply = (happening: TicketMoment['happening']): boolean =>
  happening === 'agentAnswered' || happening === 'requesterAnswered';
