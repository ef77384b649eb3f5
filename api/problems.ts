/**
 * The catalogue of what can go wrong over HTTP: code → status and title (RFC 9457). A code of the domain without a line
 * here does not compile, and every code is described in docs/problems.md.
 */
import type { DomainErrorCode, FieldError } from '#domain/errors.ts';

export type ProblemKind = {
  readonly status: number;
  readonly title: string;
  /** Whether the same request may succeed later without being changed. */
  readonly retryable?: boolean;
};

const DOMAIN_PROBLEMS = {
  invalid_input: { status: 400, title: 'The input is not valid' },
  not_found: { status: 404, title: 'There is no such thing, or you may not see it' },
  not_permitted: { status: 403, title: 'You may not do this' },
  stale_version: { status: 412, title: 'Somebody has changed it since you read it' },
  stale_configuration: {
    status: 503,
    title: 'The configuration is being changed',
    retryable: true,
  },
  already_exists: { status: 409, title: 'There is one already' },
  in_use: { status: 409, title: 'Something else still needs it' },
  too_many_open: { status: 409, title: 'Too many are waiting or under way' },
  transition_not_allowed: { status: 409, title: 'It cannot go there from where it is' },
  frozen: { status: 409, title: 'A freeze is in the way', retryable: true },
  condition_open: { status: 409, title: 'A condition of its approval is not met', retryable: true },
  plan_approved: { status: 409, title: 'The plan was approved as it is' },
  plan_fixed: { status: 409, title: 'A standard change says what its plan is' },
  standard_not_in_force: { status: 409, title: 'No change is opened from it now' },
  nothing_to_back_out: { status: 409, title: 'There is nothing to back out' },
  decision_not_carried: { status: 409, title: 'The votes do not say so' },
  task_not_open: { status: 409, title: 'The task is no longer open' },
  approval_not_open: { status: 409, title: 'The approval is no longer open' },
  already_voted: { status: 409, title: 'You have already decided' },
  not_an_approver: { status: 403, title: 'You are not asked to decide this' },
  not_your_turn: { status: 409, title: 'You are asked later' },
  link_not_valid: { status: 404, title: 'This address leads nowhere' },
  link_expired: { status: 410, title: 'This address is too old' },
  link_used: { status: 410, title: 'This address has been used' },
  link_of_another: { status: 403, title: 'This address is somebody else’s' },
  own_request: { status: 403, title: 'You may not decide your own request' },
  definition_has_errors: { status: 422, title: 'The process has errors' },
  scenario_failed: { status: 422, title: 'The process does not do what its scenarios expect' },
  draft_not_found: { status: 404, title: 'There is no draft' },
  draft_changed: { status: 412, title: 'The draft has been changed since you read it' },
  version_on_its_way: { status: 409, title: 'Another version is on its way' },
  review_needed: { status: 409, title: 'Somebody else must approve the draft first' },
  process_not_published: { status: 409, title: 'The process has no published version' },
  run_not_open: { status: 409, title: 'The run is no longer open' },
  ticket_closed: { status: 409, title: 'The ticket is closed' },
  sign_in_failed: { status: 401, title: 'The address or the password is wrong' },
  sign_in_throttled: { status: 429, title: 'Too many attempts to sign in', retryable: true },
  tenant_required: { status: 409, title: 'The address is known in several tenants' },
  password_required: { status: 403, title: 'Give your password again' },
  token_expired: { status: 401, title: 'The token has expired' },
  idempotency_key_reused: {
    status: 422,
    title: 'The idempotency key was used for another request',
  },
  master_key_mismatch: { status: 500, title: 'The master key is another one' },
  address_not_allowed: { status: 422, title: 'The address may not be called' },
  secret_unreadable: { status: 500, title: 'What was sealed cannot be opened' },
} as const satisfies Record<DomainErrorCode, ProblemKind>;

/** What only HTTP knows of. */
const HTTP_PROBLEMS = {
  unauthenticated: { status: 401, title: 'Sign in first' },
  csrf_failed: { status: 403, title: 'The request did not come from our own page' },
  malformed_json: { status: 400, title: 'The body is not JSON' },
  bad_request: { status: 400, title: 'The request cannot be understood' },
  route_not_found: { status: 404, title: 'There is nothing at this address' },
  method_not_allowed: { status: 405, title: 'The address does not know this method' },
  request_timeout: { status: 408, title: 'The request took too long to arrive' },
  body_too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'The body has a media type that is not read here' },
  rate_limited: { status: 429, title: 'Too many requests', retryable: true },
  headers_too_large: { status: 431, title: 'The headers are too large' },
  internal_error: { status: 500, title: 'Something went wrong on our side' },
  database_unavailable: { status: 503, title: 'The database does not answer', retryable: true },
} as const satisfies Record<string, ProblemKind>;

export const PROBLEMS: Readonly<Record<ProblemCode, ProblemKind>> = {
  ...DOMAIN_PROBLEMS,
  ...HTTP_PROBLEMS,
};

export type HttpProblemCode = keyof typeof HTTP_PROBLEMS;
export type ProblemCode = DomainErrorCode | HttpProblemCode;

/** A refusal that HTTP itself makes; what the domain refuses is a DomainError. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly code: HttpProblemCode;
  readonly headers: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[];

  constructor(
    code: HttpProblemCode,
    message: string,
    more: {
      headers?: Record<string, string>;
      errors?: readonly FieldError[];
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: more.cause });
    this.code = code;
    this.headers = more.headers ?? {};
    this.errors = more.errors ?? [];
  }
}

export type ProblemBody = {
  type: string;
  title: string;
  status: number;
  detail?: string;
  instance: string;
  retryable?: boolean;
  errors?: readonly FieldError[];
} & Record<string, unknown>;

export function problemBody(
  code: ProblemCode,
  requestId: string,
  more: {
    detail?: string;
    errors?: readonly FieldError[];
    values?: Readonly<Record<string, unknown>>;
  } = {},
): ProblemBody {
  const kind = PROBLEMS[code];
  return {
    ...more.values,
    type: `/problems/${code}`,
    title: kind.title,
    status: kind.status,
    ...(more.detail === undefined ? {} : { detail: more.detail }),
    instance: `urn:request:${requestId}`,
    ...(kind.retryable ? { retryable: true } : {}),
    ...(more.errors && more.errors.length > 0 ? { errors: more.errors } : {}),
  };
}
