/** What the tests of running processes arrange: definitions published at once, tickets, runs, and looks at the rows. */

import { expect, vi } from 'vitest';
import type { NewTicket } from '#domain/desk/open-ticket.ts';
import { openTicket } from '#domain/desk/open-ticket.ts';
import { newId } from '#domain/ids.ts';
import type { Principal } from '#domain/people/access.ts';
import { type Credential, createPrincipals } from '#domain/people/principals.ts';
import { saveDraft } from '#domain/processes/drafts.ts';
import { sendToRun } from '#domain/processes/messages.ts';
import { publishDraft } from '#domain/processes/publish.ts';
import { startRun } from '#domain/processes/start-run.ts';
import { inTenant, type Work } from '#domain/work.ts';
import type { Definition, Element } from '#engine/definition.ts';
import { lintRuns } from '#engine/lint/index.ts';
import type { Event } from '#engine/messages.ts';
import type { Client, TestApp } from '../../support/app.ts';
import { type Drive, drive } from './driver.ts';

export type World = ReturnType<typeof createWorld>;

export function createWorld(test: TestApp) {
  const tenantId = test.tenant.id;

  async function principalFor(client: Client): Promise<Principal> {
    const credential: Credential = { kind: 'token', secret: client.token };
    const found = await createPrincipals(test.store).find(credential);
    if ('refused' in found) throw new Error(`${client.email} is ${found.refused}`);
    return found.principal;
  }

  /** One transaction as this person. */
  async function as<T>(
    client: Client,
    fn: (work: Work, principal: Principal) => Promise<T>,
  ): Promise<T> {
    const principal = await principalFor(client);
    const actor = {
      kind: 'person',
      id: client.personId,
      name: client.email,
      email: client.email,
    } as const;
    return inTenant(
      test.store,
      { tenantId, actor, cause: { kind: 'request', id: newId(), label: 'test' } },
      (work) => fn(work, principal),
    );
  }

  return {
    test,
    principalFor,
    as,
    rows: <T = Record<string, unknown>>(sql: string, params: unknown[] = []) =>
      test.work((work) => work.em.execute<T[]>(sql, params)),
    publish: (author: Client, definition: Definition) =>
      as(author, async (work, principal) => {
        await saveDraft(work, principal, definition.key, definition);
        return publishDraft(work, principal, definition.key, { proofs: lintRuns });
      }),
    /** Until so many wait for a lock that somebody else holds. */
    areWaiting: (many: number) =>
      vi.waitFor(
        async () =>
          expect(
            await test.work((work) =>
              work.em.execute(
                `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
              ),
            ),
          ).toHaveLength(many),
        { timeout: 20_000, interval: 20 },
      ),
    openTicket: (requester: Client, input: Partial<NewTicket> = {}) =>
      as(requester, (work) => openTicket(work, { type: 'task', title: 'Something', ...input })),
    start: (client: Client, key: string, ticketId: string | null = null, variables = {}) =>
      as(client, (work) => startRun(work, key, { ticketId, variables })),
    drive: (runId: string, more: Omit<Drive, 'tenantId' | 'runId'> = {}) =>
      drive(test.store, { tenantId, runId, ...more }),
    send: (runId: string, event: Event) =>
      test.work((work) => sendToRun(work, runId, event, newId())),
  };
}

/** A chain of elements from a manual start to one end, each left by a flow without a port. */
export function chain(key: string, ...middle: Element[]): Definition {
  const start: Element = { id: 'start', type: 'startEvent', trigger: { type: 'manual' } };
  const elements: Element[] = [start, ...middle, { id: 'end', type: 'endEvent', name: 'End' }];
  const flows = elements
    .slice(1)
    .map(({ id }, index) => ({ id: `f${index + 1}`, from: elements[index]?.id ?? '', to: id }));
  return { key, name: key, elements, flows };
}
