/** A `text[]` column. Every element is quoted on its way in, so that a tag called NULL, or one with a comma, stays itself. */
import { ArrayType, Type } from '@mikro-orm/postgresql';

export class TextList extends Type<string[], string> {
  override convertToDatabaseValue(value: string[] | null): string {
    const quoted = (value ?? []).map((text) => `"${text.replace(/["\\]/g, '\\$&')}"`);
    return `{${quoted.join(',')}}`;
  }

  override convertToJSValue(value: unknown): string[] {
    if (Array.isArray(value)) return value.map(String);
    throw new Error(`invariant: the driver reads text[] as a list, not as ${typeof value}`);
  }

  override compareAsType(): string {
    return new ArrayType().compareAsType();
  }

  override getColumnType(): string {
    return 'text[]';
  }
}
