/** What the desk looks after, as the API answers with it. */
import type { Person, QueueRef } from './people.ts';
import type { Priority } from './tickets.ts';

export type ItemKind = 'service' | 'system' | 'application' | 'database' | 'network' | 'other';

export type ItemRef = { key: string; name: string; active: boolean };

export type ConfigItem = {
  id: string;
  key: string;
  name: string;
  kind: ItemKind;
  description: string;
  owner: Person | null;
  group: QueueRef | null;
  criticality: Priority;
  active: boolean;
  dependsOn: ItemRef[];
  version: number;
  createdAt: string;
  updatedAt: string;
  allowed: string[];
};

export type ReachedItem = Pick<
  ConfigItem,
  'id' | 'key' | 'name' | 'kind' | 'criticality' | 'active' | 'owner'
> & {
  depth: number;
  path: { key: string; name: string }[];
};
export type Reached = { items: ReachedItem[]; total: number };

export type AffectedItem = Omit<ReachedItem, 'depth' | 'path'>;
export type TicketItems = { items: AffectedItem[]; allowed: string[] };

export type ImportRow = {
  line: number;
  key: string;
  name: string;
  act: 'add' | 'change' | 'refuse';
  changes: Record<string, { before: unknown; after: unknown }>;
  problem: { code: string; value: string; detail: string } | null;
};
export type ImportAnswer = {
  preview: boolean;
  added: number;
  changed: number;
  unchanged: number;
  refused: number;
  rows: ImportRow[];
};
