/** What changes are said to have caused, which may have, and how similar ones went. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { causedBy, causeOf, nameCause } from '#domain/changes/causes.ts';
import { historyOf } from '#domain/changes/history.ts';
import { suspectsOf } from '#domain/changes/suspects.ts';
import { DomainError } from '#domain/errors.ts';
import type { Principal } from '#domain/people/access.ts';
import { demandOn, mayOn, reachSql } from '#domain/tickets/policy.ts';
import { findTicket } from '#domain/tickets/read.ts';
import type { TicketRecord } from '#domain/tickets/record.ts';
import type { Work } from '#domain/work.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { TicketPartParams } from '../ticket-part.ts';
import * as schemas from './cause-schemas.ts';
import { demandChange, demandInside, insideChange } from './policy.ts';

const tags = ['changes'];
const READ = { permission: 'ticket.read' } as const;
const params = TicketPartParams;

export const causeRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/tickets/:id/cause',
    {
      config: READ,
      schema: {
        tags,
        summary: 'The change that is said to have caused it',
        params,
        response: { 200: schemas.CauseAnswer },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) =>
        answerFor(work, principal, await insideOf(work, principal, request.params.id)),
      ),
  );

  app.put(
    '/tickets/:id/cause',
    {
      config: { permission: 'ticket.update' },
      schema: {
        tags,
        summary: 'Say which change has caused it, or with null that none has',
        params,
        body: schemas.CauseChange,
        response: { 200: schemas.CauseAnswer },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        const asked = await findTicket(work, request.params.id);
        const ticket = demandOn(principal, 'ticket.update', asked);
        const { change } = request.body;
        await nameCause(
          work,
          ticket.id,
          change === null ? null : await namedChange(work, principal, change),
        );
        return answerFor(work, principal, ticket);
      }),
  );

  app.get(
    '/tickets/:id/suspects',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Changes that may have caused it, the nearest first',
        params,
        response: { 200: schemas.Suspects },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        const ticket = await insideOf(work, principal, request.params.id);
        const found = await suspectsOf(work, ticket.id, reachSql(principal, 'ticket.read'));
        return {
          items: found.map((one) => ({ ...one, path: [...one.path] })),
          nextCursor: null,
        };
      }),
  );

  app.get(
    '/changes/:id/incidents',
    {
      config: READ,
      schema: {
        tags,
        summary: 'What it is said to have caused, the latest first',
        params,
        response: { 200: schemas.CausedTickets },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        const { id } = await insideChange(work, principal, request.params.id);
        const found = await causedBy(work, id, reachSql(principal, 'ticket.read'));
        return { items: found.map((one) => ({ ...one })), nextCursor: null };
      }),
  );

  app.get(
    '/changes/:id/history',
    {
      config: READ,
      schema: {
        tags,
        summary: 'How changes of the same items went in the year before',
        params,
        response: { 200: schemas.History },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        const { id } = await insideChange(work, principal, request.params.id);
        const { changes, ...counts } = await historyOf(
          work,
          id,
          reachSql(principal, 'ticket.read'),
        );
        return {
          ...counts,
          items: changes.map((one) => ({ ...one, items: [...one.items] })),
          nextCursor: null,
        };
      }),
  );
};

/** What was changed and by whom is no affair of who asks for help. @throws DomainError not_found, not_permitted */
const insideOf = async (work: Work, principal: Principal, ref: string): Promise<TicketRecord> =>
  demandInside(principal, demandOn(principal, 'ticket.read', await findTicket(work, ref)));

/** @throws DomainError invalid_input for what is no change, or none that the caller may see */
async function namedChange(work: Work, principal: Principal, ref: string): Promise<string> {
  try {
    return (await demandChange(work, principal, ref)).id;
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'not_found') throw error;
    throw new DomainError('invalid_input', 'There is no such change.', {
      errors: [{ pointer: '/change', detail: 'The number or the id of a change.' }],
    });
  }
}

async function answerFor(work: Work, principal: Principal, ticket: TicketRecord) {
  return {
    cause: await causeOf(work, ticket.id, reachSql(principal, 'ticket.read')),
    allowed: mayOn(principal, 'ticket.update', ticket) ? ['read', 'update'] : ['read'],
  };
}
