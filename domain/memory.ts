/**
 * What a process remembers between one piece of work and the next, kept beside its connection pool so that two stores in one
 * process (tests, two tenants' tools) never share it. Nothing here is needed by a second process: each can be read again.
 */
import type { EntityManager } from '@mikro-orm/postgresql';

const memories = new WeakMap<object, Map<symbol, unknown>>();

export function remembered<T>(em: EntityManager, name: symbol, create: () => T): T {
  const driver = em.getDriver();
  const memory = memories.get(driver) ?? new Map<symbol, unknown>();
  memories.set(driver, memory);
  if (!memory.has(name)) memory.set(name, create());
  return memory.get(name) as T;
}
