import { describe, expect, it } from 'vitest';
import { mergeCustom, toTicketPatch } from '#domain/tickets/patch.ts';
import { toTextQuery } from '#domain/tickets/search-terms.ts';

describe('a change of a ticket from outside', () => {
  it('is taken with `custom.<name>` as one field of custom', () => {
    expect(toTicketPatch({ status: 'resolved', 'custom.cost': 12, custom: { room: 'a' } })).toEqual(
      {
        status: 'resolved',
        custom: { cost: 12, room: 'a' },
      },
    );
  });

  it('names every field that is unknown or wrong', () => {
    try {
      toTicketPatch({ colour: 'red', 'a/b': 1, impact: 9, tags: ['x', 1], title: '  ' }, '/set');
      expect.unreachable();
    } catch (error) {
      expect(
        (error as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer).sort(),
      ).toEqual(['/set/a~1b', '/set/colour', '/set/impact', '/set/tags', '/set/title']);
    }
  });

  it('takes nothing from the prototype', () => {
    expect(() => toTicketPatch({ constructor: 'x' })).toThrow();
    expect(() => toTicketPatch({ toString: 'x' })).toThrow();
  });

  it('refuses custom fields that grow too large', () => {
    expect(() => mergeCustom({ a: 'x'.repeat(40_000) }, { b: 'y'.repeat(40_000) })).toThrow(
      'too large',
    );
  });
});

describe('what is typed into a search box', () => {
  it('becomes words that must all be there, the last perhaps unfinished', () => {
    expect(toTextQuery('printer floor')).toBe("'printer' & 'floor':*");
    expect(toTextQuery('  ')).toBeNull();
  });

  it('means nothing to the query language', () => {
    expect(toTextQuery("a' | !b & (c:*) <-> d\\")).toBe("'a' & 'b' & 'c' & 'd':*");
    expect(toTextQuery('!!! ()&|')).toBeNull();
  });
});
