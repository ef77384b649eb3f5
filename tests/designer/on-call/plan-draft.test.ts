/** A plan while it is typed. */
import { describe, expect, it } from 'vitest';
import type { Rota } from '#designer/client/types/rotas.ts';
import {
  draftOf,
  freeId,
  newLayer,
  PRESETS,
  parseHours,
  planOf,
  soundPlan,
} from '#designer/on-call/plan-draft.ts';

const ann = { id: 'ann', name: 'Ann', email: 'ann@example.test', active: true };
const rota: Rota = {
  id: 'r',
  key: 'network',
  name: 'Network',
  timeZone: 'Europe/Berlin',
  version: 1,
  isMember: false,
  allowed: [],
  layers: [
    {
      id: 'nights',
      name: 'Nights',
      people: [ann],
      rotation: { every: 2, unit: 'week', weekday: 'fri', at: '18:00' },
      startsOn: '2027-01-08',
      endsOn: '2027-06-04',
      hours: {
        mon: [
          ['00:00', '08:00'],
          ['18:00', '24:00'],
        ],
      },
      holidays: { calendar: 'de', take: 'also' },
    },
  ],
  needed: { mon: [['09:00', '17:00']] },
  onCall: {
    rota: { id: 'r', key: 'network', name: 'Network' },
    at: '2027-01-04T00:00:00Z',
    shift: null,
    next: null,
    gap: null,
  },
};

describe('a plan', () => {
  it('comes out of its fields as it went in', () => {
    const { timeZone, needed, layers } = rota;
    const planned = layers.map((layer) => ({ ...layer, people: ['ann'] }));
    expect(planOf(draftOf(rota))).toEqual({ timeZone, needed, layers: planned });
    expect(soundPlan(draftOf(rota))).toEqual(planOf(draftOf(rota)));
  });

  it('is none while somebody is missing, hours cannot be read, or it cannot be followed', () => {
    const draft = draftOf(rota);
    const [layer] = draft.layers;
    if (!layer) throw new Error('There is a layer.');
    const having = (change: Partial<typeof layer>) => ({
      ...draft,
      layers: [{ ...layer, ...change }],
    });
    expect(planOf(having({ people: [] }))).toBeNull();
    expect(planOf(having({ hours: { ...layer.hours, tue: 'late' } }))).toBeNull();
    expect(
      planOf(having({ hours: { ...layer.hours, tue: 'late' }, isLimited: false })),
    ).not.toBeNull();
    const backwards = having({ endsOn: '2027-01-01' });
    expect(planOf(backwards)).not.toBeNull();
    expect(soundPlan(backwards)).toBeNull();
    expect(soundPlan(having({ at: '' }))).toBeNull();
  });

  it('gives each new layer an id that none has', () => {
    const layers = [
      newLayer('layer-1', 'One', '2027-01-04'),
      newLayer('layer-3', 'Three', '2027-01-04'),
    ];
    expect(freeId(layers)).toBe('layer-4');
    expect(freeId(layers.slice(1))).toBe('layer-2');
  });
});

describe('hours', () => {
  it('are read as people type them', () => {
    expect(parseHours('8:00 – 12:00، 13:00-17:30')).toEqual([
      ['08:00', '12:00'],
      ['13:00', '17:30'],
    ]);
    expect(parseHours(' ')).toEqual([]);
    for (const wrong of ['18:00', '18:00-08:00', '9-17', '09:00-24:30', '25:00-26:00'])
      expect(parseHours(wrong)).toBeNull();
  });

  it('are at hand for nights, weekends and the office', () => {
    for (const preset of Object.values(PRESETS))
      for (const text of Object.values(preset)) expect(parseHours(text)).not.toBeNull();
  });
});
