/** /update-templates: how stakeholder updates are worded. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  addTemplate,
  changeTemplate,
  getTemplate,
  listTemplates,
  removeTemplate,
} from '#domain/major/templates.ts';
import { demandEverywhere, type Permission } from '#domain/people/access.ts';
import { pageOf, toPage } from '../pages.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { Nothing } from '../schemas.ts';
import {
  KeyOrIdParams,
  NewUpdateTemplate,
  SettingQuery,
  UpdateTemplate,
  UpdateTemplatePatch,
  UpdateTemplates,
} from './setting-schemas.ts';

const tags = ['major incidents'];
const READERS: readonly Permission[] = [
  'majorIncident.declare',
  'ticket.update',
  'settings.manage',
];
const READ = { permission: READERS } as const;
const MANAGE = { permission: 'settings.manage' } as const;

export const templateRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/update-templates',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Templates of stakeholder updates, by key',
        querystring: SettingQuery,
        response: { 200: UpdateTemplates },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 1);
      return inWork(request, async (work) =>
        toPage(
          await listTemplates(work, { take, after: after ? String(after[0]) : null }),
          limit,
          (row) => row,
          (row) => [row.key],
        ),
      );
    },
  );

  app.post(
    '/update-templates',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'Add a template',
        body: NewUpdateTemplate,
        response: { 201: UpdateTemplate },
      },
    },
    async (request, reply) => {
      const made = await inWork(request, (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        return addTemplate(work, request.body);
      });
      etag(reply, made.version);
      return reply.code(201).header('location', `/api/v1/update-templates/${made.id}`).send(made);
    },
  );

  app.get(
    '/update-templates/:id',
    {
      config: READ,
      schema: {
        tags,
        summary: 'A template',
        params: KeyOrIdParams,
        response: { 200: UpdateTemplate },
      },
    },
    async (request, reply) => {
      const found = await inWork(request, (work) => getTemplate(work, request.params.id));
      etag(reply, found.version);
      return found;
    },
  );

  app.patch(
    '/update-templates/:id',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'Change a template',
        params: KeyOrIdParams,
        body: UpdateTemplatePatch,
        response: { 200: UpdateTemplate },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      const changed = await inWork(request, (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        return changeTemplate(work, request.params.id, request.body, expected);
      });
      etag(reply, changed.version);
      return changed;
    },
  );

  app.delete(
    '/update-templates/:id',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'Remove a template',
        params: KeyOrIdParams,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      await inWork(request, (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        return removeTemplate(work, request.params.id, expected);
      });
      return reply.code(204).send();
    },
  );
};
