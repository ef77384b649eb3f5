/**
 * Two processes that one new ticket starts, which is seldom meant. What conditions let through is not known before there is
 * a ticket, so two triggers with conditions of their own are left alone unless they are the same.
 */
import type { Trigger } from '../definition.ts';
import { elementsOf, nameOf, type Report, type Rule } from './finding.ts';

type OnTicket = Extract<Trigger, { type: 'ticketCreated' }>;

export const sameTrigger: Rule = {
  name: 'same-trigger',
  says: 'Tickets that start this process also start another one.',
  *find({ definition, context }): Iterable<Report> {
    const others = (context.triggers ?? []).filter(({ process }) => process !== definition.key);
    for (const start of elementsOf(definition, 'startEvent')) {
      const { trigger } = start;
      if (trigger.type !== 'ticketCreated') continue;
      const same = others.filter((other) => overlap(trigger, other.trigger));
      const names = [...new Set(same.map(({ name }) => name))];
      if (names.length === 0) continue;
      yield {
        level: 'warning',
        element: start.id,
        message: `Tickets that start this process also start ${names.map((name) => `“${name}”`).join(', ')}.`,
        values: { element: nameOf(start), others: names },
      };
    }
  },
};

function overlap(one: OnTicket, other: OnTicket): boolean {
  if (one.catalogItem !== other.catalogItem) {
    // An item's own process keeps the others out, except those that want to start beside it.
    if (one.catalogItem !== undefined && other.catalogItem !== undefined) return false;
    if (!(one.catalogItem === undefined ? one : other).alongside) return false;
  }
  const types = one.ticketTypes ?? [];
  const others = other.ticketTypes ?? [];
  if (types.length > 0 && others.length > 0 && !types.some((type) => others.includes(type)))
    return false;
  if (!one.conditions || !other.conditions) return true;
  return JSON.stringify(one.conditions) === JSON.stringify(other.conditions);
}
