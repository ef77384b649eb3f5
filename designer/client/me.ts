/** Who is signed in, what they may do, and how they sign in and out. */
import { queryOptions, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { get, patch, post, sessionIsOver, setCsrfToken } from './http.ts';
import { keepFor } from './kept-for.ts';
import { ProblemError } from './problem.ts';
import { keys } from './query.ts';
import type { Me } from './types/people.ts';

export const meQuery = queryOptions({
  queryKey: keys.me,
  queryFn: async ({ signal }): Promise<Me> => {
    const me = await get<Me | undefined>('/auth/session', undefined, signal);
    if (me === undefined) {
      sessionIsOver();
      throw new ProblemError(401, { type: '/problems/unauthenticated' });
    }
    if (me.csrfToken !== undefined) setCsrfToken(me.csrfToken);
    keepFor(`${me.tenant.key}/${me.user.id}`);
    return me;
  },
  staleTime: 60_000,
});

/** Only for pages behind sign-in: the shell has loaded it before they are drawn. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

export function may(me: Me, permission: string): boolean {
  return me.permissions.some((one) => one === permission || one.startsWith(`${permission}:`));
}

export function useMay(permission: string): boolean {
  return may(useMe(), permission);
}

export async function signIn(body: {
  email: string;
  password: string;
  tenant?: string;
}): Promise<void> {
  const answer = await post<{ csrfToken: string }>('/auth/login', body);
  setCsrfToken(answer.csrfToken);
}

/** All sessions end with the old password; this one begins again with the new one. */
export async function changePassword(me: Me, current: string, next: string): Promise<void> {
  await post('/me/password', { current, next });
  await signIn({ email: me.user.email, password: next, tenant: me.tenant.key });
}

export async function signOut(): Promise<void> {
  await post('/auth/logout');
  setCsrfToken(null);
}

export function useUpdateMe(): (change: {
  name?: string;
  locale?: string;
  timeZone?: string;
}) => Promise<void> {
  const client = useQueryClient();
  return async (change) => {
    await patch('/me', change);
    await client.invalidateQueries({ queryKey: keys.me });
  };
}
