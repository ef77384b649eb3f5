/** /sla/policies: what is promised, by type and priority. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { changePolicy, createPolicy, getPolicy, removePolicy } from '#domain/clocks/policies.ts';
import { SlaPolicy } from '#domain/clocks/sla-policy.ts';
import { demandEverywhere, type Principal, scopeOf } from '#domain/people/access.ts';
import type { TicketType } from '#domain/tickets/values.ts';
import { pageOf, toPage } from '../pages.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { Nothing } from '../schemas.ts';
import { NewPolicy, Policies, Policy, PolicyParams, PolicyPatch, PolicyQuery } from './schemas.ts';

const tags = ['service targets'];
const MANAGE = { permission: 'settings.manage' } as const;

const present = (policy: SlaPolicy, principal: Principal) => ({
  id: policy.id,
  key: policy.key,
  name: policy.name,
  ticketTypes: policy.ticketTypes as TicketType[],
  targets: { ...policy.targets },
  calendar: policy.calendarKey,
  active: policy.active,
  version: policy.version,
  allowed:
    scopeOf(principal, 'settings.manage') === 'all' ? ['read', 'update', 'delete'] : ['read'],
});

export const slaRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/sla/policies',
    {
      schema: {
        tags,
        summary: 'Service targets, by key',
        querystring: PolicyQuery,
        response: { 200: Policies },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 1);
      return inWork(request, async (work, principal) => {
        const where = {
          tenantId: work.tenantId,
          ...(after ? { key: { $gt: String(after[0]) } } : {}),
        };
        const rows = await work.em.find(SlaPolicy, where, { orderBy: { key: 'asc' }, limit: take });
        return toPage(
          rows,
          limit,
          (row) => present(row, principal),
          (row) => [row.key],
        );
      });
    },
  );

  app.post(
    '/sla/policies',
    {
      config: MANAGE,
      schema: { tags, summary: 'Add a service target', body: NewPolicy, response: { 201: Policy } },
    },
    async (request, reply) => {
      const made = await inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        const policy = await createPolicy(work, request.body);
        await work.em.flush();
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
        await work.em.flush();
        return present(policy, principal);
      });
      etag(reply, changed.version);
      return changed;
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
