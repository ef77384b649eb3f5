/** A person is taken out of a text as a whole word, in whatever script, and nobody else with them. */
import { describe, expect, it } from 'vitest';
import { withoutPerson } from '#domain/people/without-person.ts';

const without = (text: string, ...called: string[]) => withoutPerson(text, called, '—');

describe('a name', () => {
  it('goes where it is a word, with whatever stands around it', () => {
    expect(without('Annual badge for Ann, Anna and Joann', 'Ann')).toBe(
      'Annual badge for —, Anna and Joann',
    );
    expect(without('Ann’s laptop (Ann)', 'Ann')).toBe('—’s laptop (—)');
    expect(without('Badge for $& (x.y)', '$& (x.y)')).toBe('Badge for —');
  });

  it('is a whole word in other scripts too', () => {
    expect(without('Пропуск для Анна, Аннабель', 'Анна')).toBe('Пропуск для —, Аннабель');
    expect(without('Ordinateur d’Éva Évariste', 'Éva')).toBe('Ordinateur d’— Évariste');
    expect(without('Thẻ cho Éva Éva', 'Éva')).toBe('Thẻ cho — —');
  });

  it('goes where a particle stands at the front of it, and stays within a longer one', () => {
    expect(without('حاسوب لأمل', 'أمل')).toBe('حاسوب ل—');
    expect(without('بطاقة أملاح', 'أمل')).toBe('بطاقة أملاح');
    expect(without('בקשה לדנה', 'דנה')).toBe('בקשה ל—');
  });

  it('goes where several particles stand at the front of it', () => {
    expect(without('حاسوب ولأمل', 'أمل')).toBe('حاسوب ول—');
    expect(without('ושלדנה', 'דנה')).toBe('ושל—');
  });

  it('goes where an ending is written to it: of several words in any script, and in Hangul', () => {
    expect(without('Ann Smiths Laptop', 'Ann Smith')).toBe('—s Laptop');
    expect(without('Joann Smith', 'Ann Smith', 'ann Smith')).toBe('Joann Smith');
    expect(without('김민수의 노트북', '김민수')).toBe('—의 노트북');
    expect(without('노트북 김민수님', '김민수')).toBe('노트북 —님');
  });

  it('goes from between the letters of scripts that know no spaces, whatever it is written in itself', () => {
    expect(without('给李明的笔记本', '李明')).toBe('给—的笔记本');
    expect(without('给Ann的笔记本，Anna', 'Ann')).toBe('给—的笔记本，Anna');
    expect(without('บัตรสำหรับสมชายใหม่', 'สมชาย')).toBe('บัตรสำหรับ—ใหม่');
  });

  it('that holds another goes as a whole', () => {
    expect(without('For Ann Lee and Ann', 'Ann Lee', 'Ann')).toBe('For — and —');
  });
});

describe('an address', () => {
  it('goes as a whole, and leaves those that only end or begin with it', () => {
    const called = 'ann@x.test';
    expect(without('Badge (ann@x.test). Write to ann@x.test.', called)).toBe(
      'Badge (—). Write to —.',
    );
    expect(without('jo.ann@x.test ann@x.test.org jo-ann@x.test', called)).toBe(
      'jo.ann@x.test ann@x.test.org jo-ann@x.test',
    );
  });
});
