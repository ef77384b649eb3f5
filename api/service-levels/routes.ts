/** /sla/attainment: how promises were kept, and the tickets behind each number. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { attainmentOf, type Counts } from '#domain/attainment/attainment.ts';
import { listPromises, type PromiseRow } from '#domain/attainment/promise-list.ts';
import { invalid } from '#domain/errors.ts';
import { isId } from '#domain/ids.ts';
import { demand } from '#domain/people/access.ts';
import { toIsoOrNull } from '../instants.ts';
import { type CursorValue, pageOf, toPage } from '../pages.ts';
import { principalOf } from '../plugins/principal.ts';
import { readerOf } from '../reader.ts';
import { holderRoutes } from './holders.ts';
import { monthsAsked } from './months.ts';
import { Attainment, AttainmentQuery, PromiseQuery, Promises } from './schemas.ts';
import { wallboardRoutes } from './wallboard.ts';

const tags = ['service levels'];
const REPORT = { permission: 'report.read' } as const;

export const serviceLevelRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(holderRoutes);
  await app.register(wallboardRoutes);

  app.get(
    '/sla/attainment',
    {
      config: REPORT,
      schema: {
        tags,
        summary: 'How many promises were kept, by policy, team, queue, organization or priority',
        querystring: AttainmentQuery,
        response: { 200: Attainment },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const reader = readerOf(request);
      const { by = 'policy', asJudged = false, ...rest } = request.query;
      const { from: _, to: __, months: ___, ...filter } = rest;
      const asked = { by, asJudged, filter, ...(await monthsAsked(reader, request.query)) };
      const { months, zone } = asked;
      const { totals, rows, months: byMonth } = await attainmentOf(reader, principal, asked);
      return {
        by,
        ...months,
        timeZone: zone,
        asJudged,
        asOf: reader.now.toISOString(),
        totals: withShare(totals),
        rows: rows.map(withShare),
        months: byMonth.map(withShare),
      };
    },
  );

  app.get(
    '/sla/attainment/tickets',
    {
      config: REPORT,
      schema: {
        tags,
        summary: 'The promises behind a number, each with its ticket',
        querystring: PromiseQuery,
        response: { 200: Promises },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      // Titles are more than counts: a token must hold both.
      demand(principal, 'ticket.read');
      const reader = readerOf(request);
      const { outcome, asJudged = false, limit: _, cursor: __, ...rest } = request.query;
      const { from: ___, to: ____, months: _____, ...filter } = rest;
      const { limit, take, after } = pageOf(request.query, 3);
      const rows = await listPromises(reader, principal, {
        ...(await monthsAsked(reader, request.query)),
        asJudged,
        filter,
        outcome,
        take,
        after: after && placeOf(after),
      });
      return toPage(rows, limit, present, (row) => [row.place, row.clockId, row.cycle]);
    },
  );
};

/** @throws DomainError invalid_input for a cursor of another list */
function placeOf([at, clockId, cycle]: readonly CursorValue[]) {
  const isPlace = typeof at === 'string' && !Number.isNaN(Date.parse(at));
  if (!isPlace || typeof clockId !== 'string' || !isId(clockId) || !Number.isInteger(cycle))
    return invalid('/cursor', 'is not a cursor of this list.');
  return { at, clockId, cycle: Number(cycle) };
}

const withShare = <T extends Counts>(row: T) => {
  const decided = row.met + row.breached;
  return { ...row, share: decided === 0 ? null : row.met / decided };
};

const present = (row: PromiseRow) => ({
  clock: {
    id: row.clockId,
    name: row.name,
    policy: row.policy,
    measures: row.measures,
    cycle: row.cycle,
    targetSeconds: row.targetSeconds,
  },
  ticket: {
    id: row.ticketId,
    number: row.number,
    title: row.title,
    priority: row.priority,
    queue: row.queue,
    assignee: row.assignee,
    organization: row.organization,
  },
  outcome: row.outcome,
  at: toIsoOrNull(row.at),
  revised: row.revised,
});
