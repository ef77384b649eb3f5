import { expect, it } from 'vitest';
import { cut } from '#domain/cut.ts';

it('cuts a text, and never a character in two', () => {
  expect(cut('short', 10)).toBe('short');
  expect(cut('longer than that', 6)).toBe('longer');
  expect(cut(`${'a'.repeat(9)}🎉`, 10)).toBe('a'.repeat(9));
  expect(cut(`${'a'.repeat(8)}🎉b`, 10)).toBe(`${'a'.repeat(8)}🎉`);
});
