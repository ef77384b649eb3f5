/** /sla/contracts: what was agreed with whom, and from when until when. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { contractUse } from '#domain/clocks/contract-use.ts';
import {
  type ContractView,
  changeContract,
  createContract,
  getContract,
  listContracts,
  removeContract,
} from '#domain/clocks/contracts.ts';
import { demandEverywhere, type Principal, scopeOf } from '#domain/people/access.ts';
import { keyPlaceOf } from '../filters.ts';
import { pageOf, toPage } from '../pages.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { Nothing } from '../schemas.ts';
import {
  Contract,
  ContractPatch,
  Contracts,
  ContractUse,
  NewContract,
} from './contract-schemas.ts';
import { PolicyParams, PolicyQuery } from './schemas.ts';

const tags = ['service targets'];
const MANAGE = { permission: 'settings.manage' } as const;

const present = (contract: ContractView, principal: Principal) => ({
  ...contract,
  allowed:
    scopeOf(principal, 'settings.manage') === 'all' ? ['read', 'update', 'delete'] : ['read'],
});

export const contractRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/sla/contracts',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'Contracts, by key',
        querystring: PolicyQuery,
        response: { 200: Contracts },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 1);
      return inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        const rows = await listContracts(work, { take, after: keyPlaceOf(after) });
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
    '/sla/contracts',
    {
      config: MANAGE,
      schema: { tags, summary: 'Add a contract', body: NewContract, response: { 201: Contract } },
    },
    async (request, reply) => {
      const made = await inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        const id = await createContract(work, request.body);
        return present(await getContract(work, id), principal);
      });
      etag(reply, made.version);
      return reply.code(201).header('location', `/api/v1/sla/contracts/${made.id}`).send(made);
    },
  );

  app.get(
    '/sla/contracts/:id',
    {
      config: MANAGE,
      schema: { tags, summary: 'A contract', params: PolicyParams, response: { 200: Contract } },
    },
    async (request, reply) => {
      const found = await inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        return present(await getContract(work, request.params.id), principal);
      });
      etag(reply, found.version);
      return found;
    },
  );

  app.get(
    '/sla/contracts/:id/use',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'What hangs on a contract, and what holds when it has ended',
        params: PolicyParams,
        response: { 200: ContractUse },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        const { policies, ladders, ...use } = await contractUse(
          work,
          await getContract(work, request.params.id),
        );
        return { ...use, policies: [...policies], ladders: [...ladders] };
      }),
  );

  app.patch(
    '/sla/contracts/:id',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'Change a contract; open tickets keep what they were promised',
        params: PolicyParams,
        body: ContractPatch,
        response: { 200: Contract },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      const changed = await inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        const id = await changeContract(work, request.params.id, request.body, expected);
        return present(await getContract(work, id), principal);
      });
      etag(reply, changed.version);
      return changed;
    },
  );

  app.delete(
    '/sla/contracts/:id',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'Remove a contract',
        params: PolicyParams,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      await inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        await removeContract(work, request.params.id, expected);
      });
      return reply.code(204).send();
    },
  );
};
