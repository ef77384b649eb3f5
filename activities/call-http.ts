/**
 * The action `httpRequest`. A call that was answered is remembered under run, token and attempt, so that a worker that
 * died before it could say so does not call again; what the other side sees twice carries the same Idempotency-Key.
 */
import { ApplicationFailure, activityInfo, Context, heartbeat } from '@temporalio/activity';
import { DomainError } from '#domain/errors.ts';
import { definitionOf, elementOf } from '#domain/processes/definitions.ts';
import type { RunRef } from '#domain/processes/step-types.ts';
import { openSecret } from '#domain/secrets/secrets.ts';
import { ticketFacts } from '#domain/tickets/facts.ts';
import { inTenant, type Store, type Work } from '#domain/work.ts';
import type { CallAction } from '#engine/action.ts';
import { resultVariables } from '#engine/call-result.ts';
import { type Json, jsonBytes } from '#engine/json.ts';
import { variablesAt } from '#engine/scope-list.ts';
import { MAX_RESULT_BYTES, type State } from '#engine/state.ts';
import { fill, fillDeep } from '#engine/template.ts';
import type { GuardedClient, IncomingResponse, OutgoingRequest } from './guarded-client.ts';

export type CallInput = RunRef & {
  readonly token: string;
  readonly element: string;
  readonly attempt: number;
};
type Variables = { readonly [name: string]: Json };

const TIMEOUT_SECONDS = 30;
const BEAT_MS = 4_000;
/** As deep as the API takes a body. */
const MAX_DEPTH = 100;

/** @throws ApplicationFailure `http_<status>`, `address_not_allowed`, `unreachable`, `response_too_large`, … */
export async function callHttp(
  store: Store,
  http: GuardedClient,
  input: CallInput,
): Promise<Variables> {
  const key = `${input.runId}:${input.token}:${input.attempt}`;
  const prepared = await prepare(store, input, key);
  if ('result' in prepared) return prepared.result;
  const { action, request } = prepared;
  const beating = setInterval(() => heartbeat(), BEAT_MS);
  try {
    const response = await http.request({
      ...request,
      signal: Context.current().cancellationSignal,
    });
    refuseFailure(response);
    const variables = storable(resultVariables(action, response));
    refuseBulk(variables);
    await remember(store, input, key, variables);
    return variables;
  } catch (error) {
    throw toFailure(error);
  } finally {
    clearInterval(beating);
  }
}

type Prepared =
  | { readonly result: Variables }
  | { readonly action: CallAction; readonly request: OutgoingRequest };

type RunRow = {
  ticket_id: string | null;
  process_id: string;
  process_version: number;
  engine_state: State | null;
};

async function prepare(store: Store, input: CallInput, key: string): Promise<Prepared> {
  return inTenant(store, asRun(input), async (work) => {
    const done = await work.em.execute<{ result: Variables }[]>(
      'select result from effect where tenant_id = ? and key = ?',
      [work.tenantId, key],
    );
    if (done[0]) return { result: done[0].result };
    const runs = await work.em.execute<RunRow[]>(
      'select ticket_id, process_id, process_version, engine_state from run where id = ?',
      [input.runId],
    );
    const run = runs[0];
    if (!run) throw ApplicationFailure.nonRetryable('There is no such run.', 'not_found');
    const action = await actionOf(work, run, input.token);
    const subject = run.ticket_id
      ? await ticketFacts(work, run.ticket_id)
      : { ticket: {}, requester: {} };
    const facts = {
      ...subject,
      variables: run.engine_state ? variablesAt(run.engine_state, input.token) : {},
      steps: run.engine_state?.steps ?? {},
    };
    const secret = action.secret ? await openSecret(work, action.secret) : null;
    return { action, request: toRequest(action, facts, secret, key) };
  });
}

/** Where the token stands in the record, since the run may have been moved; a move leaves what is under way as it is. */
async function actionOf(work: Work, run: RunRow, token: string): Promise<CallAction> {
  const definition = await definitionOf(work, run.process_id, run.process_version);
  const element = run.engine_state?.tokens[token]?.element ?? '';
  const action = elementOf(definition, 'serviceTask', element)?.action;
  if (action?.type === 'httpRequest') return action;
  throw ApplicationFailure.nonRetryable('The run does not wait for this call.', 'not_found');
}

/** `{{secret}}` stands for the secret in headers; without it a secret is sent as a bearer token (RFC 6750). */
export function toRequest(
  action: CallAction,
  facts: object,
  secret: string | null,
  key: string,
): OutgoingRequest {
  const headers: Record<string, string> = { 'idempotency-key': key };
  let isPlaced = false;
  for (const [name, text] of Object.entries(action.headers ?? {})) {
    isPlaced ||= /\{\{\s*secret\s*\}\}/.test(text);
    // A line break in a value would begin another header.
    headers[name.toLowerCase()] = fill(text, { ...facts, secret: secret ?? '' }).replace(
      /[\r\n]+/g,
      ' ',
    );
  }
  if (secret !== null && !isPlaced) headers.authorization = `Bearer ${secret}`;
  const hasBody = action.body !== undefined && action.method !== 'GET';
  const body = hasBody ? fillDeep(action.body, facts) : undefined;
  if (hasBody)
    headers['content-type'] ??=
      typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json';
  return {
    method: action.method,
    url: fillUrl(action.url, facts),
    headers,
    ...(hasBody ? { body: typeof body === 'string' ? body : JSON.stringify(body) } : {}),
    timeoutMs: (action.timeoutSeconds ?? TIMEOUT_SECONDS) * 1_000,
  };
}

/** Values are escaped where they stand in a path or query; only one that begins the URL may be an address itself. */
function fillUrl(url: string, facts: object): string {
  return url.replace(/\{\{[^}]*\}\}/g, (placeholder, offset: number) => {
    const text = fill(placeholder, facts);
    return offset === 0 ? text : encodeURIComponent(text);
  });
}

/** The other side may say what PostgreSQL cannot hold, and a result that is not remembered is a call made again. */
export function storable<T extends Json>(value: T): T {
  return mended(value) as T;
}

function mended(value: Json, depth = 0): Json {
  if (typeof value === 'string') return value.replaceAll('\u0000', '').toWellFormed();
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH)
    throw ApplicationFailure.nonRetryable(
      `What the call answers is nested deeper than ${MAX_DEPTH} levels. Let \`result\` name less of the answer.`,
      'result_too_deep',
    );
  if (Array.isArray(value)) return value.map((inner) => mended(inner, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      mended(name) as string,
      mended(inner, depth + 1),
    ]),
  );
}

async function remember(
  store: Store,
  input: CallInput,
  key: string,
  variables: Variables,
): Promise<void> {
  await inTenant(store, asRun(input), async (work) => {
    await work.em.execute(
      'insert into effect (tenant_id, key, result, at) values (?, ?, ?::jsonb, ?) on conflict do nothing',
      [work.tenantId, key, JSON.stringify(variables), work.now],
    );
  });
}

/** The call was answered and would be answered so again: the process must ask its result for less. */
function refuseBulk(variables: Variables): void {
  const bytes = jsonBytes(variables);
  if (bytes <= MAX_RESULT_BYTES) return;
  const names = Object.keys(variables).join('”, “');
  throw ApplicationFailure.nonRetryable(
    `What the call puts into “${names}” has ${bytes} bytes; at most ${MAX_RESULT_BYTES} are taken. Let \`result\` name less of the answer.`,
    'result_too_large',
  );
}

/** 408, 425 and 429 ask to come again (RFC 9110, 8470, 6585); every other 4xx would say the same again. */
function refuseFailure({ status, headers }: IncomingResponse): void {
  if (status < 400) return;
  const worthTrying = status >= 500 || status === 408 || status === 425 || status === 429;
  const after = Number(headers['retry-after']);
  throw ApplicationFailure.create({
    message: `The answer was ${status}.`,
    type: `http_${status}`,
    nonRetryable: !worthTrying,
    ...(after > 0 && after < 3_600 ? { nextRetryDelay: after * 1_000 } : {}),
  });
}

function toFailure(error: unknown): unknown {
  if (Context.current().cancellationSignal.aborted) return error;
  if (error instanceof ApplicationFailure) return error;
  if (error instanceof DomainError)
    return ApplicationFailure.nonRetryable(error.message, error.code);
  const { code, name, message } = error as { code?: string; name?: string; message?: string };
  if (code === 'response_too_large') return ApplicationFailure.nonRetryable(message, code);
  const isLate = name === 'TimeoutError' || /TIMEOUT/.test(code ?? '');
  return ApplicationFailure.retryable(
    `The call did not succeed: ${message ?? 'no reason given'}`,
    isLate ? 'timeout' : 'unreachable',
  );
}

const asRun = ({ tenantId, runId, element }: CallInput) => ({
  tenantId,
  actor: { kind: 'run', id: runId } as const,
  cause: { kind: 'run', id: runId, label: `${element} (try ${activityInfo().attempt})` } as const,
});
