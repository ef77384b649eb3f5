/** /status: for everybody who is signed in, and, where the tenant has opened it, for whoever holds its secret address. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { DomainError } from '#domain/errors.ts';
import { tenantOfStatusPage } from '#domain/major/settings.ts';
import { type StatusPage as Page, statusPage } from '#domain/major/status.ts';
import { demandToken } from '#domain/people/access.ts';
import { inTenant, SYSTEM } from '#domain/work.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { StatusPage, StatusParams } from './setting-schemas.ts';

const tags = ['major incidents'];

const present = ({ services, current, past, ...page }: Page) => ({
  ...page,
  services: [...services],
  current: current.map(presentIncident),
  past: past.map(presentIncident),
});
const presentIncident = ({ services, messages, ...incident }: Page['current'][number]) => ({
  ...incident,
  services: [...services],
  messages: [...messages],
});

export const statusRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/status',
    {
      schema: {
        tags,
        summary: 'The services, what is the matter with them, and the last thirty days',
        response: { 200: StatusPage },
      },
    },
    (request) =>
      inWork(request, async (work, principal) => {
        demandToken(principal, ['ticket.read', 'ticket.update', 'majorIncident.declare']);
        return present(await statusPage(work));
      }),
  );

  app.get(
    '/status/:address',
    {
      config: { public: true },
      schema: {
        tags,
        summary: 'The same for whoever has the secret address, where there is one',
        params: StatusParams,
        response: { 200: StatusPage },
      },
    },
    async (request) => {
      const { store } = request.server;
      const tenantId = await tenantOfStatusPage(store, request.params.address);
      if (tenantId === null)
        throw new DomainError('not_found', 'There is no status page at this address.');
      const cause = { kind: 'request', id: request.id, label: 'GET /status/:address' } as const;
      return inTenant(store, { tenantId, actor: SYSTEM, cause }, async (work) =>
        present(await statusPage(work)),
      );
    },
  );
};
