/** What the database's refusals mean to a caller, by SQLSTATE (PostgreSQL, appendix A) and by the driver's own errors. */
import type { ProblemCode } from '../problems.ts';

const BY_STATE: Readonly<Record<string, ProblemCode>> = {
  // Text and numbers that PostgreSQL cannot hold: a null character, half a surrogate pair, a number or date too large.
  '22001': 'invalid_input',
  '22003': 'invalid_input',
  '22007': 'invalid_input',
  '22008': 'invalid_input',
  '22021': 'invalid_input',
  '22P02': 'invalid_input',
  '22P05': 'invalid_input',
  '23503': 'in_use',
  '23505': 'already_exists',
  // Deadlock, serialization, statement time-out: the same request may well succeed.
  '40001': 'database_unavailable',
  '40P01': 'database_unavailable',
  '57014': 'database_unavailable',
  '55P03': 'database_unavailable',
  // No connections left; being shut down or started.
  '53300': 'database_unavailable',
  '57P01': 'database_unavailable',
  '57P02': 'database_unavailable',
  '57P03': 'database_unavailable',
  '25006': 'database_unavailable',
};

const CONNECTION_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
  'EHOSTUNREACH',
]);
const CONNECTION_WORDS =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|not queryable|connection ended/i;

export function databaseProblem(error: unknown): ProblemCode | undefined {
  for (
    let cause: unknown = error, depth = 0;
    cause instanceof Error && depth < 5;
    cause = cause.cause ?? previousOf(cause), depth++
  ) {
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
    if (BY_STATE[code]) return BY_STATE[code];
    if (code.startsWith('08') || ('syscall' in cause && CONNECTION_CODES.has(code)))
      return 'database_unavailable';
    if (CONNECTION_WORDS.test(cause.message)) return 'database_unavailable';
    if (cause.name === 'OptimisticLockError') return 'stale_version';
    if (cause instanceof AggregateError && cause.errors.length > 0) {
      const inner = databaseProblem(cause.errors[0]);
      if (inner) return inner;
    }
  }
  return undefined;
}

const previousOf = (error: Error): unknown => ('previous' in error ? error.previous : undefined);
