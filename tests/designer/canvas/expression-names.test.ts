/** What an expression field tells at once of the names in it. */
import { describe, expect, it } from 'vitest';
import { strangerIn } from '#designer/canvas/panel/expression-names.ts';

describe('a name in an expression', () => {
  it('is told when nothing known begins like it', () => {
    expect(strangerIn('people')).toBe('people');
    expect(strangerIn('len(variables.a) + tikcet.priority')).toBe('tikcet.priority');
  });

  it('is not told where it may be there, is a name of its own, or cannot be read yet', () => {
    for (const text of [
      '',
      'people +',
      '3',
      'variables.people',
      'loop.item',
      'filter(ticket.tags, tag => tag == "vpn")',
    ]) {
      expect(strangerIn(text)).toBeUndefined();
    }
  });
});
