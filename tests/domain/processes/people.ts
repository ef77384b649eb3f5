/** Work and principals of people who are signed in to a test. */

import type { Principal } from '#domain/people/access.ts';
import { type Credential, createPrincipals } from '#domain/people/principals.ts';
import { inTenant, type Work } from '#domain/work.ts';
import type { Client, TestApp } from '../../support/app.ts';

export async function principalFor(test: TestApp, client: Client): Promise<Principal> {
  const credential: Credential = { kind: 'token', secret: client.token };
  const found = await createPrincipals(test.store).find(credential);
  if ('refused' in found) throw new Error(`${client.email} is ${found.refused}`);
  return found.principal;
}

/** One transaction as this person. */
export function asPerson<T>(
  test: TestApp,
  client: Client,
  fn: (work: Work) => Promise<T>,
): Promise<T> {
  const actor = {
    kind: 'person',
    id: client.personId,
    name: client.email,
    email: client.email,
  } as const;
  return inTenant(
    test.store,
    { tenantId: test.tenant.id, actor, cause: { kind: 'request', id: 'test', label: 'test' } },
    fn,
  );
}
