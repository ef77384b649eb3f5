/**
 * A request from the catalog: the values are held against the item's form, and the ticket they make carries them as custom
 * fields and gives them to the process as its first variables.
 */
import type { Json } from '#engine/json.ts';
import { configurationOf } from '../configuration.ts';
import { cut } from '../cut.ts';
import { type OpenedTicket, openTicket } from '../desk/open-ticket.ts';
import { DomainError } from '../errors.ts';
import { valueErrors } from '../processes/form.ts';
import { kept } from '../processes/kept.ts';
import { forkFor, type Store, type Who, type Work } from '../work.ts';
import { answerOf } from './answers.ts';
import { CatalogItem } from './catalog-item.ts';
import { ticketTitle } from './ticket-title.ts';

export type ItemRequest = {
  readonly values?: Readonly<Record<string, unknown>>;
  /** An address or an id; the caller when not given. */
  readonly requestedFor?: string | null;
};

const TITLE_MAX = 300;

/** @throws DomainError not_found */
export async function getCatalogItem(work: Work, key: string): Promise<CatalogItem> {
  const item = await work.em.findOne(
    CatalogItem,
    { tenantId: work.tenantId, key, active: true },
    { disableIdentityMap: true },
  );
  if (!item) throw new DomainError('not_found', `There is no catalog item “${key}”.`);
  return item;
}

/** Asks without a transaction of one's own: one round trip once the process knows the tenant. */
export async function requestItemAtOnce(
  store: Store,
  who: Who,
  key: string,
  request: ItemRequest,
): Promise<OpenedTicket> {
  const sent = { value: false };
  const work: Work = {
    em: forkFor(store.orm, who.tenantId),
    ...who,
    now: store.clock(),
    keys: store.keys,
    sent,
  };
  const opened = await requestItem(work, key, request);
  if (sent.value) store.wake();
  return opened;
}

/** @throws DomainError not_found, invalid_input with a pointer to each mistake */
export async function requestItem(
  work: Work,
  key: string,
  request: ItemRequest,
): Promise<OpenedTicket> {
  const { revision } = await configurationOf(work);
  const item = await kept(work, revision, `item:${key}`, () => getCatalogItem(work, key));
  const values = { ...request.values };
  const errors = valueErrors(item.form, values, '/values');
  if (errors.length > 0)
    throw new DomainError('invalid_input', `The request for “${item.name}” is not complete.`, {
      errors,
    });
  try {
    return await openTicket(work, {
      type: 'service_request',
      title: cut(await ticketTitle(work, item, values, request.requestedFor ?? null), TITLE_MAX),
      description: summaryOf(item, values),
      category: item.category ?? null,
      ...(request.requestedFor ? { requester: request.requestedFor } : {}),
      custom: values,
      source: 'catalog',
      catalogItem: item.key,
      variables: values as { readonly [name: string]: Json },
    });
  } catch (error) {
    throw atRequestedFor(error);
  }
}

/** The answers in the order of the form, by their titles, for whoever reads the ticket. */
function summaryOf(item: CatalogItem, values: Readonly<Record<string, unknown>>): string {
  const { properties } = item.form as {
    properties?: Readonly<Record<string, { title?: unknown }>>;
  };
  return Object.entries(properties ?? {})
    .filter(([name]) => values[name] !== undefined)
    .map(([name, { title }]) => {
      const asked = typeof title === 'string' ? title : name;
      const answer = answerOf(values[name]);
      // A question has its mark already.
      return /[?:؟]\s*$/.test(asked) ? `${asked.trim()} ${answer}` : `${asked}: ${answer}`;
    })
    .join('\n');
}

/** The desk calls it the requester; here it is who the thing is for. */
function atRequestedFor(error: unknown): unknown {
  if (
    !(error instanceof DomainError) ||
    !error.errors.some(({ pointer }) => pointer === '/requester')
  )
    return error;
  return new DomainError(error.code, error.message, {
    errors: error.errors.map(({ pointer, detail }) => ({
      pointer: pointer === '/requester' ? '/requestedFor' : pointer,
      detail,
    })),
    cause: error,
  });
}
