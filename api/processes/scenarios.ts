/** /processes/:key/scenarios: kept with the process, and played all together on the caller’s draft. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Static } from 'typebox';
import { invalid } from '#domain/errors.ts';
import type { Principal } from '#domain/people/access.ts';
import { draftOrPresent } from '#domain/processes/drafts.ts';
import { getProcess } from '#domain/processes/read-processes.ts';
import { getRun, type RunRecord } from '#domain/processes/read-runs.ts';
import { scenarioOfRun } from '#domain/scenarios/from-run.ts';
import {
  changeScenario,
  keepScenario,
  removeScenario,
  SCENARIO_BYTES_MAX,
} from '#domain/scenarios/keep.ts';
import { playScenarios } from '#domain/scenarios/play.ts';
import {
  getScenario,
  listScenarios,
  playableScenarios,
  type ScenarioRecord,
} from '#domain/scenarios/read.ts';
import type { Work } from '#domain/work.ts';
import { keyPlaceOf } from '../filters.ts';
import { toIso } from '../instants.ts';
import { pageOf, toPage } from '../pages.ts';
import { PLAYING_MS, within } from '../patience.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { KeyParams, Nothing } from '../schemas.ts';
import { readableTicket } from '../ticket-part.ts';
import {
  KeptScenario,
  KeptScenarios,
  PlayedScenarios,
  RunToTell,
  ScenarioInput,
  ScenarioParams,
  ScenarioQuery,
  ToldRun,
} from './scenario-schemas.ts';

const tags = ['processes'];
const READ = { permission: 'process.read' } as const;
const AUTHOR = { permission: 'process.author' } as const;
/** Room for how it is written, with its spaces; the domain counts what it says. */
const bodyLimit = SCENARIO_BYTES_MAX * 4;

export const scenarioRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/processes/:key/scenarios',
    {
      config: READ,
      schema: {
        tags,
        summary: 'The scenarios that are kept of a process, by name',
        params: KeyParams,
        querystring: ScenarioQuery,
        response: { 200: KeptScenarios },
      },
    },
    async (request) => {
      const { key } = request.params;
      const { limit, take, after } = pageOf(request.query, 1);
      return inWork(request, async (work, principal) => {
        await getProcess(work, principal, key);
        const rows = await listScenarios(work, key, { take, after: keyPlaceOf(after) });
        return toPage(rows, limit, present, (row) => [row.name]);
      });
    },
  );

  app.post(
    '/processes/:key/scenarios',
    {
      config: AUTHOR,
      bodyLimit,
      schema: {
        tags,
        summary: 'Keep a scenario of a process, also one that its draft cannot play yet',
        params: KeyParams,
        body: ScenarioInput,
        response: { 201: KeptScenario },
      },
    },
    async (request, reply) => {
      const { key } = request.params;
      const kept = await inWork(request, async (work) =>
        present(await getScenario(work, key, await keepScenario(work, key, request.body))),
      );
      etag(reply, kept.version);
      return reply
        .code(201)
        .header('location', `/api/v1/processes/${key}/scenarios/${kept.id}`)
        .send(kept);
    },
  );

  app.get(
    '/processes/:key/scenarios/:id',
    {
      config: READ,
      schema: {
        tags,
        summary: 'A kept scenario',
        params: ScenarioParams,
        response: { 200: KeptScenario },
      },
    },
    async (request, reply) => {
      const { key, id } = request.params;
      const kept = await inWork(request, async (work) => present(await getScenario(work, key, id)));
      etag(reply, kept.version);
      return kept;
    },
  );

  app.put(
    '/processes/:key/scenarios/:id',
    {
      config: AUTHOR,
      bodyLimit,
      schema: {
        tags,
        summary: 'Change a kept scenario',
        params: ScenarioParams,
        body: ScenarioInput,
        response: { 200: KeptScenario },
      },
    },
    async (request, reply) => {
      const { key, id } = request.params;
      const kept = await inWork(request, async (work) => {
        await changeScenario(work, key, id, request.body, ifMatch(request));
        return present(await getScenario(work, key, id));
      });
      etag(reply, kept.version);
      return kept;
    },
  );

  app.delete(
    '/processes/:key/scenarios/:id',
    {
      config: AUTHOR,
      schema: {
        tags,
        summary: 'Keep a scenario no longer',
        params: ScenarioParams,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      const { key, id } = request.params;
      await inWork(request, (work) => removeScenario(work, key, id, ifMatch(request)));
      return reply.code(204).send();
    },
  );

  app.post(
    '/processes/:key/scenarios/from-run',
    {
      config: AUTHOR,
      schema: {
        tags,
        summary: 'What happened to a run, as a scenario; it is not kept yet',
        params: KeyParams,
        body: RunToTell,
        response: { 200: ToldRun },
      },
    },
    async (request) => {
      const { runId, name } = request.body;
      return inWork(request, async (work, principal) => {
        await getProcess(work, principal, request.params.key);
        const run = await toldTo(work, principal, runId);
        if (run.process !== request.params.key)
          invalid('/runId', `is a run of “${run.process}”, another process.`);
        const isOver = within(PLAYING_MS);
        const { scenario, version, differs } = await scenarioOfRun(work, run, name, isOver);
        return { scenario: { ...scenario }, version, differs };
      });
    },
  );

  app.post(
    '/processes/:key/draft/scenarios/play',
    {
      config: AUTHOR,
      schema: {
        tags,
        summary:
          'Play all kept scenarios on the caller’s draft, else on the version that new runs take, else on the latest; nothing is written or sent',
        params: KeyParams,
        response: { 200: PlayedScenarios },
      },
    },
    async (request) => {
      const { key } = request.params;
      return inWork(request, async (work, principal) => {
        const { definition, version } = await draftOrPresent(work, principal, key);
        const { id } = await getProcess(work, principal, key);
        const kept = await playableScenarios(work, id, 'all');
        const played = await playScenarios(work, definition, kept, within(PLAYING_MS));
        const { elements, flows, uncoveredElements, uncoveredFlows } = played.coverage;
        return {
          version,
          items: [...played.items],
          coverage: {
            elements: [...elements],
            flows: [...flows],
            uncoveredElements: [...uncoveredElements],
            uncoveredFlows: [...uncoveredFlows],
          },
        };
      });
    },
  );
};

/** A scenario holds what the run and its ticket hold. @throws DomainError not_found where one of them may not be seen */
async function toldTo(work: Work, principal: Principal, runId: string): Promise<RunRecord> {
  const run = await getRun(work, runId, principal);
  if (run.ticket) await readableTicket(work, principal, run.ticket.id);
  return run;
}

const present = (kept: ScenarioRecord): Static<typeof KeptScenario> => ({
  ...kept,
  scenario: { ...kept.scenario },
  updatedAt: toIso(kept.updatedAt),
});
