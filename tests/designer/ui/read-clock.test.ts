/** A promise on the screen, which counts on by itself between two answers of the server. */
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { IntlProvider } from 'react-intl';
import { describe, expect, it } from 'vitest';
import type { TicketClock } from '#designer/client/types/tickets.ts';
import { messages } from '#designer/messages/en.ts';
import { useClockSaid } from '#designer/ui/clock-said.ts';
import { clockOrDue, readClock, runsBySeconds } from '#designer/ui/read-clock.ts';
import { aTicket } from '../support/tickets.ts';

const FRIDAY_NOON = '2026-11-20T12:00:00.000Z';
const at = (time: string) => Date.parse(`2026-11-${time}:00.000Z`);
const now = Date.parse(FRIDAY_NOON);

const clock = (part: Partial<TicketClock> = {}): TicketClock => ({
  name: 'Resolution',
  state: 'running',
  standing: 'running',
  hours: null,
  dueAt: '2026-11-20T16:00:00.000Z',
  remainingSeconds: 14_400,
  asOf: FRIDAY_NOON,
  ...part,
});

/** Eight business hours left at noon, open until five and again on Monday at nine. */
const inOffice = clock({
  dueAt: '2026-11-23T12:00:00.000Z',
  remainingSeconds: 8 * 3_600,
  hours: { open: true, closesAt: '2026-11-20T17:00:00.000Z', opensAt: '2026-11-23T09:00:00.000Z' },
});

type Said = ReturnType<ReturnType<typeof useClockSaid>>;
type Asked = { one: TicketClock; when: number; onSaid: (said: Said) => void };

function Reader({ one, when, onSaid }: Asked) {
  onSaid(useClockSaid()(one, when));
  return null;
}

function said(one: TicketClock, when: number): Said {
  const heard: Said[] = [];
  const reader = createElement(Reader, { one, when, onSaid: (words) => void heard.push(words) });
  const intl = { locale: 'en', timeZone: 'UTC', messages };
  renderToStaticMarkup(createElement(IntlProvider, intl, reader));
  const [words] = heard;
  if (!words) throw new Error('nothing was said');
  return words;
}

describe('a promise', () => {
  it('is calm, soon due, then over, without anybody asking the server again', () => {
    expect(readClock(clock(), now)).toMatchObject({ tone: 'calm', seconds: 14_400 });
    expect(readClock(clock(), at('20T15:30'))).toMatchObject({ tone: 'soon', seconds: 1_800 });
    expect(readClock(clock(), at('20T18:00'))).toMatchObject({ tone: 'over', seconds: 7_200 });
  });

  it('counts in the hours of its calendar, and stands still over the weekend', () => {
    expect(readClock(inOffice, at('20T16:00'))).toMatchObject({ seconds: 4 * 3_600, closed: null });
    expect(readClock(inOffice, at('21T10:00'))).toEqual({
      tone: 'calm',
      seconds: 3 * 3_600,
      closed: { until: '2026-11-23T09:00:00.000Z' },
    });
    expect(readClock(inOffice, at('23T11:30'))).toMatchObject({ tone: 'soon', seconds: 1_800 });
    expect(readClock(inOffice, at('23T12:30'))).toMatchObject({ tone: 'over', seconds: 1_800 });
  });

  it('keeps what was left while it is paused, also where it was missed before', () => {
    const paused = clock({ state: 'paused', standing: 'paused', dueAt: null });
    expect(readClock(paused, at('25T12:00'))).toMatchObject({ tone: 'paused', seconds: 14_400 });
    const missed = { ...paused, state: 'breached', remainingSeconds: -600 } as const;
    expect(readClock(missed, at('25T12:00'))).toMatchObject({ tone: 'over', seconds: 600 });
    expect(readClock(clock({ state: 'met' }), now)).toMatchObject({ tone: 'met', seconds: null });
  });

  it('runs by the second in its last hour and its first one over, and never while it is closed', () => {
    expect(runsBySeconds(clock(), now)).toBe(false);
    expect(runsBySeconds(clock(), at('20T15:30'))).toBe(true);
    expect(runsBySeconds(clock(), at('20T16:30'))).toBe(true);
    expect(runsBySeconds(clock(), at('20T17:30'))).toBe(false);
    expect(runsBySeconds({ ...inOffice, remainingSeconds: 5.5 * 3_600 }, at('21T10:00'))).toBe(
      false,
    );
  });

  it('counts every second until what somebody said by hand, as long as it is not finished', () => {
    const ticket = aTicket({ dueAt: '2026-11-20T16:00:00.000Z', status: 'in_progress' });
    const due = clockOrDue(ticket, 'Due');
    expect(due && readClock(due, at('20T15:30'))).toMatchObject({ tone: 'soon', seconds: 1_800 });
    expect(clockOrDue({ ...ticket, status: 'resolved' }, 'Due')).toBe(null);
    expect(clockOrDue({ ...ticket, clock: inOffice }, 'Due')).toBe(inOffice);
  });

  it('says which time it counts, when it is due, and when it counts again', () => {
    expect(said(clock(), at('20T15:17'))).toMatchObject({
      short: '43:00',
      whole: 'Resolution: 43m left, due today 04:00 PM',
    });
    expect(said(inOffice, at('22T10:00'))).toMatchObject({
      short: '3h',
      whole:
        'Resolution: 3h of service hours left, due tomorrow 12:00 PM, closed now, counts again tomorrow 09:00 AM',
    });
    expect(said(clock(), at('20T17:40'))).toMatchObject({
      short: '1h 40m over',
      whole: 'Resolution: 1h 40m over, was due today 04:00 PM',
    });
  });
});
