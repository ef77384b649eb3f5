/** An answer to a question of a form, as people read it. */
export const answerOf = (value: unknown): string =>
  String(typeof value === 'object' ? JSON.stringify(value) : value);
