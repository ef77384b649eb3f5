/** /runs: those there are, why they have failed, and what happened in one of them. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { causesOf } from '#domain/processes/causes.ts';
import { getRun, listRuns } from '#domain/processes/read-runs.ts';
import { RUN_STATES } from '#domain/processes/run-state.ts';
import { sql } from '#domain/tickets/sql.ts';
import { readTimeline } from '#domain/tickets/timeline.ts';
import { choicesOf, placeOf } from '../filters.ts';
import { toIso } from '../instants.ts';
import { pageOf, toPage } from '../pages.ts';
import { etag } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { IdParams } from '../schemas.ts';
import {
  presentTimelineEvent,
  TimelineEvents,
  TimelineQuery,
  toTimelinePlace,
} from '../timeline.ts';
import { bulkRoutes } from './bulk.ts';
import { operateRoutes } from './operate.ts';
import { presentRun, presentWhole } from './present.ts';
import { progressRoutes } from './progress.ts';
import { Causes, Progress, Run, RunQuery, Runs } from './schemas.ts';

const tags = ['runs'];
const READ = { permission: 'run.read' } as const;

export const runRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(bulkRoutes);
  await app.register(operateRoutes);
  await app.register(progressRoutes);

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
};
