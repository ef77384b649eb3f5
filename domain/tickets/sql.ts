/** Statements built from parts, each with its own parameters: text from outside is only ever a parameter. */
export type Sql = { readonly text: string; readonly params: readonly unknown[] };

export const sql = (text: string, ...params: unknown[]): Sql => ({ text, params });

export const and = (conditions: readonly Sql[]): Sql =>
  sql(
    conditions.map((condition) => condition.text).join(' and '),
    ...conditions.flatMap((condition) => condition.params),
  );

export const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ');
