/**
 * What the API answers when it refuses: RFC 9457. The code (the last part of `type`) is what programs compare; the
 * pointers in `errors` name the field a sentence belongs beside. A lost connection is a problem too, with the code
 * `unreachable`, so that a page has one kind of failure to show.
 */
export type FieldError = { pointer: string; detail: string };

export type ProblemBody = {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  instance?: string;
  errors?: FieldError[];
  retryable?: boolean;
  /** Of the address in a mail: whether whom it was sent to has no account; left out where nobody knows whom. */
  outside?: boolean;
};

export class ProblemError extends Error {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string | undefined;
  readonly requestId: string | undefined;
  readonly errors: FieldError[];
  readonly retryable: boolean;
  readonly outside: boolean | undefined;

  constructor(status: number, body: ProblemBody, requestId?: string) {
    super(body.detail ?? body.title ?? `HTTP ${status}`);
    this.name = 'ProblemError';
    this.status = status;
    this.code = body.type?.split('/').at(-1) || `http_${status}`;
    this.title = body.title ?? `HTTP ${status}`;
    this.detail = body.detail;
    this.requestId = body.instance?.replace(/^urn:request:/, '') ?? requestId;
    this.errors = body.errors ?? [];
    this.retryable = body.retryable ?? (status === 0 || status === 429 || status >= 502);
    this.outside = body.outside;
  }
}

/** The connection failed before an answer came: nothing is known of what the server did. */
export function unreachable(cause: unknown): ProblemError {
  const problem = new ProblemError(0, {
    type: '/problems/unreachable',
    title: 'unreachable',
    retryable: true,
  });
  problem.cause = cause;
  return problem;
}

export function isProblem(error: unknown, ...codes: string[]): error is ProblemError {
  return error instanceof ProblemError && (codes.length === 0 || codes.includes(error.code));
}

/** The sentence for one field, by its JSON pointer (`/title`), if the problem has one. */
export function fieldError(error: unknown, pointer: string): string | undefined {
  return isProblem(error) ? error.errors.find((one) => one.pointer === pointer)?.detail : undefined;
}
