/** /config-items: what the desk looks after. Files of them, and those of a ticket, have a file each beside this one. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { addItem, changeItem, removeItem } from '#domain/config-items/change-items.ts';
import { getItem, ITEM_KINDS, listItems } from '#domain/config-items/config-item.ts';
import { dependenciesOf, dependentsOf } from '#domain/config-items/impact.ts';
import { demandEverywhere } from '#domain/people/access.ts';
import { choicesOf, keyPlaceOf } from '../filters.ts';
import { pageOf, toPage } from '../pages.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { Nothing } from '../schemas.ts';
import { fileRoutes } from './files.ts';
import { READERS } from './policy.ts';
import { presentItem, presentReached } from './present.ts';
import {
  ConfigItem,
  ConfigItemPatch,
  ConfigItems,
  ItemParams,
  ItemQuery,
  NewConfigItem,
  Reached,
  ReachQuery,
} from './schemas.ts';
import { ticketItemRoutes } from './ticket.ts';

const tags = ['services and systems'];
const READ = { permission: READERS } as const;
const MANAGE = { permission: 'configItem.manage' } as const;
const CRITICALITIES = ['1', '2', '3', '4'] as const;

export const configItemRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(fileRoutes);
  await app.register(ticketItemRoutes);

  app.get(
    '/config-items',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Services and systems, by key',
        querystring: ItemQuery,
        response: { 200: ConfigItems },
      },
    },
    async (request) => {
      const { kind, criticality, owner, ...query } = request.query;
      const { limit, take, after } = pageOf(query, 1);
      return inWork(request, async (work, principal) => {
        const filter = {
          ...query,
          owner: owner === 'me' ? principal.personId : owner,
          kinds: choicesOf('kind', ITEM_KINDS, kind),
          criticalities: choicesOf('criticality', CRITICALITIES, criticality).map(Number),
        };
        return toPage(
          await listItems(work, filter, { take, after: keyPlaceOf(after) }),
          limit,
          (row) => presentItem(row, principal),
          (row) => [row.key],
        );
      });
    },
  );

  app.post(
    '/config-items',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'Add a service or system',
        body: NewConfigItem,
        response: { 201: ConfigItem },
      },
    },
    async (request, reply) => {
      const made = await inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'configItem.manage');
        return presentItem(await addItem(work, request.body), principal);
      });
      etag(reply, made.version);
      return reply.code(201).header('location', `/api/v1/config-items/${made.id}`).send(made);
    },
  );

  app.get(
    '/config-items/:key',
    {
      config: READ,
      schema: {
        tags,
        summary: 'A service or system',
        params: ItemParams,
        response: { 200: ConfigItem },
      },
    },
    async (request, reply) => {
      const found = await inWork(request, async (work, principal) =>
        presentItem(await getItem(work, request.params.key), principal),
      );
      etag(reply, found.version);
      return found;
    },
  );

  app.patch(
    '/config-items/:key',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'Change a service or system, or retire it',
        params: ItemParams,
        body: ConfigItemPatch,
        response: { 200: ConfigItem },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      const changed = await inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'configItem.manage');
        return presentItem(
          await changeItem(work, request.params.key, request.body, expected),
          principal,
        );
      });
      etag(reply, changed.version);
      return changed;
    },
  );

  app.delete(
    '/config-items/:key',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'Remove a service or system that nothing names',
        params: ItemParams,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      await inWork(request, (work, principal) => {
        demandEverywhere(principal, 'configItem.manage');
        return removeItem(work, request.params.key, expected);
      });
      return reply.code(204).send();
    },
  );

  app.get(
    '/config-items/:key/impact',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Everything in use that depends on it, however far',
        params: ItemParams,
        querystring: ReachQuery,
        response: { 200: Reached },
      },
    },
    async (request) =>
      inWork(request, async (work) => {
        const { id } = await getItem(work, request.params.key);
        return presentReached(await dependentsOf(work, [id], request.query.limit));
      }),
  );

  app.get(
    '/config-items/:key/dependencies',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Everything it depends on, however far',
        params: ItemParams,
        querystring: ReachQuery,
        response: { 200: Reached },
      },
    },
    async (request) =>
      inWork(request, async (work) => {
        const { id } = await getItem(work, request.params.key);
        return presentReached(await dependenciesOf(work, [id], request.query.limit));
      }),
  );
};
