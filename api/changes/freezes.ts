/** /freezes: from when to when nothing begins, for what, and why; and whom it catches, before it is saved and when it is. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  addFreeze,
  changeFreeze,
  demandFreeze,
  getFreeze,
  listFreezes,
  removeFreeze,
  type SavedFreeze,
} from '#domain/changes/freezes.ts';
import { changesUnder } from '#domain/changes/scopes.ts';
import type { Permission, Principal } from '#domain/people/access.ts';
import type { Work } from '#domain/work.ts';
import { placeOf } from '../filters.ts';
import { pageOf, toPage } from '../pages.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { Nothing } from '../schemas.ts';
import { demandSchedule, MANAGERS } from './policy.ts';
import { presentFreezes, presentPlanned } from './schedule-present.ts';
import * as schemas from './schedule-schemas.ts';

const tags = ['changes'];
const READERS: readonly Permission[] = ['ticket.read', ...MANAGERS];
const READ = { permission: READERS } as const;
const MANAGE = { permission: MANAGERS } as const;
const params = schemas.IdParams;

export const freezeRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/freezes',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Freezes, those that begin last first',
        querystring: schemas.FreezeQuery,
        response: { 200: schemas.Freezes },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 2);
      const { from, to } = request.query;
      return inWork(request, async (work, principal) => {
        const within = { ...(from && { from }), ...(to && { to }) };
        const rows = await listFreezes(work, { take, after: placeOf(after), within });
        const shown = await presentFreezes(work, principal, rows);
        return toPage(
          shown,
          limit,
          (row) => row,
          (row) => [row.from, row.id],
        );
      });
    },
  );

  app.post(
    '/freezes',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'Freeze changes; those it catches are told',
        body: schemas.NewFreeze,
        response: { 201: schemas.SavedFreeze },
      },
    },
    async (request, reply) => {
      const made = await inWork(request, async (work, principal) => {
        demandSchedule(principal);
        return saved(work, principal, await addFreeze(work, request.body));
      });
      etag(reply, made.version);
      return reply.code(201).header('location', `/api/v1/freezes/${made.id}`).send(made);
    },
  );

  app.post(
    '/freezes/preview',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'Which planned changes a freeze would catch',
        body: schemas.FreezeDraft,
        response: { 200: schemas.Caught },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        demandSchedule(principal);
        const draft = await demandFreeze(work, { ...request.body, name: '', reason: '' });
        const caught = await changesUnder(work, draft, draft.scope);
        return { changes: await presentPlanned(work, principal, caught) };
      }),
  );

  app.get(
    '/freezes/:id',
    {
      config: READ,
      schema: { tags, summary: 'A freeze', params, response: { 200: schemas.SavedFreeze } },
    },
    async (request, reply) => {
      const found = await inWork(request, async (work, principal) =>
        saved(work, principal, await getFreeze(work, request.params.id)),
      );
      etag(reply, found.version);
      return found;
    },
  );

  app.patch(
    '/freezes/:id',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'Change a freeze; those it catches or lets go are told',
        params,
        body: schemas.FreezePatch,
        response: { 200: schemas.SavedFreeze },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      const changed = await inWork(request, async (work, principal) => {
        demandSchedule(principal);
        const freeze = await changeFreeze(work, request.params.id, request.body, expected);
        return saved(work, principal, freeze);
      });
      etag(reply, changed.version);
      return changed;
    },
  );

  app.delete(
    '/freezes/:id',
    {
      config: MANAGE,
      schema: { tags, summary: 'Lift a freeze', params, response: { 204: Nothing } },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      await inWork(request, async (work, principal) => {
        demandSchedule(principal);
        await removeFreeze(work, request.params.id, expected);
      });
      return reply.code(204).send();
    },
  );
};

async function saved(work: Work, principal: Principal, freeze: SavedFreeze) {
  const caught = await changesUnder(work, freeze, freeze.scope);
  const [shown] = await presentFreezes(work, principal, [freeze]);
  if (!shown) throw new Error('invariant: one freeze is presented as one');
  return { ...shown, changes: await presentPlanned(work, principal, caught) };
}
