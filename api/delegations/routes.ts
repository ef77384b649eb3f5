/** /delegations: who decides for whom. Everybody keeps their own; those of others whoever manages people. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  changeDelegation,
  type DelegationFields,
  endDelegation,
  makeDelegation,
} from '#domain/delegations/delegations.ts';
import {
  allowedOnDelegation,
  type DelegationRecord,
  getDelegation,
  listDelegations,
} from '#domain/delegations/read.ts';
import type { Principal } from '#domain/people/access.ts';
import { personMeant } from '#domain/people/find.ts';
import { placeOf } from '../filters.ts';
import { toIso, toIsoOrNull } from '../instants.ts';
import { demandWhole } from '../me/whole.ts';
import { pageOf, toPage } from '../pages.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { IdParams } from '../schemas.ts';
import {
  Delegation,
  DelegationPatch,
  DelegationQuery,
  Delegations,
  NewDelegation,
} from './schemas.ts';

const tags = ['approvals'];

type Body = {
  readonly from?: string;
  readonly until?: string | null;
} & Omit<DelegationFields, 'from' | 'until' | 'delegates'>;

const dated = ({ from, until, ...rest }: Body) => ({
  ...rest,
  ...(from === undefined ? {} : { from: new Date(from) }),
  ...(until === undefined ? {} : { until: until === null ? null : new Date(until) }),
});

const named = ({ email, name }: { readonly email: string; readonly name: string }) => ({
  email,
  name,
});

const present = (delegation: DelegationRecord, principal: Principal) => ({
  ...delegation,
  person: named(delegation.person),
  delegates: delegation.delegates.map(named),
  processes: delegation.processes && [...delegation.processes],
  from: toIso(delegation.from),
  until: toIsoOrNull(delegation.until),
  endedAt: toIsoOrNull(delegation.endedAt),
  madeBy: delegation.madeBy && named(delegation.madeBy),
  allowed: allowedOnDelegation(principal, delegation),
});

export const delegationRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/delegations',
    {
      schema: {
        tags,
        summary: 'Who decides for whom, the latest first',
        querystring: DelegationQuery,
        response: { 200: Delegations },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 2);
      const { person, of, state } = request.query;
      const place = placeOf(after);
      return inWork(request, async (work, principal) => {
        const personId =
          person === undefined || person === 'me'
            ? principal.personId
            : (await personMeant(work, person, '/person')).id;
        const rows = await listDelegations(work, principal, {
          filter: { personId, ...(of ? { of } : {}), ...(state ? { state } : {}) },
          take,
          after: place && { from: place.at, id: place.id },
        });
        return toPage(
          rows,
          limit,
          (row) => present(row, principal),
          (row) => [row.from, row.id],
        );
      });
    },
  );

  app.post(
    '/delegations',
    {
      schema: {
        tags,
        summary: 'Let others decide for somebody',
        body: NewDelegation,
        response: { 201: Delegation },
      },
    },
    async (request, reply) => {
      const { delegates, person, ...rest } = request.body;
      const made = await inWork(request, async (work, principal) => {
        demandWhole(principal);
        const whose = person === undefined ? {} : { person };
        const id = await makeDelegation(work, principal, { ...dated(rest), ...whose, delegates });
        return present(await getDelegation(work, principal, id), principal);
      });
      etag(reply, made.version);
      return reply.code(201).header('location', `/api/v1/delegations/${made.id}`).send(made);
    },
  );

  app.get(
    '/delegations/:id',
    {
      schema: { tags, summary: 'A delegation', params: IdParams, response: { 200: Delegation } },
    },
    async (request, reply) => {
      const found = await inWork(request, async (work, principal) =>
        present(await getDelegation(work, principal, request.params.id), principal),
      );
      etag(reply, found.version);
      return found;
    },
  );

  app.patch(
    '/delegations/:id',
    {
      schema: {
        tags,
        summary: 'Change a delegation that is not over',
        params: IdParams,
        body: DelegationPatch,
        response: { 200: Delegation },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { delegates, ...rest } = request.body;
      const changed = await inWork(request, async (work, principal) => {
        demandWhole(principal);
        const patch = { ...dated(rest), ...(delegates ? { delegates } : {}) };
        await changeDelegation(work, principal, id, patch, ifMatch(request));
        return present(await getDelegation(work, principal, id), principal);
      });
      etag(reply, changed.version);
      return changed;
    },
  );

  app.post(
    '/delegations/:id/end',
    {
      schema: {
        tags,
        summary: 'End a delegation now',
        params: IdParams,
        response: { 200: Delegation },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const ended = await inWork(request, async (work, principal) => {
        demandWhole(principal);
        await endDelegation(work, principal, id, ifMatch(request));
        return present(await getDelegation(work, principal, id), principal);
      });
      etag(reply, ended.version);
      return ended;
    },
  );
};
