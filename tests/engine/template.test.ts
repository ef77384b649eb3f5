/** Placeholders and the names in them. */
import { describe, expect, it } from 'vitest';
import { resultVariables } from '#engine/call-result.ts';
import { canonicalJson, meaning } from '#engine/canonical.ts';
import { valueAt } from '#engine/paths.ts';
import { fill, fillDeep, fillLines, placeholdersOf } from '#engine/template.ts';
import { process } from '../support/process.ts';

const facts = {
  ticket: { number: 'INC-1', tags: ['a', 'b'], custom: { 'asset-tag': 'X1', n: 5 }, dueAt: null },
};

describe('a template', () => {
  it.each([
    ['{{ticket.number}} is here', 'INC-1 is here'],
    ['{{ ticket.number }}/{{ticket.tags}}/{{ticket.tags.1}}', 'INC-1/a, b/b'],
    ['{{ticket.custom.asset-tag}} {{ticket.custom}}', 'X1 {"asset-tag":"X1","n":5}'],
    ['[{{ticket.nothing}}] [{{ticket.dueAt}}] [{{nobody.there}}]', '[] [] []'],
    ['{{1 + 1}} {{constructor}} {ticket.number}', '{{1 + 1}}  {ticket.number}'],
  ])('%s → %s', (text, filled) => expect(fill(text, facts)).toBe(filled));

  it.each([
    ['For {{ticket.number}}\nNeeded by: {{ticket.dueAt}}\n\nThanks', 'For INC-1\n\nThanks'],
    ['{{ticket.number}}, due {{ticket.dueAt}}', 'INC-1, due '],
    ['{{nobody.there}}', ''],
    ['Asked: {{ticket.custom}}', 'Asked: Asset tag: X1; N: 5'],
  ])('leaves out a line with nothing to put into it: %j → %j', (text, filled) =>
    expect(fillLines(text, facts)).toBe(filled),
  );

  it('keeps the type of a value that stands alone', () => {
    const value = {
      n: '{{ticket.custom.n}}',
      text: 'n={{ticket.custom.n}}',
      none: '{{ticket.x}}',
      list: ['{{ticket.tags}}', 1, null, true],
    };
    expect(fillDeep(value, facts)).toEqual({
      n: 5,
      text: 'n=5',
      none: null,
      list: [['a', 'b'], 1, null, true],
    });
  });

  it('never fills what it has filled in', () => {
    expect(fill('{{a}}', { a: '{{b}}', b: 'secret' })).toBe('{{b}}');
  });

  it('names its placeholders', () => {
    expect(placeholdersOf('{{a.b}} and {{ c }}')).toEqual(['a.b', 'c']);
  });
});

describe('a dotted name', () => {
  it('sees own properties only', () => {
    for (const path of [
      '__proto__',
      'ticket.constructor',
      'ticket.tags.length',
      'ticket.number.length',
      'ticket.tags.map',
      '',
    ]) {
      expect(valueAt(facts, path)).toBeUndefined();
    }
    expect(valueAt(null, 'a')).toBeUndefined();
    expect(valueAt({ 'a.b': 1 }, 'a.b')).toBeUndefined();
  });
});

describe('the result of a call', () => {
  it('is only what the action names', () => {
    const action = {
      type: 'httpRequest',
      method: 'GET',
      url: 'https://x.test',
      result: { id: 'body.id', code: 'status', none: 'body.x' },
    } as const;
    const response = { status: 201, headers: {}, body: { id: 7, big: 'x' } };
    expect(resultVariables(action, response)).toEqual({ id: 7, code: 201, none: null });
  });
});

describe('canonical JSON', () => {
  it('spells equal values equally', () => {
    expect(canonicalJson({ b: [1, { d: null, c: undefined }], a: 'é' })).toBe(
      '{"a":"é","b":[1,{"d":null}]}',
    );
  });

  it('means the same when only the reader’s part has changed', () => {
    const drawn = process('start > a > end');
    const moved = {
      ...drawn,
      layout: { a: { x: 1, y: 2 } },
      notes: [{ id: 'n', text: 'Hm', x: 0, y: 0 }],
      elements: drawn.elements.map((element) => ({ ...element, documentation: 'Why' })),
    };
    expect(meaning(moved)).toBe(meaning(drawn));
    expect(meaning({ ...drawn, name: 'Other' })).not.toBe(meaning(drawn));
    expect(meaning({ ...drawn, flows: [...drawn.flows].reverse() })).not.toBe(meaning(drawn));
  });
});
