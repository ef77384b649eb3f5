/** /escalation-ladders: whom an escalation asks, one level after the other. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { DomainError } from '#domain/errors.ts';
import { EscalationLadder } from '#domain/escalations/ladder.ts';
import {
  changeLadder,
  createLadder,
  demandLadder,
  getLadder,
  removeLadder,
} from '#domain/escalations/ladders.ts';
import { previewLadder } from '#domain/escalations/preview.ts';
import { findLadderVersion, ladderUse, runningByLadder } from '#domain/escalations/use.ts';
import { demandEverywhere, type Principal, scopeOf } from '#domain/people/access.ts';
import type { Work } from '#domain/work.ts';
import { keyPlaceOf } from '../filters.ts';
import { toIso } from '../instants.ts';
import { pageOf, toPage } from '../pages.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { Nothing } from '../schemas.ts';
import { readableTicket } from '../ticket-part.ts';
import {
  Ladder,
  LadderBody,
  LadderPreview,
  LadderPreviewBody,
  LadderQuery,
  Ladders,
  LadderUse,
  LadderVersion,
  LadderVersionParams,
} from './ladder-schemas.ts';
import { PolicyParams, PolicyQuery } from './schemas.ts';

const tags = ['escalations'];
const MANAGE = { permission: 'settings.manage' } as const;

const present = (
  { id, key, ladder, version }: EscalationLadder,
  principal: Principal,
  running: number,
) => ({
  id,
  key,
  name: ladder.name,
  ladder,
  running,
  version,
  allowed:
    scopeOf(principal, 'settings.manage') === 'all' ? ['read', 'update', 'delete'] : ['read'],
});

const shown = async (work: Work, row: EscalationLadder, principal: Principal) =>
  present(row, principal, (await runningByLadder(work)).get(row.key) ?? 0);

export const ladderRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/escalation-ladders',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'Ladders, by key',
        querystring: PolicyQuery,
        response: { 200: Ladders },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 1);
      return inWork(request, async (work, principal) => {
        const place = keyPlaceOf(after);
        const where = {
          tenantId: work.tenantId,
          ...(place === null ? {} : { key: { $gt: place } }),
        };
        const rows = await work.em.find(EscalationLadder, where, {
          orderBy: { key: 'asc' },
          limit: take,
        });
        const running = await runningByLadder(work);
        return toPage(
          rows,
          limit,
          (row) => present(row, principal, running.get(row.key) ?? 0),
          (row) => [row.key],
        );
      });
    },
  );

  app.post(
    '/escalation-ladders',
    {
      config: MANAGE,
      schema: { tags, summary: 'Add a ladder', body: LadderBody, response: { 201: Ladder } },
    },
    async (request, reply) => {
      const made = await inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        return shown(work, await createLadder(work, demandLadder(request.body)), principal);
      });
      etag(reply, made.version);
      return reply.code(201).header('location', `/api/v1/escalation-ladders/${made.id}`).send(made);
    },
  );

  app.get(
    '/escalation-ladders/:id',
    {
      config: MANAGE,
      schema: { tags, summary: 'A ladder', params: PolicyParams, response: { 200: Ladder } },
    },
    async (request, reply) => {
      const found = await inWork(request, async (work, principal) =>
        shown(work, await getLadder(work, request.params.id), principal),
      );
      etag(reply, found.version);
      return found;
    },
  );

  app.get(
    '/escalation-ladders/:id/use',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'Where a ladder is climbed, by how many escalations, and its versions',
        params: PolicyParams,
        response: { 200: LadderUse },
      },
    },
    async (request) =>
      inWork(request, async (work) => {
        const { key } = await getLadder(work, request.params.id);
        const { policies, running, versions } = await ladderUse(work, key);
        return {
          policies: policies.map((one) => ({ ...one, thresholds: [...one.thresholds] })),
          running,
          versions: versions.map((one) => ({ ...one, savedAt: toIso(one.savedAt) })),
        };
      }),
  );

  app.get(
    '/escalation-ladders/:id/versions/:number',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'A ladder as it was',
        params: LadderVersionParams,
        response: { 200: LadderVersion },
      },
    },
    async (request) =>
      inWork(request, async (work) => {
        const { number } = request.params;
        const { key } = await getLadder(work, request.params.id);
        const ladder = await findLadderVersion(work, key, number);
        if (!ladder) throw new DomainError('not_found', 'There is no such version.');
        return { number, ladder };
      }),
  );

  app.post(
    '/escalation-ladders/preview',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'If it began now: who would be told when. Nobody is told',
        body: LadderPreviewBody,
        response: { 200: LadderPreview },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        const ladder = demandLadder(request.body.ladder, '/ladder');
        const { ticket } = request.body;
        const id = ticket === undefined ? null : (await readableTicket(work, principal, ticket)).id;
        const { rungs, endsAt } = await previewLadder(work, ladder, id);
        return {
          endsAt,
          rungs: rungs.map(({ people, vendors, by, empty, ...rung }) => ({
            ...rung,
            by: [...by],
            empty: [...empty],
            people: people.map(({ id, name, email, via }) => ({ id, name, email, via })),
            vendors: vendors.map(({ name, email }) => ({ name, email })),
          })),
        };
      }),
  );

  app.put(
    '/escalation-ladders/:id',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'Change a ladder; escalations that climb it keep theirs, unless said otherwise',
        params: PolicyParams,
        querystring: LadderQuery,
        body: LadderBody,
        response: { 200: Ladder },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      const changed = await inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        const ladder = demandLadder(request.body);
        const row = await getLadder(work, request.params.id, expected);
        const { running = false } = request.query;
        return shown(work, await changeLadder(work, row, ladder, running), principal);
      });
      etag(reply, changed.version);
      return changed;
    },
  );

  app.delete(
    '/escalation-ladders/:id',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'Remove a ladder; escalations that climb it go on',
        params: PolicyParams,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      await inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        await removeLadder(work, await getLadder(work, request.params.id, expected));
      });
      return reply.code(204).send();
    },
  );
};
