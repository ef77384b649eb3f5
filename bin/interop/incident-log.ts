/**
 * Reads an audit log of incidents as ServiceNow writes it (each row one incident after one update) and turns it into what
 * happened: for every incident the ticket it would be here, and the states it went through, in the order of the log.
 */
import { readFileSync } from 'node:fs';
import type { HoldReason, Level, Status } from '#domain/tickets/values.ts';

export type LoggedState = { readonly status: Status; readonly holdReason?: HoldReason };

export type LoggedStep = {
  readonly incident: string;
  readonly at: number;
  readonly state: LoggedState;
};

export type LoggedTicket = {
  readonly type: 'incident';
  readonly title: string;
  readonly description: string;
  readonly impact: Level;
  readonly urgency: Level;
  readonly category: string;
  readonly source: 'phone';
  readonly custom: Record<string, string>;
};

export type IncidentLog = {
  readonly tickets: ReadonlyMap<string, LoggedTicket>;
  /** Each row of the log that brought its incident somewhere, oldest first. */
  readonly steps: readonly LoggedStep[];
};

const STATES: Readonly<Record<string, LoggedState>> = {
  New: { status: 'new' },
  Active: { status: 'in_progress' },
  'Awaiting User Info': { status: 'on_hold', holdReason: 'awaiting_user' },
  'Awaiting Problem': { status: 'on_hold', holdReason: 'awaiting_problem' },
  'Awaiting Vendor': { status: 'on_hold', holdReason: 'awaiting_vendor' },
  'Awaiting Evidence': { status: 'on_hold', holdReason: 'awaiting_evidence' },
  Resolved: { status: 'resolved' },
  Closed: { status: 'closed' },
};

type Row = Readonly<Record<string, string>>;

export function readIncidentLog(file: string): IncidentLog {
  const rows = parseCsv(readFileSync(file, 'utf8'));
  const tickets = new Map<string, LoggedTicket>();
  const steps: LoggedStep[] = [];
  for (const row of rows) {
    const incident = row.number ?? '';
    const state = STATES[row.incident_state ?? ''];
    if (!state)
      throw new Error(`${incident} is "${row.incident_state}", which no ticket here can be.`);
    if (!tickets.has(incident)) tickets.set(incident, toTicket(row));
    steps.push({ incident, at: instantOf(row.sys_updated_at ?? ''), state });
  }
  // The log goes incident by incident; rows of one incident stay in their order where the minute is the same.
  return { tickets, steps: steps.sort((a, b) => a.at - b.at) };
}

function toTicket(row: Row): LoggedTicket {
  const [category = '?', subcategory = '?', symptom = '?'] = [
    row.category,
    row.subcategory,
    row.u_symptom,
  ];
  const known = (text: string) => (text === '?' ? null : text);
  const title = [known(category), known(subcategory), known(symptom)]
    .filter((part) => part !== null)
    .join(', ');
  return {
    type: 'incident',
    title: `${row.number}: ${title || 'reported by phone'}`,
    description: [
      `Reported by ${row.caller_id} (${row.location}) through ${row.contact_type}.`,
      `Category: ${category}. Subcategory: ${subcategory}. Symptom: ${symptom}. Item: ${row.cmdb_ci}.`,
      `Taken by ${row.opened_by} on ${row.opened_at}.`,
    ].join('\n'),
    impact: levelOf(row.impact),
    urgency: levelOf(row.urgency),
    category,
    source: 'phone',
    custom: { logNumber: row.number ?? '', group: row.assignment_group ?? '?' },
  };
}

/** `2 - Medium` is 2. */
function levelOf(text: string | undefined): Level {
  const level = Number(text?.[0]);
  if (level === 1 || level === 2 || level === 3) return level;
  throw new Error(`"${text}" is no impact or urgency.`);
}

/** `29-02-2016 01:23`. */
export function instantOf(text: string): number {
  const [, day, month, year, hour, minute] =
    /^(\d\d)-(\d\d)-(\d{4}) (\d\d):(\d\d)$/.exec(text) ?? [];
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute));
}

/** Comma-separated with a heading; a field may stand in double quotes (RFC 4180). */
export function parseCsv(text: string): Row[] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const match of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/g)) {
    const [whole, quoted, plain, end] = match;
    if (whole === '') break;
    row.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end !== ',') {
      rows.push(row);
      row = [];
    }
  }
  const [heading = [], ...body] = rows;
  return body
    .filter((fields) => fields.length === heading.length)
    .map((fields) => Object.fromEntries(heading.map((name, index) => [name, fields[index] ?? ''])));
}
