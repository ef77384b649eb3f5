/** /runs and what of them hangs on a ticket: its runs, and how far they are. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { isAsked } from '#domain/approvals/allowed.ts';
import { getApproval } from '#domain/approvals/read.ts';
import { DomainError } from '#domain/errors.ts';
import { may, type Principal } from '#domain/people/access.ts';
import { causesOf } from '#domain/processes/causes.ts';
import { cancelOpenRun, retryRun } from '#domain/processes/operate-run.ts';
import { demandOperable, getRun, listRuns, runsOfTicket } from '#domain/processes/read-runs.ts';
import { type Repair as RunRepair, repairRun } from '#domain/processes/repair-run.ts';
import { RUN_STATES } from '#domain/processes/run-state.ts';
import { mayOn } from '#domain/tickets/policy.ts';
import type { TicketRecord } from '#domain/tickets/record.ts';
import { sql } from '#domain/tickets/sql.ts';
import { readTimeline } from '#domain/tickets/timeline.ts';
import type { Work } from '#domain/work.ts';
import { choicesOf, placeOf } from '../filters.ts';
import { toIso } from '../instants.ts';
import { pageOf, toPage } from '../pages.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { IdParams, Nothing } from '../schemas.ts';
import { readableTicket, TicketPartParams, TicketPartQuery } from '../ticket-part.ts';
import {
  presentTimelineEvent,
  TimelineEvents,
  TimelineQuery,
  toTimelinePlace,
} from '../timeline.ts';
import { bulkRoutes } from './bulk.ts';
import { presentProgress, presentRun, presentWhole } from './present.ts';
import {
  Cancel,
  Causes,
  Progress,
  ProgressQuery,
  Reason,
  Repair,
  Run,
  RunQuery,
  Runs,
} from './schemas.ts';

const tags = ['runs'];
const READ = { permission: 'run.read' } as const;
const OPERATE = { permission: 'run.operate' } as const;

export const runRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(bulkRoutes);

  app.get(
    '/runs',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Runs, the latest first',
        querystring: RunQuery,
        response: { 200: Runs },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 2);
      const { state, process, ticket } = request.query;
      const { version, element, code, startedBefore, startedSince } = request.query;
      const { endedSince, endedBefore, late } = request.query;
      const filter = {
        states: choicesOf('state', RUN_STATES, state),
        process,
        ticket,
        element,
        code,
        startedBefore,
        startedSince,
        endedSince,
        endedBefore,
        late,
        versions: version?.split(',').map(Number) ?? [],
      };
      const place = placeOf(after);
      return inWork(request, async (work, principal) => {
        const rows = await listRuns(work, {
          filter,
          principal,
          take,
          after: place && { startedAt: place.at, id: place.id },
        });
        return toPage(
          rows,
          limit,
          (row) => presentRun(row, true),
          (row) => [row.startedAt, row.id],
        );
      });
    },
  );

  app.get(
    '/runs/causes',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Why runs have failed and wait for help: by process, element and error',
        response: { 200: Causes },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => ({
        items: (await causesOf(work, principal)).map((cause) => ({
          ...cause,
          versions: [...cause.versions],
          since: toIso(cause.since),
        })),
      })),
  );

  app.get(
    '/runs/:id/events',
    {
      config: READ,
      schema: {
        tags,
        summary: 'What happened to a run and why, repairs and moves included; oldest first',
        params: IdParams,
        querystring: TimelineQuery,
        response: { 200: TimelineEvents },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 2);
      return inWork(request, async (work, principal) => {
        const { id } = await getRun(work, request.params.id, principal);
        const rows = await readTimeline(
          work,
          sql(`e.subject_kind = 'run' and e.subject_id = ?`, id),
          {
            take,
            after: toTimelinePlace(after),
            inside: 'runs',
          },
        );
        return toPage(rows, limit, presentTimelineEvent, (row) => [row.at.toISOString(), row.id]);
      });
    },
  );

  app.get(
    '/runs/:id',
    { config: READ, schema: { tags, summary: 'A run', params: IdParams, response: { 200: Run } } },
    async (request, reply) => {
      const shown = await inWork(request, async (work, principal) =>
        presentRun(await getRun(work, request.params.id, principal), true),
      );
      etag(reply, shown.revision);
      return shown;
    },
  );

  app.get(
    '/runs/:id/diagram',
    {
      config: READ,
      schema: {
        tags,
        summary: 'The drawing with what the run has done in it',
        params: IdParams,
        response: { 200: Progress },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        return presentWhole(work, await getRun(work, request.params.id, principal));
      }),
  );

  app.get(
    '/approvals/:id/progress',
    {
      schema: {
        tags,
        summary: 'Where the process stands that an approval belongs to',
        params: IdParams,
        response: { 200: Progress },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        // Who is asked to decide may see what they decide in, whatever else they may see.
        const approval = await getApproval(work, principal, request.params.id);
        const run = await getRun(work, approval.run, null);
        const asked = isAsked(principal, approval);
        const inside = asked || may(principal, 'run.read');
        const shows = { drawing: inside || may(principal, 'process.read'), inside };
        return presentProgress(work, run, shows);
      }),
  );

  app.post(
    '/runs/:id/retry',
    {
      config: OPERATE,
      schema: {
        tags,
        summary: 'Try again what has failed',
        params: IdParams,
        body: Reason,
        response: { 200: Run },
      },
    },
    async (request, reply) => {
      const shown = await inWork(request, (work, principal) =>
        operate(work, principal, request.params.id, (id) =>
          retryRun(work, id, request.body.reason ?? '', ifMatch(request)),
        ),
      );
      etag(reply, shown.revision);
      return shown;
    },
  );

  app.post(
    '/runs/:id/cancel',
    {
      config: OPERATE,
      schema: {
        tags,
        summary: 'End a run before its time',
        params: IdParams,
        body: Cancel,
        response: { 200: Run },
      },
    },
    async (request, reply) => {
      const shown = await inWork(request, (work, principal) =>
        operate(work, principal, request.params.id, (id) =>
          cancelOpenRun(
            work,
            id,
            request.body.reason ?? 'Cancelled by an operator.',
            ifMatch(request),
            request.body.undo,
          ),
        ),
      );
      etag(reply, shown.revision);
      return shown;
    },
  );

  app.post(
    '/runs/:id/repairs',
    {
      config: OPERATE,
      schema: {
        tags,
        summary: 'Skip an element, move a token or correct variables',
        params: IdParams,
        body: Repair,
        response: { 200: Run },
      },
    },
    async (request, reply) => {
      const { reason, ...repair } = request.body;
      const shown = await inWork(request, (work, principal) =>
        operate(work, principal, request.params.id, (id) =>
          repairRun(work, id, repair as RunRepair, reason, ifMatch(request)),
        ),
      );
      etag(reply, shown.revision);
      return shown;
    },
  );

  app.get(
    '/tickets/:id/runs',
    {
      config: { permission: 'ticket.read' },
      schema: {
        tags,
        summary: 'A ticket’s runs, the latest first',
        params: TicketPartParams,
        querystring: TicketPartQuery,
        response: { 200: Runs },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        const ticket = await readableTicket(work, principal, request.params.id);
        const inside = seesInside(principal, ticket);
        return {
          items: (await runsOfTicket(work, principal, ticket.id)).map((run) =>
            presentRun(run, inside),
          ),
          nextCursor: null,
        };
      }),
  );

  app.get(
    '/tickets/:id/progress',
    {
      config: { permission: 'ticket.read' },
      schema: {
        tags,
        summary:
          'How far a ticket’s process is: of the run asked for, else of the first open one, else of the latest; 204 where none has been started',
        params: TicketPartParams,
        querystring: ProgressQuery,
        response: { 200: Progress, 204: Nothing },
      },
    },
    async (request, reply) => {
      const shown = await inWork(request, async (work, principal) => {
        const ticket = await readableTicket(work, principal, request.params.id);
        const runs = await runsOfTicket(work, principal, ticket.id);
        const wanted = request.query.run;
        const run =
          wanted === undefined
            ? (runs.findLast(({ endedAt }) => endedAt === null) ?? runs[0])
            : runs.find(({ id }) => id === wanted);
        if (!run && wanted !== undefined)
          throw new DomainError('not_found', 'The ticket has no such run.');
        // Many tickets have no process; that is nothing to refuse.
        if (!run) return null;
        const inside = seesInside(principal, ticket);
        const drawing = inside || may(principal, 'process.read') || may(principal, 'run.read');
        const shows = { drawing, inside };
        return presentProgress(work, run, shows);
      });
      return shown ?? reply.code(204).send();
    },
  );
};

const seesInside = (principal: Principal, ticket: TicketRecord): boolean =>
  mayOn(principal, 'run.read', ticket) || mayOn(principal, 'ticket.update', ticket);

async function operate(
  work: Work,
  principal: Principal,
  id: string,
  act: (id: string) => Promise<void>,
) {
  await demandOperable(work, id, principal);
  await act(id);
  return presentRun(await getRun(work, id, principal), true);
}
