/** Statements built from parts, each with its own parameters: text from outside is only ever a parameter. */
export type Sql = { readonly text: string; readonly params: readonly unknown[] };

export const sql = (text: string, ...params: unknown[]): Sql => ({ text, params });

export const and = (conditions: readonly Sql[]): Sql =>
  sql(
    conditions.map((condition) => condition.text).join(' and '),
    ...conditions.flatMap((condition) => condition.params),
  );

export const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ');

/** An instant as ISO 8601 text. */
export const instantText = (column: string): string => `to_json(${column}) #>> '{}'`;

/** A row of `person` as `{ id, email, name }`. */
export const personJson = (alias: string): string =>
  `jsonb_build_object('id', ${alias}.id, 'email', ${alias}.email, 'name', ${alias}.name)`;
