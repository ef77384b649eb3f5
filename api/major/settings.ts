/** /major-incident-settings, and the secret address of the status page. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  changeMajorSettings,
  closeStatusPage,
  majorSettings,
  openStatusPage,
  type MajorSettings as Settings,
} from '#domain/major/settings.ts';
import { PLACEHOLDERS } from '#domain/major/templates.ts';
import { demandEverywhere, type Permission } from '#domain/people/access.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { Nothing } from '../schemas.ts';
import { MajorSettings, MajorSettingsPatch, StatusAddress } from './setting-schemas.ts';

const tags = ['major incidents'];
const READERS: readonly Permission[] = [
  'majorIncident.declare',
  'ticket.update',
  'settings.manage',
];
const MANAGE = { permission: 'settings.manage' } as const;

const present = ({ updateMinutes, audience, isPublic, version }: Settings) => ({
  updateMinutes: { '1': updateMinutes[1], '2': updateMinutes[2], '3': updateMinutes[3] },
  audience: {
    people: [...audience.people],
    groups: [...audience.groups],
    roles: [...audience.roles],
  },
  isPublic,
  placeholders: [...PLACEHOLDERS],
  version,
});

export const majorSettingRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/major-incident-settings',
    {
      config: { permission: READERS },
      schema: {
        tags,
        summary: 'How often and to whom updates go, and whether the status page is public',
        response: { 200: MajorSettings },
      },
    },
    async (request, reply) => {
      const found = await inWork(request, async (work) => present(await majorSettings(work)));
      etag(reply, found.version);
      return found;
    },
  );

  app.patch(
    '/major-incident-settings',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'Change them',
        body: MajorSettingsPatch,
        response: { 200: MajorSettings },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      const changed = await inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        return present(await changeMajorSettings(work, request.body, expected));
      });
      etag(reply, changed.version);
      return changed;
    },
  );

  app.post(
    '/major-incident-settings/status-address',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'Let whoever has its secret address read the status page; the one before ends',
        response: { 201: StatusAddress },
      },
    },
    async (request, reply) => {
      const made = await inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        const base = work.webUrl ?? `${request.protocol}://${request.host}`;
        return { address: `${base.replace(/\/$/, '')}/status/${await openStatusPage(work)}` };
      });
      return reply.code(201).send(made);
    },
  );

  app.delete(
    '/major-incident-settings/status-address',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'End the secret address of the status page',
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      await inWork(request, (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        return closeStatusPage(work);
      });
      return reply.code(204).send();
    },
  );
};
