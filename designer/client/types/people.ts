/** People and what they are gathered in, as the API answers with them. */

export type Person = { id: string; name: string; email: string };

export type Me = {
  user: Person & { locale: string; timeZone: string };
  tenant: { key: string; name: string };
  permissions: string[];
  roles: string[];
  csrfToken?: string;
  counts: { approvals: number; tasks: number };
  /** There are some for them to see, whatever their roles. */
  meetings: boolean;
  /** Mails leave the installation; else they are kept. */
  sendsMail: boolean;
};

export type QueueRef = { id: string; key: string; name: string };

export type User = Person & {
  roles: string[];
  groups: string[];
  organization: QueueRef | null;
  manager: Person | null;
  active: boolean;
  /** Has no account. */
  outside: boolean;
  locale: string;
  timeZone: string;
  version: number;
  allowed: string[];
};

export type Organization = QueueRef & {
  parent: QueueRef | null;
  /** What is not said is as with its parent. */
  tier: string | null;
  calendar: string | null;
  timeZone: string | null;
  version: number;
  allowed: string[];
};

export type Group = {
  id: string;
  key: string;
  name: string;
  members: Person[];
  version: number;
  allowed: string[];
};

export type Role = {
  key: string;
  name: string;
  permissions: { permission: string; scope: string }[];
  builtIn: boolean;
};

export type Queue = {
  id: string;
  key: string;
  name: string;
  group: string | null;
  version: number;
  allowed: string[];
};

export type Token = {
  id: string;
  name: string;
  scopes: string[] | null;
  expiresAt: string | null;
  createdAt: string;
  lastUsedAt: string | null;
};
