/**
 * Plays a draft once more on what a ticket's run has been, on the production interpreter: rules, calendars and timers answer
 * for themselves; what people and the world did is taken from history, at the instant at which they did it. Where the draft
 * asks what history never answered, it stops and says so. Where the draft is what really ran, the very same path comes out.
 */
import type { Definition } from '../definition.ts';
import { startOf } from '../graph/start-of.ts';
import { graphOf } from '../graph.ts';
import type { Surroundings } from '../rehearsal/world.ts';
import type { History } from './history.ts';
import { type Matches, matchElements } from './match.ts';
import { Playing } from './playing.ts';

/** `settle`: what the record makes of what the process sets on a ticket. */
export type Setting = Pick<Surroundings, 'judge' | 'calendar' | 'settle'>;

export type Past = { readonly definition: Definition; readonly matches: Matches };

export const toPast = (draft: Definition, definition: Definition): Past => ({
  definition,
  matches: matchElements(draft, definition),
});

/** Null where the draft would not have begun at all. */
export async function play(
  draft: Definition,
  past: Past,
  history: History,
  setting: Setting,
): Promise<Playing | null> {
  const start = await startFor(draft, history, setting);
  if (start === null) return null;
  const playing = new Playing(draft, past, history, setting);
  await playing.through(start);
  return playing;
}

/** Where the draft begins for this ticket. */
async function startFor(
  draft: Definition,
  { trigger, start, ticket: given, requester }: History,
  { judge }: Setting,
): Promise<string | null> {
  const begins = graphOf(draft).elements.get(start.element);
  if (begins?.type !== 'startEvent' || begins.parent !== undefined)
    return trigger ? null : startOf(draft, 'manual');
  if (!trigger) return begins.id;
  if (begins.trigger.type !== 'ticketCreated') return null;
  const { priorityByHand: _, ...ticket } = given;
  const { ticketTypes, catalogItem, conditions } = begins.trigger;
  if (ticketTypes?.length && !ticketTypes.some((type) => type === ticket.type)) return null;
  if (catalogItem !== undefined && catalogItem !== trigger.catalogItem) return null;
  if (!conditions) return begins.id;
  const facts = { ticket, requester, variables: start.variables, steps: {} };
  return judge.chooseFlow([{ id: begins.id, conditions }], facts);
}
