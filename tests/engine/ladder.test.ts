/** Climbing a ladder, rung by rung. */
import { describe, expect, it } from 'vitest';
import { type Ladder, nextRung, type Rung } from '#engine/escalation/ladder.ts';

const ladder: Ladder = {
  key: 'l',
  name: 'L',
  levels: [
    {
      name: 'desk',
      to: [{ group: 'desk' }],
      wait: { minutes: 30 },
      again: { every: { minutes: 10 }, times: 2 },
    },
    { name: 'boss', to: [{ group: 'boss' }], wait: { hours: 1 } },
  ],
};

function climb(): string[] {
  const said: string[] = [];
  let rung: Rung = { level: 0, asked: 0 };
  for (;;) {
    const next = nextRung(ladder, rung);
    if ('exhausted' in next) return [...said, 'nobody is left'];
    rung = next.rung;
    said.push(`${next.level.name} ${next.rung.asked}, then ${JSON.stringify(next.wait)}`);
  }
}

describe('a ladder', () => {
  it('asks a level as often as it says, then the next, then nobody', () => {
    expect(climb()).toEqual([
      'desk 1, then {"minutes":10}',
      'desk 2, then {"minutes":10}',
      'desk 3, then {"minutes":30}',
      'boss 1, then {"hours":1}',
      'nobody is left',
    ]);
  });

  it('that was made shorter while it is climbed ends where it ends now', () => {
    expect(
      nextRung({ ...ladder, levels: ladder.levels.slice(0, 1) }, { level: 2, asked: 1 }),
    ).toEqual({
      exhausted: true,
    });
  });
});
