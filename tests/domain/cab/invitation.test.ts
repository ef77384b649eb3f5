/** An invitation, read back by a program that is not ours. */
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { type Invited, invitationTo } from '#domain/cab/invitation.ts';

const NOW = new Date('2026-11-22T08:00:00.000Z');
const chair = { id: 'c', name: 'Kofi "K"; Boss,\nAmoah', email: 'kofi@example.test' };
const meeting: Invited = {
  id: '01890a5d',
  name: 'Changes; every, Tuesday',
  sequence: 2,
  cancelled: false,
  chair,
  from: '2026-12-01T09:00:00.000Z',
  to: '2026-12-01T10:00:00.000Z',
  members: [chair, { id: 'a', name: 'آن', email: 'ann@example.test' }],
  link: 'https://perdura.example.test/cab/01890a5d',
};
const read = (text: string) => {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const event = calendar.getFirstSubcomponent('vevent');
  if (!event) throw new Error('There is no event in it.');
  return { calendar, event, value: (name: string) => String(event.getFirstPropertyValue(name)) };
};

describe('an invitation to a meeting', () => {
  it('says when, who, and which of all that were sent it is', () => {
    const { method, text } = invitationTo(meeting, NOW);
    const { calendar, event, value } = read(text);
    expect([method, calendar.getFirstPropertyValue('method')]).toEqual(['REQUEST', 'REQUEST']);
    expect(value('uid')).toBe('meeting-01890a5d@perdura');
    expect(value('summary')).toBe('Changes; every, Tuesday');
    expect([value('dtstart'), value('dtend')]).toEqual([
      '2026-12-01T09:00:00Z',
      '2026-12-01T10:00:00Z',
    ]);
    expect([value('sequence'), value('status')]).toEqual(['2', 'CONFIRMED']);
    expect(value('organizer')).toBe('mailto:kofi@example.test');
    const attendees = event.getAllProperties('attendee');
    expect(attendees.map((one) => [one.getFirstValue(), one.getParameter('role')])).toEqual([
      ['mailto:kofi@example.test', 'CHAIR'],
      ['mailto:ann@example.test', 'REQ-PARTICIPANT'],
    ]);
    expect(attendees[1]?.getParameter('cn')).toBe('آن');
    expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
  });

  it('is called off under the same uid', () => {
    const { method, text } = invitationTo({ ...meeting, sequence: 3, cancelled: true }, NOW);
    const { value } = read(text);
    expect([method, value('uid'), value('status'), value('sequence')]).toEqual([
      'CANCEL',
      'meeting-01890a5d@perdura',
      'CANCELLED',
      '3',
    ]);
  });
});
