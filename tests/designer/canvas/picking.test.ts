/** What is typed where people, groups and keys are picked, and what is taken of it when the field is left. */
import { describe, expect, it } from 'vitest';
import { matchesOf, settled, shownAs } from '#designer/canvas/panel/picking.ts';

const known = shownAs([
  { value: 'ines@demo.test', label: 'Inês Duarte' },
  { value: 'ana@demo.test', label: 'Ana Sousa' },
  { value: 'ana.maria@demo.test', label: 'Ana Maria Sousa' },
  { value: 'joao@demo.test', label: 'João Reis' },
  { value: 'jr@demo.test', label: 'João Reis' },
]);

describe('what is typed', () => {
  it.each([
    ['ines', 'ines@demo.test'],
    ['  duarte ', 'ines@demo.test'],
    ['Inês Duarte', 'ines@demo.test'],
    ['Ana Sousa', 'ana@demo.test'],
    ['jr@', 'jr@demo.test'],
    ['ana', 'ana'],
    ['somebody@else.test', 'somebody@else.test'],
    ['{{ variables.boss }}', '{{ variables.boss }}'],
    ['', ''],
  ])('as “%s” is taken as “%s”', (text, value) => {
    expect(settled(known, text)).toBe(value);
  });

  it('finds names by their letters, whatever stands on them', () => {
    expect(matchesOf(known, 'joao')).toHaveLength(2);
    expect(matchesOf(known, 'ANA')).toEqual(['Ana Sousa', 'Ana Maria Sousa']);
  });

  it('stands under the name alone, unless two have the same', () => {
    expect([...known.keys()]).toEqual([
      'Inês Duarte',
      'Ana Sousa',
      'Ana Maria Sousa',
      'João Reis (joao@demo.test)',
      'João Reis (jr@demo.test)',
    ]);
  });
});
