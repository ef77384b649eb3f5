/** Text of one direction in a sentence of the other. */
import { createIntl } from 'react-intl';
import { expect, it } from 'vitest';
import { messages } from '#designer/canvas/messages/ar.ts';
import { createSay } from '#designer/ui/diagram/say.ts';
import { isolated } from '#designer/ui/locale.ts';

it('is fenced off, so that its punctuation stays with it', () => {
  expect(isolated({ name: 'Laptop (13-inch)' }, 'ar')).toEqual({
    name: '\u2068Laptop (13-inch)\u2069',
  });
  expect(isolated({ name: 'حاسوب محمول' }, 'en')).toEqual({ name: '\u2068حاسوب محمول\u2069' });
});

it('is left alone where it reads the same way, chooses between forms, or is no text', () => {
  const plain = { name: 'Laptop (13-inch)', decision: 'approve', count: 3, none: null };
  expect(isolated(plain, 'en')).toEqual(plain);
  const sentence = '{decision, select, timedOut {…} other {…}} {queue}';
  expect(isolated({ decision: 'timedOut', queue: 'Hardware', count: 3 }, 'ar', sentence)).toEqual({
    decision: 'timedOut',
    queue: '\u2068Hardware\u2069',
    count: 3,
  });
  expect(isolated(undefined, 'ar')).toBeUndefined();
});

it('is fenced off in the words of a drawing too, one by one in a list', () => {
  const say = createSay(createIntl({ locale: 'ar-u-nu-latn', messages }));
  const line = say('canvas.rehearse.line.openTask', { who: 'Hardware', name: 'Order: laptop' });
  expect(line).toContain('\u2068Hardware\u2069');
  expect(line).toContain('\u2068Order: laptop\u2069');
  expect(say.list(['Managers', 'مدير مقدّم الطلب'])).toContain('\u2068Managers\u2069');
});
