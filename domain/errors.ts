/**
 * What the domain may refuse, as a closed list. One code stands in four places: here, as the Temporal failure type, as
 * the problem's `type` over HTTP and as a heading in docs/problems.md; `api/problems.ts` must give every code a status.
 */
export const DOMAIN_ERROR_CODES = [
  'invalid_input',
  'not_found',
  'not_permitted',
  'stale_version',
  'stale_configuration',
  'already_exists',
  'in_use',
  'too_many_open',
  'transition_not_allowed',
  'frozen',
  'condition_open',
  'plan_fixed',
  'plan_approved',
  'standard_not_in_force',
  'decision_not_carried',
  'nothing_to_back_out',
  'task_not_open',
  'approval_not_open',
  'already_voted',
  'not_an_approver',
  'own_request',
  'link_not_valid',
  'link_expired',
  'link_used',
  'link_of_another',
  'not_your_turn',
  'definition_has_errors',
  'scenario_failed',
  'draft_not_found',
  'draft_changed',
  'review_needed',
  'version_on_its_way',
  'process_not_published',
  'run_not_open',
  'ticket_closed',
  'sign_in_failed',
  'sign_in_throttled',
  'tenant_required',
  'password_required',
  'token_expired',
  'idempotency_key_reused',
  'master_key_mismatch',
  'address_not_allowed',
  'secret_unreadable',
] as const;

export type DomainErrorCode = (typeof DOMAIN_ERROR_CODES)[number];

/** One mistake in the input: a JSON pointer into it and what would be right. */
export type FieldError = { readonly pointer: string; readonly detail: string };

export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly code: DomainErrorCode;
  readonly errors: readonly FieldError[];
  /** Values a client may need to get out of it: `retryAfterSeconds`, `currentVersion`, … */
  readonly values: Readonly<Record<string, unknown>>;

  constructor(
    code: DomainErrorCode,
    message: string,
    more: {
      errors?: readonly FieldError[];
      values?: Readonly<Record<string, unknown>>;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: more.cause });
    this.code = code;
    this.errors = more.errors ?? [];
    this.values = more.values ?? {};
  }
}

export const invalid = (pointer: string, detail: string): never => {
  throw new DomainError('invalid_input', detail, { errors: [{ pointer, detail }] });
};

/** What names a record is another one's; said at the field that names it. */
export const refuseTaken = (pointer: '/key' | '/email', sentence: string): never => {
  throw new DomainError('already_exists', sentence, { errors: [{ pointer, detail: sentence }] });
};
