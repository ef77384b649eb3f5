/** Instants as text: ISO 8601 in UTC with milliseconds, however the database spelled them. */

export const toIso = (at: Date | string): string => new Date(at).toISOString();

export const toIsoOrNull = (at: Date | string | null | undefined): string | null =>
  at == null ? null : toIso(at);
