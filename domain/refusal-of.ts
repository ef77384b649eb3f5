/**
 * What the database will not write down, and would not the next time either: a text it cannot hold, a value out of range,
 * a row that is too large for its index (classes 22, 23 and 54 of SQLSTATE; PostgreSQL, appendix A).
 */
const FOR_GOOD = /^(22|23|54)[0-9A-Z]{3}$/;

/** Said without the values it was about, which may be personal. Null for everything that may pass. */
export function refusalOf(error: unknown): string | null {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; depth += 1) {
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
    if (FOR_GOOD.test(code))
      return `What came of this cannot be written down (database error ${code}); the log of the worker says more.`;
    cause = cause.cause ?? ('previous' in cause ? cause.previous : undefined);
  }
  return null;
}
