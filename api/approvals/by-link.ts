/**
 * What the address in a mail leads to: an approval as its addressee sees and decides it, without signing in. The key comes in
 * the body, never in an address, and to look is a POST that changes nothing: whoever follows every link of a mail decides
 * nothing, and leaves no key in a log.
 */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { addresseeOf, getLinked, renewLink, voteByLink } from '#domain/approvals/by-link.ts';
import { type LinkTo, openLink } from '#domain/approvals/decision-link.ts';
import { getApproval } from '#domain/approvals/read.ts';
import { changedSince } from '#domain/approvals/vote.ts';
import { DomainError } from '#domain/errors.ts';
import { inTenant, SYSTEM } from '#domain/work.ts';
import { toIso } from '../instants.ts';
import { demandSameOrigin } from '../plugins/principal.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { Nothing } from '../schemas.ts';
import { DecidedByLink, LinkBallot, LinkKey } from './decision-schemas.ts';
import { presentLinked } from './present.ts';
import { Linked } from './schemas.ts';

const tags = ['approvals'];
const PUBLIC = { public: true } as const;

export const byLinkRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/approvals/by-link',
    {
      config: PUBLIC,
      schema: {
        tags,
        summary: 'What is decided by the address in a mail; changes nothing',
        body: LinkKey,
        response: { 200: Linked },
      },
    },
    async (request) => {
      const link = await takeUp(request, request.body.key);
      return inWork(request, async (work, principal) => ({
        tenant: { name: principal.tenantName },
        person: { email: principal.email, name: principal.name },
        until: toIso(link.until),
        approval: presentLinked(await getLinked(work, principal, link), principal),
      }));
    },
  );

  app.post(
    '/approvals/by-link/decision',
    {
      config: PUBLIC,
      schema: {
        tags,
        summary: 'Decide by the address in a mail, once; a decision is final',
        body: LinkBallot,
        response: { 200: DecidedByLink },
      },
    },
    async (request) => {
      const { key, ...ballot } = request.body;
      const link = await takeUp(request, key);
      const decided = await inWork(request, async (work, principal) => {
        const taken = await voteByLink(work, principal, link, ballot);
        if (taken === 'askedAgain') return null;
        const { state } = await getApproval(work, principal, link.approval);
        return { decision: ballot.decision, state };
      });
      // That everybody is asked again stays, so this is said only now.
      if (decided === null) throw changedSince();
      return decided;
    },
  );

  app.post(
    '/approvals/by-link/renewal',
    {
      config: PUBLIC,
      schema: {
        tags,
        summary: 'Have a new address sent where an old one went, if its addressee is still asked',
        body: LinkKey,
        response: { 202: Nothing },
      },
    },
    async (request, reply) => {
      const link = await takeUp(request, request.body.key);
      await inWork(request, (work, principal) => renewLink(work, principal, link));
      return reply.code(202).send();
    },
  );
};

/** From here on the addressee asks. @throws DomainError link_not_valid, link_of_another, csrf_failed */
async function takeUp(request: FastifyRequest, key: string): Promise<LinkTo> {
  const { store } = request.server;
  const link = openLink(store.keys, key);
  demandSameOrigin(request);
  const who = { tenantId: link.tenantId, actor: SYSTEM };
  const cause = { kind: 'request', id: request.id, label: 'decision link' } as const;
  const addressee = await inTenant(store, { ...who, cause }, (work) => addresseeOf(work, link));
  const signedIn = await request.server.lookForPrincipal(request);
  if (signedIn && signedIn.personId !== link.personId)
    throw new DomainError(
      'link_of_another',
      `This address was sent to somebody else. You are signed in as ${signedIn.name}.`,
    );
  request.principal = addressee;
  return link;
}
