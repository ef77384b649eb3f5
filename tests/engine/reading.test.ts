/** Values as people read them, on a page, in a mail and on a ballot. */
import { describe, expect, it } from 'vitest';
import { inLine, knownIn, readingOf } from '#engine/reading.ts';

const known = knownIn(
  {
    ticket: {
      change: {
        steps: [
          { key: 's1', title: 'Swap the disk' },
          { key: 's2', title: 'Start it again' },
        ],
      },
    },
    requester: { email: 'Ravi@demo.test', name: 'Ravi Menon' },
  },
  [{ email: 'ines@demo.test', name: 'Ines Duarte' }],
);
const schema = {
  properties: {
    asked: {
      properties: {
        by: { title: 'Who asks' },
        how: { oneOf: [{ const: 'p', title: 'By phone' }] },
      },
    },
    sites: { items: { oneOf: [{ const: 'os', title: 'Oslo' }] } },
  },
};
const shown = (value: unknown, of?: unknown): string | null => {
  const reading = readingOf(value, { known, schema: of });
  return reading && inLine(reading);
};

describe('a value', () => {
  it.each([
    ['steps by their titles', ['s1', 's2'], 'Swap the disk, Start it again'],
    ['words that are not all keys of steps as they are', ['s1', 'blue'], 's1, blue'],
    ['a single word as it is, though a step is called so', 's1', 's1'],
    ['people by their names', ['ines@demo.test', 'RAVI@demo.test'], 'Ines Duarte, Ravi Menon'],
    ['whoever is not known by their address', 'zoe@demo.test', 'zoe@demo.test'],
    ['a step by its title', { key: 's9', title: 'Wire it', undo: '', minutes: 5 }, 'Wire it'],
    ['a record by its name', { id: '7', key: 'net', name: 'Network' }, 'Network'],
    ['somebody of whom only the address is told', { email: 'ines@demo.test' }, 'Ines Duarte'],
    [
      'what is named without being a record with all it says',
      { name: 'x', cost: 5 },
      'Name: x; Cost: 5',
    ],
    ['parts in parts', { door: { floor: 2, room: 'B' } }, 'Door: (Floor: 2; Room: B)'],
    ['a list of parts', [{ floor: 2 }, { floor: 3 }], '(Floor: 2), (Floor: 3)'],
    ['nothing of what says nothing', { a: null, b: '', c: [], d: {} }, null],
    ['no and nought', { isOpen: false, count: 0 }, 'Is open: false; Count: 0'],
  ])('shows %s', (_, value, text) => expect(shown(value)).toBe(text));

  it('has its parts under their titles, and choices in their words', () => {
    const asked = { by: 'ines@demo.test', how: 'p', message: 'It hums' };
    expect(shown(asked, schema.properties.asked)).toBe(
      'Who asks: Ines Duarte; How: By phone; Message: It hums',
    );
    expect(shown(['os', 'xx'], schema.properties.sites)).toBe('Oslo, xx');
  });

  it('has all its parts where a form asks for more than what it is called', () => {
    const properties = { number: {}, name: {}, amount: { title: 'How many' } };
    const wanted = [{ number: 'L-7', name: 'Laptop', amount: 40 }];
    expect(shown(wanted, { items: { properties } })).toBe(
      '(Number: L-7; Name: Laptop; How many: 40)',
    );
    const { amount: _, ...called } = properties;
    expect(shown(wanted, { items: { properties: called } })).toBe('Laptop');
  });

  it('reads no name from a prototype', () =>
    expect(shown({ a: 'x' }, { properties: Object.create({ a: { title: 'Bad' } }) })).toBe('A: x'));
});
