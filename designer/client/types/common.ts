/**
 * What all answers of the API share. Instants are ISO 8601 text in UTC. `allowed` says what the caller may do with the thing at
 * hand; pages show acts by it and never work permissions out for themselves.
 */

export type Page<T> = { items: T[]; nextCursor: string | null };

export type JsonSchema = Record<string, unknown>;

export type LiveEvent = {
  type: string;
  subject: { kind: string; id: string; number?: string };
  ticketId?: string;
  at: string;
  actor?: { kind: string; id: string | null };
};
