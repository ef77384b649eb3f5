/** What a clock, a piece of it and a revision say, in words. */
import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import type {
  Clock,
  ClockCause,
  ClockRevision,
  ClockStand,
} from '#designer/client/types/tickets.ts';
import type { MessageId } from '#designer/messages/en.ts';
import type { StripPiece } from './clock-strip.ts';
import { useFieldWords } from './field-words.ts';
import { useText } from './locale.ts';
import { useDueText, useDuration } from './time.ts';

type Segment = Clock['segments'][number];
type Threshold = Clock['thresholds'][number];

export function useClockWords(clock: Clock) {
  const intl = useIntl();
  const t = useText();
  const fields = useFieldWords();
  const duration = useDuration();
  const dueText = useDueText();
  return useMemo(() => {
    const known = (id: string): id is MessageId => id in intl.messages;
    const moment = (at: string | number) =>
      intl.formatDate(at, {
        weekday: 'short',
        day: 'numeric',
        month: 'short',
        hour: '2-digit',
        minute: '2-digit',
      });
    const span = (from: string | number, to: string | number | null) => ({
      from: moment(from),
      to: to === null ? t('clock.now') : moment(to),
    });
    /** What happened then: an answer, or the status the ticket came to. */
    const because = ({ happening, status, label, by }: ClockCause): string | null => {
      const id = `clock.happening.${happening}`;
      const what = known(id)
        ? t(id, { reason: label ?? '' })
        : status === null
          ? null
          : t('clock.because.status', { status: fields.value('status', status) });
      return what !== null && by !== null ? t('clock.because.by', { what, name: by }) : what;
    };
    const withCause = (said: string, cause: ClockCause | null): string => {
      const why = cause && because(cause);
      return why ? t('clock.why', { said, why }) : said;
    };
    const hours = (calendar: Clock['calendar']): string =>
      calendar === null
        ? t('clock.hours.all')
        : t(calendar.zone === null ? 'clock.hours' : 'clock.hours.zone', {
            key: calendar.key,
            version: calendar.version,
            zone: calendar.zone ?? '',
          });
    const segment = ({ state, from, to, cause, calendar }: Segment): string => {
      const words = { state: t(`clock.counted.${state}`), ...span(from, to) };
      const said = withCause(t('clock.segment', words), cause);
      return state === 'running' ? t('clock.inHours', { said, hours: hours(calendar) }) : said;
    };
    const piece = ({ kind, from, to, isAhead, segment: place }: StripPiece): string => {
      const id = isAhead
        ? (`clock.piece.ahead.${kind}` as const)
        : (`clock.piece.${kind}` as const);
      const said = t(known(id) ? id : `clock.piece.${kind}`, {
        ...span(from, to),
        length: duration((to - from) / 1_000),
      });
      const cause = place === null ? null : (clock.segments[place]?.cause ?? null);
      return kind === 'paused' || kind === 'counted'
        ? withCause(said, isAhead ? null : cause)
        : said;
    };
    const threshold = ({ id, at, told }: Threshold): string =>
      t(told ? 'clock.threshold.told' : 'clock.threshold', {
        name: id === '#deadline' ? t('clock.deadline') : id,
        at: moment(at),
      });
    const reasons = ({ reasons: all }: ClockRevision): string =>
      intl.formatList(
        all.map((reason) =>
          known(`clock.reason.${reason}`) ? t(`clock.reason.${reason}` as MessageId) : reason,
        ),
      );
    /** What was decided otherwise than before: by which target, in which hours. */
    const otherwise = (revision: ClockRevision, before: ClockRevision): string[] => {
      const promise = ({ policy }: ClockRevision) => t('clock.policy', policy);
      const pairs = [
        [promise(before), promise(revision)],
        [hours(before.calendar), hours(revision.calendar)],
      ] as const;
      return pairs
        .filter(([was, is]) => was !== is)
        .map(([was, is]) => t('clock.otherwise', { was, is }));
    };
    const stand = ({ state, targetSeconds, dueAt }: ClockStand): string =>
      [
        t(`clock.${state}`),
        t('clock.promised', { time: duration(targetSeconds, { working: true }) }),
        ...(dueAt === null ? [] : [t('clock.due', { at: dueText(dueAt) })]),
      ].join(' · ');
    return { segment, piece, threshold, reasons, because, otherwise, stand };
  }, [intl, t, fields, duration, dueText, clock]);
}
