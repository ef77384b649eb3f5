/** Processes, as the API answers with them. */
import type { Trigger } from '#engine/definition.ts';
import type { Person } from './people.ts';

export type NextVersion = {
  version: number;
  from: string;
  share: number | null;
  /** Whether its share takes new runs already. */
  begun: boolean;
  publishedBy: Person | null;
};

export type Process = {
  key: string;
  name: string;
  description: string | null;
  version: number | null;
  publishedAt: string | null;
  publishedBy: Person | null;
  draft: { revision: number; updatedAt: string; by: Person | null } | null;
  running: number;
  /** A version on its way: from when, and for how many of a hundred new runs (`null`: all). */
  next: NextVersion | null;
  /** What took new runs before `version`; `null` while one is on its way. */
  former: number | null;
  /** Goes up with every change of it. */
  revision: number;
  /** Open threads on it in which the caller is named. */
  mentions: number;
  /** Whether a colleague must have approved a draft before it is published. */
  reviewRequired: boolean;
  /** Who has asked to do without; a second person has to agree. */
  reviewOffAskedBy: Person | null;
  reviewOffAskedAt: string | null;
  triggers: Extract<Trigger, { type: 'ticketCreated' }>[];
  allowed: string[];
};
