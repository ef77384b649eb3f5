/** How long somebody waits for an answer. */
import { describe, expect, it } from 'vitest';
import { within } from '#api/patience.ts';

describe('patience', () => {
  it('lasts as long as was said, and is over from then on', () => {
    let now = 100;
    const isOver = within(50, () => now);
    const asked = [100, 150, 151, 10_000].map((at) => {
      now = at;
      return isOver();
    });
    expect(asked).toEqual([false, false, true, true]);
  });
});
