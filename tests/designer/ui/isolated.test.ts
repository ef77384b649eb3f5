/** Text of one direction in a sentence of the other. */
import { expect, it } from 'vitest';
import { isolated } from '#designer/ui/locale.ts';

it('is fenced off, so that its punctuation stays with it', () => {
  expect(isolated({ name: 'Laptop (13-inch)' }, 'ar')).toEqual({
    name: '\u2068Laptop (13-inch)\u2069',
  });
  expect(isolated({ name: 'حاسوب محمول' }, 'en')).toEqual({ name: '\u2068حاسوب محمول\u2069' });
});

it('is left alone where it reads the same way, is one word, or is no text', () => {
  const plain = { name: 'Laptop (13-inch)', decision: 'approve', count: 3, none: null };
  expect(isolated(plain, 'en')).toEqual(plain);
  expect(isolated({ decision: 'timedOut', count: 3 }, 'ar')).toEqual({
    decision: 'timedOut',
    count: 3,
  });
  expect(isolated(undefined, 'ar')).toBeUndefined();
});
