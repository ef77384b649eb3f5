/**
 * Shifts as a calendar program reads them (RFC 5545): lines of at most 75 octets, text escaped, instants in UTC. A shift keeps
 * its uid for as long as it begins when it does, so that a program that reads again sees it changed and not doubled.
 */
export type FeedShift = {
  readonly rota: string;
  readonly from: string;
  readonly to: string;
  readonly summary: string;
  readonly description: string;
};

const LINE_OCTETS = 75;

export function toICalendar(name: string, shifts: readonly FeedShift[], now: Date): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Perdura//On call//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${escaped(name)}`,
    `X-WR-CALNAME:${escaped(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    ...shifts.flatMap((shift) => [
      'BEGIN:VEVENT',
      `UID:${stamp(shift.from)}-${shift.rota}@perdura`,
      `DTSTAMP:${stamp(now.toISOString())}`,
      `DTSTART:${stamp(shift.from)}`,
      `DTEND:${stamp(shift.to)}`,
      `SUMMARY:${escaped(shift.summary)}`,
      ...(shift.description === '' ? [] : [`DESCRIPTION:${escaped(shift.description)}`]),
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** `20270104T090000Z` */
const stamp = (instant: string): string => instant.replace(/\.\d+/, '').replace(/[-:]/g, '');

/** What separates values is spelled out, breaks are `\n`, and what is no text at all is left out. */
const escaped = (text: string): string =>
  text
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/\p{Cc}/gu, '');

/** No character is torn apart: octets are counted, characters are kept. */
function folded(line: string): string {
  let whole = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > LINE_OCTETS) {
      whole += '\r\n ';
      octets = 1;
    }
    whole += character;
    octets += size;
  }
  return whole;
}
