/** /processes/:key/scenarios: kept with the process, and played all together on the caller’s draft. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Static } from 'typebox';
import { draftOrPresent } from '#domain/processes/drafts.ts';
import { getProcess } from '#domain/processes/read-processes.ts';
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
import { keyPlaceOf } from '../filters.ts';
import { toIso } from '../instants.ts';
import { pageOf, toPage } from '../pages.ts';
import { PLAYING_MS, within } from '../patience.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { KeyParams, Nothing } from '../schemas.ts';
import {
  KeptScenario,
  KeptScenarios,
  PlayedScenarios,
  ScenarioInput,
  ScenarioParams,
  ScenarioQuery,
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
    '/processes/:key/draft/scenarios/play',
    {
      config: AUTHOR,
      schema: {
        tags,
        summary:
          'Play all kept scenarios on the caller’s draft, else on the present version; nothing is written or sent',
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

const present = (kept: ScenarioRecord): Static<typeof KeptScenario> => ({
  ...kept,
  scenario: { ...kept.scenario },
  updatedAt: toIso(kept.updatedAt),
});
