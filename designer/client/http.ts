/**
 * The one place that talks to the API. It adds what every call needs (CSRF token, Idempotency-Key, If-Match), reads what
 * every answer may hold (ETag, problem+json), and turns each failure into a `ProblemError`. A 401 is also told to the
 * shell, which shows the sign-in page; nobody else has to look for it.
 */
import { type ProblemBody, ProblemError, unreachable } from './problem.ts';

const BASE = '/api/v1';

export type Query = Record<
  string,
  string | number | boolean | null | undefined | readonly string[]
>;

export type RequestOptions = {
  body?: unknown;
  /** A document in place of a body; it names its encoding itself. */
  xml?: ArrayBuffer;
  /** A file in place of a body. */
  csv?: string;
  query?: Query;
  /** Version the change was made against; the server answers 412 when the record has moved on. */
  version?: number;
  /** Same key, same body: the same answer, however often it is sent. */
  idempotencyKey?: string;
  signal?: AbortSignal;
  etag?: string;
  /** Refused where there is such a record already. */
  isNew?: boolean;
  /** Sent to the end also when the page is left. */
  keepalive?: boolean;
};

export type Answer<T> = { body: T; status: number; etag: string | null };

let csrfToken: string | null = null;
let onSignedOut: () => void = () => {};

/** The session's token, known after sign-in and from `GET /me`. */
export function setCsrfToken(token: string | null): void {
  csrfToken = token;
}

/** For an answer that says so without being a refusal. */
export function sessionIsOver(): void {
  onSignedOut();
}

/** Called when the server no longer knows the session. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

export async function send<T>(
  method: string,
  path: string,
  options: RequestOptions = {},
): Promise<Answer<T>> {
  const response = await fetch(`${BASE}${path}${toSearch(options.query)}`, {
    method,
    headers: headersFor(method, options),
    body:
      options.xml ??
      options.csv ??
      (options.body === undefined ? undefined : JSON.stringify(options.body)),
    credentials: 'same-origin',
    signal: options.signal,
    keepalive: options.keepalive,
  }).catch((error: unknown) => {
    if (options.signal?.aborted) throw error;
    throw unreachable(error);
  });
  const body: unknown = await readBody(response);
  if (!response.ok) {
    const requestId = response.headers.get('x-request-id') ?? undefined;
    const problem = new ProblemError(
      response.status,
      isObject(body) ? (body satisfies ProblemBody) : {},
      requestId,
    );
    // A wrong password is a 401 too, and says nothing about the session.
    if (response.status === 401 && problem.code !== 'sign_in_failed') onSignedOut();
    throw problem;
  }
  return { body: body as T, status: response.status, etag: response.headers.get('etag') };
}

export const get = async <T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> =>
  (await send<T>('GET', path, { query, signal })).body;

export const post = async <T>(
  path: string,
  body: unknown = {},
  options: RequestOptions = {},
): Promise<T> =>
  (
    await send<T>('POST', path, {
      ...options,
      body,
      idempotencyKey: options.idempotencyKey ?? newKey(),
    })
  ).body;

export const patch = async <T>(
  path: string,
  body: unknown,
  options: RequestOptions = {},
): Promise<T> => (await send<T>('PATCH', path, { ...options, body })).body;

export const put = async <T>(
  path: string,
  body: unknown,
  options: RequestOptions = {},
): Promise<T> => (await send<T>('PUT', path, { ...options, body })).body;

export const remove = async <T>(path: string, options: RequestOptions = {}): Promise<T> =>
  (await send<T>('DELETE', path, options)).body;

/** A fresh Idempotency-Key. `randomUUID` exists only on secure origins, and an on-premises trial may not be one. */
export function newKey(): string {
  return (
    crypto.randomUUID?.() ??
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
      byte.toString(16).padStart(2, '0'),
    ).join('')
  );
}

export function toSearch(query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === '') continue;
    if (Array.isArray(value)) {
      if (value.length > 0) search.set(name, value.join(','));
    } else search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

function headersFor(method: string, options: RequestOptions): Record<string, string> {
  const headers: Record<string, string> = { accept: 'application/json, application/problem+json' };
  if (options.xml !== undefined) headers['content-type'] = 'application/xml';
  else if (options.csv !== undefined) headers['content-type'] = 'text/csv; charset=utf-8';
  else if (options.body !== undefined) headers['content-type'] = 'application/json';
  if (method !== 'GET' && csrfToken !== null) headers['x-csrf-token'] = csrfToken;
  if (options.idempotencyKey !== undefined) headers['idempotency-key'] = options.idempotencyKey;
  if (options.etag !== undefined) headers['if-match'] = options.etag;
  else if (options.version !== undefined) headers['if-match'] = `"v${options.version}"`;
  if (options.isNew) headers['if-none-match'] = '*';
  return headers;
}

async function readBody(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  const text = await response.text();
  if (text === '') return undefined;
  return (response.headers.get('content-type') ?? '').includes('json') ? JSON.parse(text) : text;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
