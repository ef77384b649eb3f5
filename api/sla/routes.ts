/** /sla/policies: what is promised, about which tickets, and in which order they are asked. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  changePolicy,
  createPolicy,
  demandPolicy,
  getPolicy,
  orderPolicies,
  removePolicy,
} from '#domain/clocks/policies.ts';
import { SlaPolicy } from '#domain/clocks/sla-policy.ts';
import { invalid } from '#domain/errors.ts';
import { demandEverywhere, type Principal, scopeOf } from '#domain/people/access.ts';
import { type CursorValue, pageOf, toPage } from '../pages.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { Nothing } from '../schemas.ts';
import { contractRoutes } from './contract-routes.ts';
import { explainRoutes } from './explain-routes.ts';
import { ladderRoutes } from './ladder-routes.ts';
import { recountRoutes } from './recount-routes.ts';
import {
  Policies,
  Policy,
  PolicyBody,
  PolicyOrder,
  PolicyParams,
  PolicyPatch,
  PolicyQuery,
} from './schemas.ts';

const tags = ['service targets'];
const MANAGE = { permission: 'settings.manage' } as const;

const present = ({ id, key, place, policy, version }: SlaPolicy, principal: Principal) => ({
  id,
  key,
  name: policy.name,
  place,
  active: policy.active ?? true,
  policy,
  version,
  allowed:
    scopeOf(principal, 'settings.manage') === 'all' ? ['read', 'update', 'delete'] : ['read'],
});

/** @throws DomainError invalid_input for a cursor of another list */
function placeOf(after: readonly CursorValue[] | null): { at: number; key: string } | null {
  if (after === null) return null;
  const [at, key] = after;
  if (!/^\d{1,9}$/.test(String(at)) || typeof key !== 'string')
    return invalid('/cursor', 'is not a cursor of this list.');
  return { at: Number(at), key };
}

export const slaRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(contractRoutes);
  await app.register(recountRoutes);
  await app.register(ladderRoutes);
  await app.register(explainRoutes);

  app.get(
    '/sla/policies',
    {
      schema: {
        tags,
        summary: 'Service targets, in the order in which they are asked',
        querystring: PolicyQuery,
        response: { 200: Policies },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 2);
      const place = placeOf(after);
      return inWork(request, async (work, principal) => {
        const where = {
          tenantId: work.tenantId,
          ...(place
            ? { $or: [{ place: { $gt: place.at } }, { place: place.at, key: { $gt: place.key } }] }
            : {}),
        };
        const rows = await work.em.find(SlaPolicy, where, {
          orderBy: { place: 'asc', key: 'asc' },
          limit: take,
        });
        return toPage(
          rows,
          limit,
          (row) => present(row, principal),
          (row) => [String(row.place), row.key],
        );
      });
    },
  );

  app.post(
    '/sla/policies',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'Add a service target',
        body: PolicyBody,
        response: { 201: Policy },
      },
    },
    async (request, reply) => {
      const made = await inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        const policy = await createPolicy(work, demandPolicy(request.body));
        return present(policy, principal);
      });
      etag(reply, made.version);
      return reply.code(201).header('location', `/api/v1/sla/policies/${made.id}`).send(made);
    },
  );

  app.get(
    '/sla/policies/:id',
    {
      schema: {
        tags,
        summary: 'A service target',
        params: PolicyParams,
        response: { 200: Policy },
      },
    },
    async (request, reply) => {
      const found = await inWork(request, async (work, principal) =>
        present(await getPolicy(work, request.params.id), principal),
      );
      etag(reply, found.version);
      return found;
    },
  );

  app.patch(
    '/sla/policies/:id',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'Change a service target',
        params: PolicyParams,
        body: PolicyPatch,
        response: { 200: Policy },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      const changed = await inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        const policy = await changePolicy(
          work,
          await getPolicy(work, request.params.id, expected),
          request.body,
        );
        return present(policy, principal);
      });
      etag(reply, changed.version);
      return changed;
    },
  );

  app.put(
    '/sla/policies/order',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'Say in which order service targets are asked',
        body: PolicyOrder,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      await inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        await orderPolicies(work, request.body.order);
      });
      return reply.code(204).send();
    },
  );

  app.delete(
    '/sla/policies/:id',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'Withdraw a service target; running clocks keep theirs',
        params: PolicyParams,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      await inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        await removePolicy(work, await getPolicy(work, request.params.id, expected));
      });
      return reply.code(204).send();
    },
  );
};
