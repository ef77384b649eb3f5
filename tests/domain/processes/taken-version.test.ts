/** Which of two versions a new run takes: by the time, by the share, and always the same for the same ticket. */
import { describe, expect, it } from 'vitest';
import { isTaken, placeOf, type Rollout, takenVersion } from '#domain/processes/taken-version.ts';

const MONDAY = '2026-11-23T09:00:00.000Z';
const rollout = (more: Partial<Rollout> = {}): Rollout => ({
  processId: 'process',
  active: 7,
  next: 8,
  from: MONDAY,
  share: null,
  ...more,
});
const taken = (way: Rollout, subject = 'ticket', at = MONDAY) =>
  takenVersion('tenant', way, subject, new Date(at));
const subjects = Array.from({ length: 4_000 }, (_, index) => `ticket-${index}`);
const takers = (share: number) =>
  new Set(subjects.filter((subject) => taken(rollout({ share }), subject) === 8));

describe('a version on its way', () => {
  it('is taken by no run a millisecond before its time, and by every run from then on', () => {
    expect(taken(rollout(), 'ticket', '2026-11-23T08:59:59.999Z')).toBe(7);
    expect(taken(rollout())).toBe(8);
    expect(taken(rollout(), 'ticket', '2027-11-23T09:00:00.000Z')).toBe(8);
  });

  it('is the first one of its process, which nothing is started of before', () => {
    const first = rollout({ active: null, next: 1 });
    expect(taken(first, 'ticket', '2026-11-20T09:00:00.000Z')).toBeNull();
    expect(taken(first)).toBe(1);
  });

  it('takes the share of the runs that was said, and the other one the rest', () => {
    for (const share of [1, 10, 50, 99])
      expect(Math.abs(takers(share).size / subjects.length - share / 100)).toBeLessThan(0.03);
    expect(taken(rollout({ share: 99 }), 'ticket', '2026-11-23T08:59:59.999Z')).toBe(7);
  });

  it('is taken by the same ticket each time it is asked, and by whoever took it of a smaller share', () => {
    const few = takers(10);
    const more = takers(35);
    expect([...few].filter((subject) => !more.has(subject))).toEqual([]);
    expect(takers(10)).toEqual(few);
  });

  it('may be wished for beside the other one while a share takes it, and no version else', () => {
    const wishes = (way: Rollout, at = MONDAY) =>
      [6, 7, 8, 9].filter((version) => isTaken(way, version, new Date(at)));
    expect(wishes(rollout({ share: 10 }))).toEqual([7, 8]);
    expect(wishes(rollout({ share: 10 }), '2026-11-23T08:59:59.999Z')).toEqual([7]);
    expect(wishes(rollout())).toEqual([8]);
    expect(wishes(rollout({ next: null, from: null }))).toEqual([7]);
  });

  it('is chosen for each process and tenant by itself', () => {
    const places = subjects.slice(0, 500);
    const same = (tenant: string, process: string) =>
      places.filter((one) => placeOf('tenant', 'process', one) === placeOf(tenant, process, one));
    expect(same('tenant', 'process')).toHaveLength(500);
    expect(same('tenant', 'other').length).toBeLessThan(30);
    expect(same('other', 'process').length).toBeLessThan(30);
  });
});

it('takes the only version there is where none is on its way', () => {
  const still = rollout({ next: null, from: null });
  expect(taken(still)).toBe(7);
  expect(taken({ ...still, active: null })).toBeNull();
});
