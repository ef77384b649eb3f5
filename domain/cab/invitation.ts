/**
 * A meeting as an invitation that calendar programs take in, keep up and call off (RFC 5545, RFC 5546): one uid for its whole
 * life, and a sequence that goes up whenever what was sent holds no more.
 */
import { escaped, spelledOut, stamp } from '../calendars/to-icalendar.ts';
import type { Invitation } from '../mail/mail-row.ts';
import type { Named } from './board.ts';

export type Invited = {
  readonly id: string;
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly sequence: number;
  readonly cancelled: boolean;
  readonly chair: Named | null;
  readonly members: readonly Named[];
  readonly standIns?: readonly { readonly person: Named; readonly for: readonly Named[] }[];
  /** Its page; null where nobody has said where the web app is. */
  readonly link: string | null;
};

export function invitationTo(meeting: Invited, now: Date): Invitation {
  const method = meeting.cancelled ? 'CANCEL' : 'REQUEST';
  const { chair, link } = meeting;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Perdura//Boards//EN',
    'CALSCALE:GREGORIAN',
    `METHOD:${method}`,
    'BEGIN:VEVENT',
    `UID:meeting-${meeting.id}@perdura`,
    `SEQUENCE:${meeting.sequence}`,
    `DTSTAMP:${stamp(now.toISOString())}`,
    `DTSTART:${stamp(meeting.from)}`,
    `DTEND:${stamp(meeting.to)}`,
    `SUMMARY:${escaped(meeting.name)}`,
    ...(link === null ? [] : [`URL:${link}`, `DESCRIPTION:${escaped(link)}`]),
    `STATUS:${meeting.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    ...(chair === null ? [] : [`ORGANIZER;CN=${quoted(chair.name)}:mailto:${chair.email}`]),
    ...meeting.members.map(
      ({ name, email }) =>
        `ATTENDEE;CN=${quoted(name)};ROLE=${email === chair?.email ? 'CHAIR' : 'REQ-PARTICIPANT'};PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:${email}`,
    ),
    ...(meeting.standIns ?? []).map(
      ({ person: { name, email }, for: members }) =>
        `ATTENDEE;CN=${quoted(name)};ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE;DELEGATED-FROM=${members
          .map((one) => quoted(`mailto:${one.email}`))
          .join(',')}:mailto:${email}`,
    ),
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return { method, text: spelledOut(lines) };
}

/** A parameter's value cannot hold a quote, and nothing that breaks the line (RFC 5545 §3.1). */
const quoted = (text: string): string => `"${text.replace(/["\p{Cc}]/gu, ' ').trim()}"`;
