/** /changes: plans, and what may be asked of one. Freezes, windows and the calendar have a file each beside this one. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Change, findChange } from '#domain/changes/change.ts';
import { explain } from '#domain/changes/explain.ts';
import { gateOf } from '#domain/changes/gate.ts';
import { listChanges } from '#domain/changes/list.ts';
import { overrideFreeze } from '#domain/changes/override.ts';
import { conflictsAt, findSlot } from '#domain/changes/schedule.ts';
import { planInDesk } from '#domain/desk/plan-change.ts';
import { DomainError } from '#domain/errors.ts';
import { demandSpan } from '#domain/rotas/spans.ts';
import { mayOn } from '#domain/tickets/policy.ts';
import { isFinished, STATUSES } from '#domain/tickets/values.ts';
import type { Work } from '#domain/work.ts';
import { CHANGE_KINDS, CONFLICT_KINDS } from '#engine/changes/plan.ts';
import type { Span } from '#engine/rota.ts';
import { choicesOf, placeOf } from '../filters.ts';
import { pageOf, toPage } from '../pages.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { mayCallStandard } from '../standard-kind.ts';
import { TicketPartParams } from '../ticket-part.ts';
import { changeBoardRoutes } from './boards.ts';
import { changeCalendarRoutes } from './calendar.ts';
import { causeRoutes } from './causes.ts';
import { freezeRoutes } from './freezes.ts';
import { inTheWayRoutes } from './in-the-way.ts';
import { demandChange } from './policy.ts';
import { presentConflicts, presentGate, presentListed } from './present.ts';
import { changeRiskRoutes } from './risk.ts';
import * as schemas from './schemas.ts';
import { answerFor, stepRoutes } from './steps.ts';
import { windowRoutes } from './windows.ts';

const tags = ['changes'];
const READ = { permission: 'ticket.read' } as const;
const params = TicketPartParams;
const OPEN = STATUSES.filter((status) => !isFinished(status));

export const changeRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(freezeRoutes);
  await app.register(windowRoutes);
  await app.register(changeCalendarRoutes);
  await app.register(changeBoardRoutes);
  await app.register(inTheWayRoutes);
  await app.register(causeRoutes);
  await app.register(changeRiskRoutes);
  await app.register(stepRoutes);

  app.get(
    '/changes',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Changes the caller may see, with their plans',
        querystring: schemas.ChangeQuery,
        response: { 200: schemas.Changes },
      },
    },
    async (request) => {
      const { kind, status, from, to, standard, sort = '-createdAt' } = request.query;
      const { limit, take, after } = pageOf(request.query, 2);
      const statuses = choicesOf('status', [...STATUSES, 'open'], status);
      return inWork(request, async (work, principal) =>
        toPage(
          await listChanges(work, {
            principal,
            sort,
            take,
            from,
            to,
            standard,
            kinds: choicesOf('kind', CHANGE_KINDS, kind),
            statuses: statuses.flatMap((one) => (one === 'open' ? OPEN : [one])),
            after: sortPlaceOf(after),
          }),
          limit,
          presentListed,
          (row) => [row.sortedAt, row.ticketId],
        ),
      );
    },
  );

  app.get(
    '/changes/:id',
    {
      config: READ,
      schema: { tags, summary: 'A change and its plan', params, response: { 200: schemas.Change } },
    },
    async (request, reply) => {
      const found = await inWork(request, async (work, principal) => {
        const ticket = await demandChange(work, principal, request.params.id);
        return answerFor(work, principal, ticket, await getChange(work, ticket.id));
      });
      etag(reply, found.version);
      return found;
    },
  );

  app.patch(
    '/changes/:id',
    {
      config: { permission: 'ticket.update' },
      schema: {
        tags,
        summary: 'Plan a change',
        params,
        body: schemas.ChangePatch,
        response: { 200: schemas.Change },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      const planned = await inWork(request, async (work, principal) => {
        const ticket = await demandChange(work, principal, request.params.id, 'ticket.update');
        const change = await planInDesk(work, ticket.id, request.body, {
          expected,
          mayJudge: mayOn(principal, 'cab.manage', ticket),
          mayCallStandard: mayCallStandard(principal),
        });
        return answerFor(work, principal, ticket, change);
      });
      etag(reply, planned.version);
      return planned;
    },
  );

  app.get(
    '/changes/:id/conflicts',
    {
      config: READ,
      schema: {
        tags,
        summary: 'What stands in its way at its planned time, or at another',
        params,
        querystring: schemas.ConflictQuery,
        response: { 200: schemas.Conflicts },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        const ticket = await demandChange(work, principal, request.params.id);
        const change = await getChange(work, ticket.id);
        const span = spanOf(change, request.query);
        if (span === null) return presentConflicts(change, { from: null, to: null }, []);
        const conflicts = await conflictsAt(work, change, span, request.query.calendar);
        const explained = await explain(work, principal, change, conflicts);
        return presentConflicts(change, span, explained);
      }),
  );

  app.post(
    '/changes/:id/next-slot',
    {
      config: READ,
      schema: {
        tags,
        summary: 'The earliest time at which nothing stands in its way',
        params,
        body: schemas.SlotWish,
        response: { 200: schemas.Slot },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        const ticket = await demandChange(work, principal, request.params.id);
        const { avoid = [...CONFLICT_KINDS], ...wish } = request.body;
        return findSlot(work, await getChange(work, ticket.id), { ...wish, avoid });
      }),
  );

  app.get(
    '/changes/:id/gate',
    {
      config: READ,
      schema: {
        tags,
        summary: 'May it be carried out now? For pipelines, before they deploy',
        params,
        response: { 200: schemas.Gate },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        const ticket = await demandChange(work, principal, request.params.id);
        const change = await getChange(work, ticket.id);
        return presentGate(change, await gateOf(work, change));
      }),
  );

  app.post(
    '/changes/:id/freeze-override',
    {
      config: { permission: 'freeze.override' },
      schema: {
        tags,
        summary: 'Let this change through a freeze that holds it',
        params,
        body: schemas.FreezeOverride,
        response: { 201: schemas.Change },
      },
    },
    async (request, reply) => {
      const through = await inWork(request, async (work, principal) => {
        const ticket = await demandChange(work, principal, request.params.id, 'freeze.override');
        const change = await overrideFreeze(work, ticket.id, request.body);
        return answerFor(work, principal, ticket, change);
      });
      etag(reply, through.version);
      return reply.code(201).send(through);
    },
  );
};

async function getChange(work: Work, id: string): Promise<Change> {
  const change = await findChange(work, id);
  if (!change) throw new DomainError('not_found', 'There is no such change.');
  return change;
}

function spanOf(
  { plannedFrom, plannedTo }: Change,
  { from = plannedFrom, to = plannedTo }: { from?: string | null; to?: string | null },
): Span | null {
  return from === null || to === null ? null : demandSpan('', { from, to });
}

/** What is not planned has its place at the end of time. */
const sortPlaceOf = (after: Parameters<typeof placeOf>[0]) => {
  const [at, id] = after ?? [];
  if (typeof at !== 'string' || !/^-?infinity$/.test(at)) return placeOf(after);
  return placeOf([new Date(0).toISOString(), id ?? null]) && { at, id: String(id) };
};
