/** What stays of a text that was typed on while it was sent. */
import { expect, it } from 'vitest';
import { restOf } from '#designer/ui/use-typed.ts';

it.each([
  ['No mail.', 'No mail.', ''],
  ['  No mail. \n', 'No mail.', ''],
  ['No mail. Since noon ', 'No mail.', 'Since noon '],
  ['No mail.\n\nSince noon', 'No mail.', 'Since noon'],
  // Another word that only begins alike.
  ['Now it is here', 'No', 'Now it is here'],
  ['Something else', 'No mail.', 'Something else'],
  ['', 'No mail.', ''],
])('of “%s”, of which “%s” was sent, stays “%s”', (typed, sent, rest) => {
  expect(restOf(typed, sent)).toBe(rest);
});
