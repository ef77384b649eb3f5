/** /standard-changes: the catalog of what may be changed without being approved each time. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  changeStandard,
  resumeStandard,
  retireStandard,
  suspendStandard,
} from '#domain/standard-changes/manage.ts';
import { proposeStandard, proposeVersion } from '#domain/standard-changes/propose.ts';
import { getStandard, listStandards, STANDARD_STATES } from '#domain/standard-changes/standard.ts';
import { choicesOf, namePlaceOf } from '../filters.ts';
import { pageOf, toPage } from '../pages.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { demandManager, exampleOf, WORKERS } from './policy.ts';
import { presentListed, presentStandard } from './present.ts';
import * as schemas from './schemas.ts';

const tags = ['standard changes'];
const WORKS = { permission: WORKERS } as const;
const MANAGES = { permission: 'cab.manage' } as const;
const params = schemas.StandardParams;

export const standardChangeRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/standard-changes',
    {
      config: WORKS,
      schema: {
        tags,
        summary: 'The catalog of standard changes, by name',
        querystring: schemas.StandardQuery,
        response: { 200: schemas.Standards },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 2);
      return inWork(request, async (work, principal) =>
        toPage(
          await listStandards(work, {
            states: choicesOf('state', STANDARD_STATES, request.query.state),
            words: request.query.q,
            after: namePlaceOf(after),
            take,
          }),
          limit,
          (row) => presentListed(row, principal),
          (row) => [row.name, row.id],
        ),
      );
    },
  );

  app.get(
    '/standard-changes/:key',
    {
      config: WORKS,
      schema: {
        tags,
        summary: 'A standard change, its versions and what became of it',
        params,
        response: { 200: schemas.Standard },
      },
    },
    async (request, reply) => {
      const found = await inWork(request, async (work, principal) =>
        presentStandard(work, await getStandard(work, request.params.key), principal),
      );
      etag(reply, found.version);
      return found;
    },
  );

  app.post(
    '/standard-changes',
    {
      config: WORKS,
      schema: {
        tags,
        summary: 'Propose a standard change',
        body: schemas.NewStandard,
        response: { 201: schemas.Standard },
      },
    },
    async (request, reply) => {
      const { fromChange, ...proposal } = request.body;
      const made = await inWork(request, async (work, principal) => {
        const from = await exampleOf(work, principal, fromChange);
        return presentStandard(work, await proposeStandard(work, proposal, from), principal);
      });
      etag(reply, made.version);
      return reply.code(201).header('location', `/api/v1/standard-changes/${made.key}`).send(made);
    },
  );

  app.patch(
    '/standard-changes/:key',
    {
      config: MANAGES,
      schema: {
        tags,
        summary: 'Change what is not part of a version: its name, its owner, when it is looked at',
        params,
        body: schemas.StandardPatch,
        response: { 200: schemas.Standard },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      const changed = await inWork(request, async (work, principal) => {
        demandManager(principal);
        const { key } = request.params;
        const after = await changeStandard(work, key, request.body, expected);
        return presentStandard(work, after, principal);
      });
      etag(reply, changed.version);
      return changed;
    },
  );

  app.post(
    '/standard-changes/:key/versions',
    {
      config: WORKS,
      schema: {
        tags,
        summary: 'Propose another version',
        params,
        body: schemas.NewVersion,
        response: { 201: schemas.Standard },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      const { fromChange, ...fields } = request.body;
      const made = await inWork(request, async (work, principal) => {
        const from = await exampleOf(work, principal, fromChange);
        const { key } = request.params;
        const after = await proposeVersion(work, key, fields, from, expected);
        return presentStandard(work, after, principal);
      });
      etag(reply, made.version);
      return reply.code(201).send(made);
    },
  );

  for (const { act, summary, carryOut } of ACTS)
    app.post(
      `/standard-changes/:key/${act}`,
      {
        config: MANAGES,
        schema: {
          tags,
          summary,
          params,
          body: schemas.WithReason,
          response: { 200: schemas.Standard },
        },
      },
      async (request, reply) => {
        const expected = ifMatch(request);
        const turned = await inWork(request, async (work, principal) => {
          demandManager(principal);
          const { key } = request.params;
          const after = await carryOut(work, key, request.body.reason, expected);
          return presentStandard(work, after, principal);
        });
        etag(reply, turned.version);
        return turned;
      },
    );
};

const ACTS = [
  {
    act: 'suspend',
    summary: 'Let nobody open a change from it for now',
    carryOut: suspendStandard,
  },
  { act: 'resume', summary: 'Let changes be opened from it again', carryOut: resumeStandard },
  {
    act: 'retire',
    summary: 'Take it out of the catalog for good; changes that follow it go on',
    carryOut: retireStandard,
  },
] as const;
