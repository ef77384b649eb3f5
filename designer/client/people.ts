/** People, groups, roles, queues and organizations: the directory that pickers and settings read. */
import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { get, patch, post, remove } from './http.ts';
import { keys } from './query.ts';
import type { Page } from './types/common.ts';
import type { Group, Organization, Queue, Role, User } from './types/people.ts';

const DIRECTORY_LIMIT = 200;

/** Those with an account; those without one are asked for apart. */
export const usersQuery = (q = '', outside = false) =>
  queryOptions({
    queryKey: keys.people('users', outside ? { q, outside } : q),
    queryFn: ({ signal }) =>
      get<Page<User>>(
        '/users',
        { q: q === '' ? undefined : q, limit: 50, ...(outside ? { outside } : {}) },
        signal,
      ),
    staleTime: 60_000,
  });

/** Finds those who can be asked for something, by a part of their name or address. */
export function usePeopleSearch(): (q: string) => Promise<User[]> {
  const client = useQueryClient();
  return useCallback(
    async (q) => (await client.fetchQuery(usersQuery(q))).items.filter(({ active }) => active),
    [client],
  );
}

const listQuery = <T>(kind: 'groups' | 'roles' | 'queues' | 'organizations') =>
  queryOptions({
    queryKey: keys.people(kind),
    queryFn: ({ signal }) => get<Page<T>>(`/${kind}`, { limit: DIRECTORY_LIMIT }, signal),
    staleTime: 60_000,
  });

export const groupsQuery = () => listQuery<Group>('groups');
export const rolesQuery = () => listQuery<Role>('roles');
export const organizationsQuery = () => listQuery<Organization>('organizations');
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
  body: { email: string; name: string } & UserChange,
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

export type OrganizationFields = Pick<Organization, 'name' | 'tier' | 'calendar' | 'timeZone'> & {
  parent: string | null;
};
export const createOrganization = (
  body: OrganizationFields & { key: string },
  idempotencyKey: string,
) => post<Organization>('/organizations', body, { idempotencyKey });
export const changeOrganization = (id: string, change: OrganizationFields, version: number) =>
  patch<Organization>(`/organizations/${id}`, change, { version });
export const removeOrganization = (id: string, version: number) =>
  remove<undefined>(`/organizations/${id}`, { version });
