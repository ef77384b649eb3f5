/**
 * One transaction's worth of work for one tenant: who acts, why, and when. Every operation of the domain takes a `Work`;
 * nothing reads the wall clock or the environment. The tenant is set for the transaction only, through the mapper's session
 * context, so that row-level security holds on every statement of it.
 */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LintRuns } from '#engine/lint/index.ts';
import type { Orm } from './orm.ts';
import type { Keyring } from './seals/keyring.ts';

export type Actor =
  | { readonly kind: 'person'; readonly id: string; readonly name: string; readonly email: string }
  | { readonly kind: 'run'; readonly id: string }
  | { readonly kind: 'system'; readonly id: null };

/** What made this happen: a request, a rule, a run's element, a message, a clock. `id` finds it, `label` is read by people. */
export type Cause = {
  readonly kind: 'request' | 'rule' | 'run' | 'message' | 'clock' | 'system';
  readonly id: string | null;
  readonly label: string | null;
};

export type Work = {
  readonly em: EntityManager;
  readonly tenantId: string;
  readonly actor: Actor;
  readonly cause: Cause;
  readonly now: Date;
  readonly keys: Keyring;
  /** Where people open the web app; undefined where nobody has said it. */
  readonly webUrl?: string | undefined;
  /** Whether mails leave the installation; undefined where nobody has said it. */
  readonly sendsMail?: boolean | undefined;
  /** Set when an event or something for the outbox was written, so that who waits for it is woken after the commit. */
  readonly sent: { value: boolean };
};

/** What a process needs to do work: made once by a composition root. */
export type Store = {
  readonly orm: Orm;
  readonly keys: Keyring;
  readonly clock: () => Date;
  /** Where people open the web app, for links in mail. */
  readonly webUrl?: string | undefined;
  /** False where there is no mail server, and mails are only kept. */
  readonly sendsMail?: boolean | undefined;
  /** Who proves what may take seconds; whoever asks, unless said. Never called while a transaction is open. */
  readonly lintRuns?:
    | ((...asked: Parameters<LintRuns>) => Promise<ReturnType<LintRuns>>)
    | undefined;
  /** Wakes the relay and whoever reads events; cheap, may be called after every commit, sends at most one notice per 10 ms. */
  readonly wake: () => void;
};

export type Who = { readonly tenantId: string; readonly actor: Actor; readonly cause: Cause };

/** Runs `fn` in one transaction as `who`; commits what it did, or nothing. */
export async function inTenant<T>(
  store: Store,
  who: Who,
  fn: (work: Work) => Promise<T>,
): Promise<T> {
  const em = forkFor(store.orm, who.tenantId);
  const sent = { value: false };
  const result = await em.transactional(async (inner) =>
    fn({
      em: inner as EntityManager,
      ...who,
      now: store.clock(),
      keys: store.keys,
      webUrl: store.webUrl,
      sendsMail: store.sendsMail,
      sent,
    }),
  );
  if (sent.value) store.wake();
  return result;
}

/**
 * Undone by itself where it throws, while what is around it goes on. It has records of its own: what it changed of them before
 * it was refused is not to be written with what comes after. What is around it has written what this needs to see.
 */
export function inSavepoint<T>(work: Work, act: (inner: Work) => Promise<T>): Promise<T> {
  return work.em.transactional((em) => act({ ...work, em: em as EntityManager }), { clear: true });
}

/** An entity manager whose every transaction belongs to this tenant. */
export function forkFor(orm: Orm, tenantId: string): EntityManager {
  const em = orm.em.fork() as EntityManager;
  em.setSessionContext({ variables: { 'perdura.tenant': tenantId } });
  return em;
}

export const SYSTEM: Actor = { kind: 'system', id: null };
