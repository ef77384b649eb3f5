/** What is taken for an e-mail address, and that a long text takes no time to refuse. */
import { describe, expect, it } from 'vitest';
import { isAddress } from '#engine/address.ts';

describe('an e-mail address', () => {
  it.each([
    'ana@supplier.test',
    'a.b+c@mail.supplier.example',
    "o'hara@x.io",
    'jörg@bücher.example',
  ])('is %s', (text) => expect(isAddress(text)).toBe(true));

  it.each([
    '',
    'ana',
    'ana@supplier',
    'ana@supplier.',
    'ana@.test',
    'two words@supplier.test',
    'ana@supplier.test, bob@supplier.test',
    'Ana <ana@supplier.test>',
    'ana@supplier.test\nBcc: all@supplier.test',
    `${'a'.repeat(65)}@supplier.test`,
    `a@${'b.'.repeat(200)}`,
  ])('is not %j', (text) => expect(isAddress(text)).toBe(false));
});
