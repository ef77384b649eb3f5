/** A calendar as it leaves, read back by a program that is not ours. */
import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { type FeedEvent, toICalendar } from '#domain/calendars/to-icalendar.ts';

const NOW = new Date('2027-01-04T08:00:00.000Z');
const shift = (change: Partial<FeedEvent> = {}): FeedEvent => ({
  uid: '20270104T080000Z-01890a5d-ac96-774b-bcce-b302099a8057',
  from: '2027-01-04T08:00:00.000Z',
  to: '2027-01-11T08:00:00.000Z',
  summary: 'Ann',
  description: '',
  ...change,
});
const written = (name: string, event: FeedEvent): string =>
  toICalendar({ product: 'On call', name, events: [event] }, NOW);
const readBack = (text: string) =>
  new ICAL.Component(ICAL.parse(text))
    .getAllSubcomponents('vevent')
    .map((one) => new ICAL.Event(one));
const someText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.constantFrom(
    'a;b,c\\d',
    'first\nsecond\r\nthird',
    'مناوبة الشبكة '.repeat(12),
    '👩‍🚒'.repeat(30),
  ),
);

describe('a calendar of shifts', () => {
  it('is written as RFC 5545 has it', () => {
    expect(written('Network', shift({ description: 'Network · Weeks' }))).toBe(
      [
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        'PRODID:-//Perdura//On call//EN',
        'CALSCALE:GREGORIAN',
        'METHOD:PUBLISH',
        'NAME:Network',
        'X-WR-CALNAME:Network',
        'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
        'BEGIN:VEVENT',
        'UID:20270104T080000Z-01890a5d-ac96-774b-bcce-b302099a8057@perdura',
        'DTSTAMP:20270104T080000Z',
        'DTSTART:20270104T080000Z',
        'DTEND:20270111T080000Z',
        'SUMMARY:Ann',
        'DESCRIPTION:Network · Weeks',
        'TRANSP:TRANSPARENT',
        'END:VEVENT',
        'END:VCALENDAR',
        '',
      ].join('\r\n'),
    );
  });

  it('has no line of more than 75 octets, and none that tears a character apart', () =>
    fc.assert(
      fc.property(someText, (summary) => {
        const lines = written(summary, shift({ summary })).split('\r\n');
        for (const line of lines) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
          expect(line).not.toContain('\uFFFD');
          expect(line).not.toMatch(/[\r\n]/);
        }
      }),
    ));

  it('says to another program what it says here', () =>
    fc.assert(
      fc.property(someText, someText, (summary, description) => {
        const [event] = readBack(written('Network', shift({ summary, description })));
        const plain = (text: string) => text.replace(/\r\n|\r/g, '\n').replace(/[^\P{Cc}\n]/gu, '');
        expect(event?.summary).toBe(plain(summary));
        expect(event?.description ?? '').toBe(plain(description));
        expect(event?.startDate.toJSDate()).toEqual(new Date('2027-01-04T08:00:00Z'));
        expect(event?.endDate.toJSDate()).toEqual(new Date('2027-01-11T08:00:00Z'));
      }),
    ));
});
