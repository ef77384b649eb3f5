/**
 * Signing in by address and password. An unknown address, a wrong password and somebody who has no password get the same
 * answer after the same work.
 */
import { DomainError } from '../errors.ts';
import { inTenant, type Store, type Who } from '../work.ts';
import { verifyPassword } from './password.ts';
import { normalEmail, Person } from './person.ts';
import { type StartedSession, startSession } from './session.ts';
import { type Attempt, countFailure, demandNotThrottled, forgetFailures } from './throttle.ts';

export type SignInInput = {
  readonly email: string;
  readonly password: string;
  readonly tenant?: string;
  readonly networkAddress: string;
  readonly userAgent: string | null;
  readonly requestId: string;
};

type Candidate = {
  tenant_id: string;
  tenant_key: string;
  person_id: string;
  password_hash: string;
};

/** @throws DomainError sign_in_failed, sign_in_throttled, tenant_required */
export async function signIn(store: Store, input: SignInInput): Promise<StartedSession> {
  const attempt: Attempt = {
    email: normalEmail(input.email),
    networkAddress: input.networkAddress,
  };
  await demandNotThrottled(store, attempt);
  const right = await matching(store, attempt.email, input);
  if (right.length === 0) {
    await countFailure(store, attempt);
    throw new DomainError('sign_in_failed', 'The address or the password is wrong.');
  }
  await demandNotThrottled(store, attempt);
  await forgetFailures(store, attempt);
  const [candidate, other] = right;
  if (!candidate || other) {
    throw new DomainError(
      'tenant_required',
      'This address is known in several tenants. Send "tenant" with one of the keys.',
      {
        values: { tenants: right.map((one) => one.tenant_key) },
      },
    );
  }
  return inTenant(store, asPerson(candidate, attempt.email, input.requestId), (work) =>
    startSession(work, candidate.person_id, input.userAgent),
  );
}

async function matching(store: Store, email: string, input: SignInInput): Promise<Candidate[]> {
  const candidates = await store.orm.em
    .fork()
    .execute<Candidate[]>('select * from sign_in_candidates(?, ?)', [email, input.tenant ?? null]);
  if (candidates.length === 0) {
    await verifyPassword(input.password, null);
    return [];
  }
  const checked = await Promise.all(
    candidates.map(async (one) => ({
      one,
      right: await verifyPassword(input.password, one.password_hash),
    })),
  );
  return checked.filter(({ right }) => right).map(({ one }) => one);
}

/** Asks somebody who is signed in for their password again. @throws DomainError password_required, sign_in_throttled */
export async function demandPassword(
  store: Store,
  who: Who,
  personId: string,
  password: string | undefined,
  attempt: Attempt,
  pointer = '/password',
): Promise<void> {
  const errors = [{ pointer, detail: 'must be your password.' }];
  if (password === undefined) {
    throw new DomainError('password_required', 'This needs your password again.', { errors });
  }
  await demandNotThrottled(store, attempt);
  const person = await inTenant(store, who, (work) =>
    work.em.findOne(Person, { id: personId }, { populate: ['passwordHash'] }),
  );
  if (await verifyPassword(password, person?.passwordHash ?? null)) return;
  await countFailure(store, attempt);
  throw new DomainError('password_required', 'This is not your password.', { errors });
}

const asPerson = (candidate: Candidate, email: string, requestId: string): Who => ({
  tenantId: candidate.tenant_id,
  actor: { kind: 'person', id: candidate.person_id, name: email, email },
  cause: { kind: 'request', id: requestId, label: 'POST /api/v1/auth/login' },
});
