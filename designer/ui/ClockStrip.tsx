/**
 * A promise as a strip of time: what was counted, when nobody was there, when it stood still, and what is still to come, with
 * its thresholds. Each piece says why; below stand the revisions, with before and after. Nobody should have to believe a clock.
 */
import { useState } from 'react';
import { useIntl } from 'react-intl';
import type { Clock, ClockRevision } from '#designer/client/types/tickets.ts';
import classes from './ClockStrip.module.css';
import { closedUntil, type Strip, type StripPiece, stripOf } from './clock-strip.ts';
import { useClockWords } from './clock-words.ts';
import { useText } from './locale.ts';
import { useDueText, useDuration, useNow } from './time.ts';

export function ClockStrip({ clock }: { clock: Clock }) {
  const t = useText();
  const now = useNow();
  const duration = useDuration();
  const dueText = useDueText();
  const words = useClockWords(clock);
  const strip = stripOf(clock, now);
  const closed = closedUntil(clock, strip, now);
  const working = clock.calendar !== null;
  const measure = t(`targets.measure.${clock.measures}`);
  const about = [
    ...(measure === clock.name ? [] : [measure]),
    ...(clock.kind === 'sla' ? [] : [t(`clock.kind.${clock.kind}`)]),
  ];
  const used = t(working ? 'clock.target' : 'clock.targetWall', {
    time: duration(clock.targetSeconds, { working }),
    elapsed: duration(clock.elapsedSeconds, { working }),
  });
  return (
    <section
      className={classes.clock}
      data-state={clock.state}
      aria-label={t('clock.strip', { name: clock.name })}
    >
      <div className={classes.head}>
        <span className={classes.name} dir="auto">
          {clock.name}
        </span>
        {about.length > 0 && <span className={classes.kind}>{about.join(' · ')}</span>}
        <span className={classes.state}>{t(`clock.${clock.state}`)}</span>
      </div>
      <StripBar strip={strip} say={words.piece} />
      {clock.dueAt !== null && (
        <p className={classes.due}>{t('clock.due', { at: dueText(clock.dueAt) })}</p>
      )}
      {closed !== null && (
        <p className={classes.target}>
          {t('clock.closedUntil', { at: dueText(new Date(closed).toISOString()) })}
        </p>
      )}
      <p className={classes.target}>{used}</p>
      {clock.segments.length > 0 && (
        <details className={classes.pieces}>
          <summary>{t('clock.segments')}</summary>
          <ol>
            {clock.segments.map((segment) => (
              <li key={`${segment.from}-${segment.state}`}>{words.segment(segment)}</li>
            ))}
          </ol>
          {clock.thresholds.length > 0 && (
            <ul>
              {clock.thresholds.map((threshold) => (
                <li key={`${threshold.id}-${threshold.nth}`}>{words.threshold(threshold)}</li>
              ))}
            </ul>
          )}
        </details>
      )}
      {clock.revisions.length > 1 && <Revisions clock={clock} />}
    </section>
  );
}

/** What a piece says stands below the strip while it is pointed at or has the focus; the arrows go from one to the next. */
function StripBar({ strip, say }: { strip: Strip; say: (piece: StripPiece) => string }) {
  const t = useText();
  const [shown, setShown] = useState<number | null>(null);
  const piece = shown === null ? undefined : strip.pieces[shown];
  if (strip.pieces.length === 0) return null;
  const go = (step: number) =>
    setShown((at) => Math.min(Math.max((at ?? -1) + step, 0), strip.pieces.length - 1));
  return (
    <>
      <div
        className={classes.strip}
        role="slider"
        tabIndex={0}
        aria-label={t('clock.pieces')}
        aria-valuemin={1}
        aria-valuemax={strip.pieces.length}
        aria-valuenow={(shown ?? 0) + 1}
        aria-valuetext={say(piece ?? (strip.pieces[0] as StripPiece))}
        onFocus={() => setShown((at) => at ?? 0)}
        onBlur={() => setShown(null)}
        onMouseOver={({ target }) => {
          const place = target instanceof HTMLElement ? target.dataset.place : undefined;
          if (place !== undefined) setShown(Number(place));
        }}
        onMouseLeave={() => setShown(null)}
        onKeyDown={(event) => {
          const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
          if (step === undefined) return;
          event.preventDefault();
          go(step);
        }}
      >
        {strip.pieces.map((one, index) => (
          <span
            key={one.from}
            className={classes.piece}
            data-kind={one.kind}
            data-ahead={one.isAhead || undefined}
            data-shown={index === shown || undefined}
            style={{ flexGrow: one.share * 1_000 }}
            data-place={index}
          />
        ))}
        {strip.marks.map((mark) => (
          <span
            key={mark.id}
            className={classes.mark}
            data-told={mark.isTold || undefined}
            style={{ insetInlineStart: `${mark.place * 100}%` }}
          />
        ))}
      </div>
      <p className={classes.why} aria-hidden="true">
        {piece ? say(piece) : ' '}
      </p>
    </>
  );
}

function Revisions({ clock }: { clock: Clock }) {
  const t = useText();
  return (
    <details className={classes.pieces}>
      <summary>{t('clock.revisions', { count: clock.revisions.length - 1 })}</summary>
      <ol>
        {clock.revisions.slice(1).map((revision, index) => (
          <li key={revision.number}>
            <Revision clock={clock} revision={revision} last={clock.revisions[index]} />
          </li>
        ))}
      </ol>
    </details>
  );
}

function Revision({
  clock,
  revision,
  last,
}: {
  clock: Clock;
  revision: ClockRevision;
  /** The one before it. */
  last: ClockRevision | undefined;
}) {
  const intl = useIntl();
  const words = useClockWords(clock);
  const { before, after } = revision;
  const because = words.because(revision.cause);
  return (
    <>
      <strong>{words.reasons(revision)}</strong>{' '}
      <time dateTime={revision.at}>
        {intl.formatDate(revision.at, { dateStyle: 'medium', timeStyle: 'short' })}
      </time>
      {because !== null && (
        <>
          <br />
          <span dir="auto">{because}</span>
        </>
      )}
      {(last ? words.otherwise(revision, last) : []).map((line) => (
        <span key={line} className={classes.otherwise} dir="auto">
          {line}
        </span>
      ))}
      {before && after && words.stand(before) !== words.stand(after) && (
        <span className={classes.otherwise}>
          {words.stand(before)} → {words.stand(after)}
        </span>
      )}
    </>
  );
}
