/**
 * What happens when, as a calendar program reads it (RFC 5545): lines of at most 75 octets, text escaped, instants in UTC.
 * What keeps its uid is seen changed by a program that reads again, and not doubled.
 */
export type FeedEvent = {
  /** Without the part that names this product. */
  readonly uid: string;
  readonly from: string;
  readonly to: string;
  readonly summary: string;
  readonly description: string;
  /** Of what is sent as well: it goes up whenever that holds no more. */
  readonly sequence?: number;
  readonly cancelled?: boolean;
};

const LINE_OCTETS = 75;

export type Feed = {
  /** What writes it. */
  readonly product: string;
  readonly name: string;
  readonly events: readonly FeedEvent[];
};

export function toICalendar({ product, name, events }: Feed, now: Date): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//Perdura//${product}//EN`,
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${escaped(name)}`,
    `X-WR-CALNAME:${escaped(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    ...events.flatMap((event) => [
      'BEGIN:VEVENT',
      `UID:${event.uid}@perdura`,
      ...(event.sequence === undefined ? [] : [`SEQUENCE:${event.sequence}`]),
      `DTSTAMP:${stamp(now.toISOString())}`,
      `DTSTART:${stamp(event.from)}`,
      `DTEND:${stamp(event.to)}`,
      `SUMMARY:${escaped(event.summary)}`,
      ...(event.description === '' ? [] : [`DESCRIPTION:${escaped(event.description)}`]),
      ...(event.cancelled ? ['STATUS:CANCELLED'] : []),
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return spelledOut(lines);
}

/** Content lines as they are sent. */
export const spelledOut = (lines: readonly string[]): string =>
  lines.map((line) => `${folded(line)}\r\n`).join('');

/** `20270104T090000Z` */
export const stamp = (instant: string): string => instant.replace(/\.\d+/, '').replace(/[-:]/g, '');

/** What separates values is spelled out, breaks are `\n`, and what is no text at all is left out. */
export const escaped = (text: string): string =>
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
