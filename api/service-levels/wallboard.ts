/** /wallboard: how the queues stand, for a screen on the wall. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { wallboardOf } from '#domain/attainment/wallboard.ts';
import { dateIn } from '#domain/clocks/clock-facts.ts';
import { configurationOf } from '#domain/configuration.ts';
import { invalid } from '#domain/errors.ts';
import type { TicketRecord } from '#domain/tickets/record.ts';
import { presentListClock } from '../clock-stand.ts';
import { toIsoOrNull } from '../instants.ts';
import { principalOf } from '../plugins/principal.ts';
import { readerOf } from '../reader.ts';
import { Wallboard, WallboardQuery } from './schemas.ts';

const MOST_QUEUES = 50;

export const wallboardRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/wallboard',
    {
      config: { permission: 'wallboard.read' },
      schema: {
        tags: ['service levels'],
        summary: 'How the queues stand now, for a screen on the wall',
        querystring: WallboardQuery,
        response: { 200: Wallboard },
      },
    },
    async (request) => {
      const reader = readerOf(request);
      const { zone } = await configurationOf(reader);
      const today = dateIn(zone, reader.now);
      const board = await wallboardOf(reader, principalOf(request), {
        queues: queuesOf(request.query.queues),
        zone,
        today,
        tomorrow: dayAfter(today),
      });
      const { met, breached } = board.today;
      return {
        asOf: reader.now.toISOString(),
        timeZone: zone,
        queues: board.queues.map(({ waitingSince, ...queue }) => ({
          ...queue,
          waitingSince: toIsoOrNull(waitingSince),
        })),
        next: board.next.map(present),
        waiting: board.waiting.map(present),
        today: { met, breached, share: met + breached === 0 ? null : met / (met + breached) },
      };
    },
  );
};

function queuesOf(text: string | undefined): string[] {
  const keys = (text ?? '')
    .split(',')
    .map((key) => key.trim())
    .filter((key) => key !== '');
  if (keys.length > MOST_QUEUES) invalid('/queues', `At most ${MOST_QUEUES} queues.`);
  if (keys.some((key) => !/^[a-z0-9][a-z0-9-]{0,63}$/.test(key)))
    invalid('/queues', 'Keys of queues, with commas between them.');
  return [...new Set(keys)];
}

const DAY_MS = 86_400_000;

const dayAfter = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);

const present = (ticket: TicketRecord) => ({
  id: ticket.id,
  number: ticket.number,
  title: ticket.title,
  priority: ticket.priority,
  queue: ticket.queue?.name ?? null,
  assignee: ticket.assignee?.name ?? null,
  dueAt: toIsoOrNull(ticket.dueAt),
  clock: ticket.clock && presentListClock(ticket.clock),
  createdAt: ticket.createdAt.toISOString(),
});
