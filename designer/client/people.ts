/** People, groups, roles, queues and organizations: the directory that pickers and settings read. */
import { queryOptions } from '@tanstack/react-query';
import { get, patch, post } from './http.ts';
import { keys } from './query.ts';
import type { Page } from './types/common.ts';
import type { Group, Queue, Role, User } from './types/people.ts';

const DIRECTORY_LIMIT = 200;

export const usersQuery = (q = '') =>
  queryOptions({
    queryKey: keys.people('users', q),
    queryFn: ({ signal }) =>
      get<Page<User>>('/users', { q: q === '' ? undefined : q, limit: 50 }, signal),
    staleTime: 60_000,
  });

const listQuery = <T>(kind: 'groups' | 'roles' | 'queues') =>
  queryOptions({
    queryKey: keys.people(kind),
    queryFn: ({ signal }) => get<Page<T>>(`/${kind}`, { limit: DIRECTORY_LIMIT }, signal),
    staleTime: 60_000,
  });

export const groupsQuery = () => listQuery<Group>('groups');
export const rolesQuery = () => listQuery<Role>('roles');
export const queuesQuery = () => listQuery<Queue>('queues');

export type UserChange = Partial<{
  name: string;
  roles: string[];
  groups: string[];
  organization: string | null;
  manager: string | null;
  active: boolean;
  password: string;
}>;

export const createUser = (
  body: { email: string; name: string; roles: string[] },
  idempotencyKey: string,
) => post<User>('/users', body, { idempotencyKey });
export const changeUser = (id: string, change: UserChange, version?: number) =>
  patch<User>(`/users/${id}`, change, { version });
export const createGroup = (
  body: { key: string; name: string; members: string[] },
  idempotencyKey: string,
) => post<Group>('/groups', body, { idempotencyKey });
export const changeGroup = (
  id: string,
  change: { name?: string; members?: string[] },
  version?: number,
) => patch<Group>(`/groups/${id}`, change, { version });
export const createQueue = (
  body: { key: string; name: string; group?: string },
  idempotencyKey: string,
) => post<Queue>('/queues', body, { idempotencyKey });
export const changeQueue = (
  id: string,
  change: { name?: string; group?: string | null },
  version?: number,
) => patch<Queue>(`/queues/${id}`, change, { version });
