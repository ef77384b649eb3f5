/** A variable's value as text one can change: JSON where it reads as such, else simply text. Pure. */

export type ValueKind = 'text' | 'number' | 'truth' | 'list' | 'object' | 'nothing';

export function readValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Text that would read as something else is put in quotes. */
export function writeValue(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value === 'string' && readValue(value) === value) return value;
  return JSON.stringify(value, null, 1);
}

export function kindOfValue(text: string): ValueKind {
  const value = readValue(text);
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'object') return 'object';
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'truth' : 'text';
}
