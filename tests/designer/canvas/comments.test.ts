/** Comments as they are typed, kept and shown, and where they are counted on the drawing. */
import { describe, expect, it } from 'vitest';
import { commentLayer, countsOf } from '#designer/canvas/comments/counts.ts';
import {
  askedFor,
  NOTHING_TYPED,
  partsOf,
  plainOf,
  toBody,
  toTyped,
  withPerson,
} from '#designer/canvas/comments/text.ts';
import { aProcess, say } from './support.ts';

const ANN = { id: '01a1b2c3-0000-7000-8000-00000000000a', name: 'Ann' };
const ANN_LEE = { id: '01a1b2c3-0000-7000-8000-00000000000b', name: 'Ann Lee' };
const OTHER_ANN = { id: '01a1b2c3-0000-7000-8000-00000000000c', name: 'Ann' };

describe('what is typed', () => {
  it('is kept with ids for those who were chosen, whatever their names have in common', () => {
    const people = [ANN, ANN_LEE];
    expect(toBody({ text: ' @Ann Lee and @Ann, not @Anna or @ann. ', people })).toBe(
      `<@${ANN_LEE.id}> and <@${ANN.id}>, not @Anna or @ann.`,
    );
    expect(toBody({ text: '@Ann', people: [] })).toBe('@Ann');
  });

  it('tells two people of one name apart', () => {
    const people = [ANN, OTHER_ANN, ANN].reduce(withPerson, NOTHING_TYPED.people);
    expect(people.map(({ name }) => name)).toEqual(['Ann', 'Ann (2)']);
    expect(toBody({ text: '@Ann (2), ask @Ann', people })).toBe(
      `<@${OTHER_ANN.id}>, ask <@${ANN.id}>`,
    );
  });

  it('comes back as it was when it is edited', () => {
    const body = `<@${ANN.id}> and <@${OTHER_ANN.id}>\nsee <@not-an-id>`;
    const typed = toTyped(body, [ANN, OTHER_ANN]);
    expect(typed.text).toBe('@Ann and @Ann (2)\nsee <@not-an-id>');
    expect(toBody(typed)).toBe(body);
  });

  it('takes signs in names for what they are', () => {
    const odd = { id: ANN.id, name: 'J. (Jo) O’Neil+' };
    expect(toBody({ text: '@J. (Jo) O’Neil+ knows', people: [odd] })).toBe(`<@${ANN.id}> knows`);
  });

  it.each([
    ['@', ''],
    ['ask @an', 'an'],
    ['ask @ann le', 'ann le'],
    ['(@سلمى', 'سلمى'],
    ['ann@example', null],
    ['@ann lee is', null],
    ['nobody', null],
  ])('asks for a name in “%s”', (text, asked) => {
    expect(askedFor(text, text.length)).toBe(asked);
  });
});

describe('what is shown', () => {
  it('names people as they are called now, and links addresses of the web and nothing else', () => {
    const body = `<@${ANN.id}>: see https://example.com/a?b=c. Not javascript:alert(1) or <b>this</b>`;
    expect(partsOf(body, [{ ...ANN, name: 'Anna' }])).toEqual([
      { kind: 'mention', id: ANN.id, name: 'Anna' },
      { kind: 'text', text: ': see ' },
      { kind: 'link', href: 'https://example.com/a?b=c' },
      { kind: 'text', text: '. Not javascript:alert(1) or <b>this</b>' },
    ]);
    expect(partsOf('https://[', [])).toEqual([{ kind: 'text', text: 'https://[' }]);
    expect(plainOf(`<@${ANN.id}>\n  knows`, [ANN])).toBe('@Ann knows');
  });
});

describe('the marks on the drawing', () => {
  const on = (...elements: (string | null)[]) => elements.map((element) => ({ element }));

  it('count the threads of each element that is there', () => {
    const counts = countsOf(aProcess(), on('give', 'give', 'start', 'gone', null));
    expect([...counts]).toEqual([
      ['give', 2],
      ['start', 1],
    ]);
  });

  it('of what a box hides are at the box', () => {
    const process = aProcess({
      elements: [
        ...aProcess().elements,
        { id: 'box', type: 'subProcess', name: 'Box' },
        { id: 'inner', type: 'userTask', name: 'Inner', parent: 'box', task: {} },
      ],
      collapsed: ['box'],
    });
    expect([...countsOf(process, on('inner', 'box'))]).toEqual([['box', 2]]);
  });

  it('are said with the element', () => {
    expect(commentLayer(say, aProcess(), on('give'))?.elements.get('give')?.said).toBe(
      '1 open comment',
    );
    expect(commentLayer(say, aProcess(), on('gone'))).toBeNull();
  });
});
