/** Every route that is served below /api/v1, from the published document, with bodies that would be taken. */
import type { App } from '#api/app.ts';

export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below /api/v1, with `{name}` for parameters. */
  readonly path: string;
  readonly permissions: readonly string[];
  readonly isPublic: boolean;
  /** In JSON. */
  readonly takesBody: boolean;
};

type Operation = {
  'x-permission'?: string[];
  security?: unknown[];
  requestBody?: { content: Record<string, unknown> };
};

const BASE = '/api/v1';
/** Answers that never end. */
const STREAMS = new Set(['/events/stream']);

export function routesOf(app: App): Route[] {
  const document = app.swagger() as unknown as { paths: Record<string, Record<string, Operation>> };
  const routes: Route[] = [];
  for (const [path, operations] of Object.entries(document.paths)) {
    if (!path.startsWith(`${BASE}/`) || STREAMS.has(path.slice(BASE.length))) continue;
    for (const [method, operation] of Object.entries(operations)) {
      routes.push({
        method: method.toUpperCase() as Route['method'],
        path: path.slice(BASE.length),
        permissions: operation['x-permission'] ?? [],
        isPublic: operation.security?.length === 0,
        takesBody: operation.requestBody?.content['application/json'] !== undefined,
      });
    }
  }
  return routes;
}

export const nameOf = (route: Pick<Route, 'method' | 'path'>): string =>
  `${route.method} ${route.path}`;

/** The address with each parameter filled in. */
export const addressOf = (path: string, value: string): string =>
  path.replace(/\{\w+\}/g, encodeURIComponent(value));
