/** A length of time in the panel: what is not edited stays, and time on the clock has no calendar. */
import { describe, expect, it } from 'vitest';
import { readDuration, writeDuration } from '#designer/canvas/panel/duration.ts';
import { durationWords } from '#designer/ui/diagram/words.ts';
import { say } from './support.ts';

const PLANT = { businessHours: 4, calendar: 'plant' };

describe('a length of working time', () => {
  it('keeps its calendar when the amount or the unit changes', () => {
    const { mixed, ...edited } = readDuration(PLANT);
    expect(mixed).toBe(false);
    expect(writeDuration({ ...edited, amount: 6 })).toEqual({
      businessHours: 6,
      calendar: 'plant',
    });
    expect(writeDuration({ ...edited, unit: 'businessDays' })).toEqual({
      businessDays: 4,
      calendar: 'plant',
    });
  });

  it('is by the usual calendar again when none is named', () => {
    expect(writeDuration({ ...readDuration(PLANT), calendar: undefined })).toEqual({
      businessHours: 4,
    });
  });

  it('has no calendar any more as time on the clock', () => {
    expect(writeDuration({ ...readDuration(PLANT), unit: 'hours' })).toEqual({ hours: 4 });
  });

  it('says whose hours count where they are not the usual ones', () => {
    expect(durationWords(say, PLANT)).toBe('4 working hours (plant)');
    expect(durationWords(say, { businessHours: 4 })).toBe('4 working hours');
  });
});
