/**
 * /catalog: what people may ask for, and asking. A request is a ticket: how one leaves is given by whoever puts the
 * application together, since features do not know each other.
 */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { type Static, type TSchema, Type } from 'typebox';
import type { CatalogItem as ItemRecord } from '#domain/catalog/catalog-item.ts';
import { listItems, processesOfItems } from '#domain/catalog/list-items.ts';
import { getCatalogItem, requestItem, requestItemAtOnce } from '#domain/catalog/request-item.ts';
import { DomainError, invalid } from '#domain/errors.ts';
import { demand, may, type Principal } from '#domain/people/access.ts';
import type { TicketRecord } from '#domain/tickets/record.ts';
import { type CursorValue, pageOf, toPage } from '../pages.ts';
import { etag } from '../plugins/etag.ts';
import { principalOf } from '../plugins/principal.ts';
import { inWork, whoOf } from '../plugins/unit-of-work.ts';
import { KeyParams } from '../schemas.ts';
import { upToDate } from '../up-to-date.ts';
import { CatalogItem, CatalogItems, CatalogQuery, ItemRequest } from './schemas.ts';

/** A ticket as the API shows it; what else is in it is the desk's. */
type ShownTicket = { readonly id: string; readonly version: number };

export type CatalogOptions = {
  readonly ticket: {
    readonly schema: TSchema;
    readonly present: (ticket: TicketRecord, principal: Principal) => ShownTicket;
  };
};

const tags = ['catalog'];
const ASK = { permission: 'catalog.request' } as const;

export const catalogRoutes =
  ({ ticket }: CatalogOptions): FastifyPluginAsyncTypebox =>
  async (app) => {
    const Ticket = Type.Unsafe<ShownTicket>(ticket.schema);

    app.get(
      '/catalog/items',
      {
        config: ASK,
        schema: {
          tags,
          summary: 'What may be asked for, by name',
          querystring: CatalogQuery,
          response: { 200: CatalogItems },
        },
      },
      async (request) => {
        const { limit, take, after } = pageOf(request.query, 2);
        const { q, category } = request.query;
        return inWork(request, async (work, principal) => {
          const items = await listItems(work, { q, category, take, after: placeOf(after) });
          const processes = await processesOfItems(work);
          return toPage(
            items,
            limit,
            (item) => present(item, processes, principal),
            (item) => [item.name, item.key],
          );
        });
      },
    );

    app.get(
      '/catalog/items/:key',
      {
        config: ASK,
        schema: {
          tags,
          summary: 'An item with its form',
          params: KeyParams,
          response: { 200: CatalogItem },
        },
      },
      async (request, reply) => {
        const shown = await inWork(request, async (work, principal) =>
          present(
            await getCatalogItem(work, request.params.key),
            await processesOfItems(work),
            principal,
          ),
        );
        etag(reply, shown.version);
        return shown;
      },
    );

    app.post(
      '/catalog/items/:key/requests',
      {
        config: ASK,
        schema: {
          tags,
          summary: 'Ask for it: a service request is opened',
          params: KeyParams,
          body: ItemRequest,
          response: { 201: Ticket },
        },
      },
      async (request, reply) => {
        const opened = await openFor(request, ticket.present);
        etag(reply, opened.version);
        return reply.code(201).header('location', `/api/v1/tickets/${opened.id}`).send(opened);
      },
    );
  };

/** With an Idempotency-Key the ticket and the kept answer share a transaction; without one it is a single statement. */
async function openFor(
  request: FastifyRequest<{ Params: Static<typeof KeyParams>; Body: Static<typeof ItemRequest> }>,
  show: CatalogOptions['ticket']['present'],
): Promise<ShownTicket> {
  const principal = principalOf(request);
  const { key } = request.params;
  demandFor(principal, request.body.requestedFor);
  if (request.headers['idempotency-key'] === undefined) {
    const { ticket } = await requestItemAtOnce(
      request.server.store,
      whoOf(request, principal),
      key,
      request.body,
    );
    return show(ticket, principal);
  }
  return upToDate(request, () =>
    inWork(request, async (work) =>
      show((await requestItem(work, key, request.body)).ticket, principal),
    ),
  );
}

/** For others only where the permission reaches further than oneself. */
function demandFor(principal: Principal, requestedFor: string | null | undefined): void {
  const scope = demand(principal, 'catalog.request');
  if (scope !== 'own' || requestedFor == null) return;
  if (requestedFor === principal.personId || requestedFor.toLowerCase() === principal.email) return;
  throw new DomainError('not_permitted', 'You may ask for yourself only.', {
    errors: [{ pointer: '/requestedFor', detail: 'Leave it out.' }],
  });
}

function present(
  item: ItemRecord,
  processes: ReadonlyMap<string, string>,
  principal: Principal,
): Static<typeof CatalogItem> {
  const { key, name, description, icon, category, form, uiSchema, version } = item;
  const title = item.title ?? null;
  return {
    key,
    name,
    description,
    icon: icon ?? null,
    category: category ?? null,
    process: processes.get(key) ?? null,
    title,
    schema: { ...form },
    uiSchema: { ...uiSchema },
    version,
    allowed: may(principal, 'catalog.request') ? ['request'] : [],
  };
}

function placeOf(after: readonly CursorValue[] | null): { name: string; key: string } | null {
  if (after === null) return null;
  const [name, key] = after;
  return typeof name === 'string' && typeof key === 'string'
    ? { name, key }
    : invalid('/cursor', 'is not a cursor of this list.');
}
