/** Personal access tokens. The token itself is in the answer to its creation and nowhere after. */
import { queryOptions } from '@tanstack/react-query';
import { get, post, remove } from './http.ts';
import { keys } from './query.ts';
import type { Page } from './types/common.ts';
import type { Token } from './types/people.ts';

export const tokensQuery = queryOptions({
  queryKey: keys.tokens,
  queryFn: ({ signal }) => get<Page<Token>>('/me/tokens', { limit: 100 }, signal),
});

export const createToken = (body: {
  name: string;
  expiresAt?: string;
  scopes?: string[];
  password?: string;
}) => post<{ id: string; token: string }>('/me/tokens', body);

export const revokeToken = (id: string) => remove<void>(`/me/tokens/${id}`);
