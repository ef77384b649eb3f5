/** /processes: what there is, its versions, and starting a run. Drafts have a file beside this one. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { DomainError } from '#domain/errors.ts';
import { may, type Principal, scopeOf } from '#domain/people/access.ts';
import {
  getProcess,
  getVersion,
  listProcesses,
  listVersions,
} from '#domain/processes/read-processes.ts';
import { startRun, versionToStart } from '#domain/processes/start-run.ts';
import { mayOn } from '#domain/tickets/policy.ts';
import type { Work } from '#domain/work.ts';
import type { Json } from '#engine/json.ts';
import { keyPlaceOf, numberPlaceOf } from '../filters.ts';
import { pageOf, toPage } from '../pages.ts';
import { etag } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { KeyParams } from '../schemas.ts';
import { readableTicket } from '../ticket-part.ts';
import { bpmnRoutes } from './bpmn.ts';
import { compareRoutes } from './compare.ts';
import { draftRoutes } from './drafts.ts';
import { overviewRoutes } from './overview.ts';
import { presentProcess, presentVersion } from './present.ts';
import { reviewRoutes } from './reviews.ts';
import { rolloutRoutes } from './rollout.ts';
import { scenarioRoutes } from './scenarios.ts';
import {
  NewRun,
  Process,
  Processes,
  ProcessQuery,
  ProcessVersion,
  ProcessVersions,
  StartedRun,
  StartQuery,
  VersionParams,
  VersionQuery,
  VersionToStart,
} from './schemas.ts';
import { simulateRoutes } from './simulate.ts';

const tags = ['processes'];
const READ = { permission: 'process.read' } as const;
const START = { permission: ['run.operate', 'process.author', 'ticket.update'] } as const;

export const processRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(bpmnRoutes);
  await app.register(compareRoutes);
  await app.register(draftRoutes);
  await app.register(overviewRoutes);
  await app.register(reviewRoutes);
  await app.register(rolloutRoutes);
  await app.register(scenarioRoutes);
  await app.register(simulateRoutes);

  app.get(
    '/processes',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Processes, by key',
        querystring: ProcessQuery,
        response: { 200: Processes },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 1);
      return inWork(request, async (work, principal) => {
        const rows = await listProcesses(work, principal, {
          q: request.query.q,
          take,
          after: keyPlaceOf(after),
        });
        return toPage(
          rows,
          limit,
          (row) => presentProcess(row, principal),
          (row) => [row.key],
        );
      });
    },
  );

  app.get(
    '/processes/:key',
    {
      config: READ,
      schema: { tags, summary: 'A process', params: KeyParams, response: { 200: Process } },
    },
    async (request, reply) => {
      const shown = await inWork(request, async (work, principal) =>
        presentProcess(await getProcess(work, principal, request.params.key), principal),
      );
      etag(reply, shown.revision);
      return shown;
    },
  );

  app.get(
    '/processes/:key/versions',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Its versions, the latest first',
        params: KeyParams,
        querystring: VersionQuery,
        response: { 200: ProcessVersions },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 1);
      return inWork(request, async (work, principal) => {
        await getProcess(work, principal, request.params.key);
        const rows = await listVersions(work, request.params.key, {
          take,
          before: numberPlaceOf(after),
        });
        return toPage(rows, limit, presentVersion, (row) => [row.version]);
      });
    },
  );

  app.get(
    '/processes/:key/versions/:number',
    {
      config: READ,
      schema: {
        tags,
        summary: 'One version with its definition',
        params: VersionParams,
        response: { 200: ProcessVersion },
      },
    },
    async (request) => {
      const { key, number } = request.params;
      return inWork(request, async (work) => {
        const version = await getVersion(work, key, number);
        return { key, ...presentVersion(version), definition: { ...version.definition } };
      });
    },
  );

  app.get(
    '/processes/:key/start',
    {
      config: START,
      schema: {
        tags,
        summary:
          'Which version a run takes that is started by hand now; without a ticket drawn by the share, anew each time',
        params: KeyParams,
        querystring: StartQuery,
        response: { 200: VersionToStart },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        const { key } = request.params;
        const ticket = await ticketFor(work, principal, key, request.query.ticketId ?? null);
        return { version: await versionToStart(work, key, ticket) };
      }),
  );

  app.post(
    '/processes/:key/runs',
    {
      config: START,
      schema: {
        tags,
        summary: 'Start a run of the version that new runs take',
        params: KeyParams,
        body: NewRun,
        response: { 201: StartedRun },
      },
    },
    async (request, reply) => {
      const { variables, ticketId, version } = request.body;
      const started = await inWork(request, async (work, principal) => {
        const ticket = await ticketFor(work, principal, request.params.key, ticketId ?? null);
        return startRun(work, request.params.key, {
          variables: variables as Readonly<Record<string, Json>> | undefined,
          ticketId: ticket,
          version,
        });
      });
      return reply.code(201).header('location', `/api/v1/runs/${started.id}`).send(started);
    },
  );
};

/**
 * Operators start anything where they may operate it; authors what is started by hand; who works on a ticket, what is started
 * by hand on that ticket.
 */
async function ticketFor(
  work: Work,
  principal: Principal,
  key: string,
  ref: string | null,
): Promise<string | null> {
  const ticket = ref === null ? null : await readableTicket(work, principal, ref);
  const operatesIt = ticket
    ? mayOn(principal, 'run.operate', ticket)
    : scopeOf(principal, 'run.operate') === 'all';
  if (operatesIt) return ticket?.id ?? null;
  const worksOnIt = ticket !== null && mayOn(principal, 'ticket.update', ticket);
  if (may(principal, 'process.author') || worksOnIt) {
    const { hasManualStart } = await getProcess(work, principal, key);
    if (hasManualStart) return ticket?.id ?? null;
  }
  throw new DomainError('not_permitted', 'You may not start this process: it needs run.operate.', {
    values: { permission: 'run.operate' },
  });
}
