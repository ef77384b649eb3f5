/**
 * Weeks of shifts: each layer a row, and below them who really is on call. A shift can be opened, and where somebody may be
 * put in, one can draw over the last row; whoever does not draw has a form for the same.
 */
import { type PointerEvent, useRef, useState } from 'react';
import { useIntl } from 'react-intl';
import { useMe } from '#designer/client/me.ts';
import type { Gap, LayerRow, Shift } from '#designer/client/types/rotas.ts';
import { directionOf, useLocale, useText } from '#designer/ui/locale.ts';
import { useNow } from '#designer/ui/time.ts';
import classes from './Timeline.module.css';
import { daysOf, drawn, placeOf, pressedPlaceOf, type Window } from './timeline.ts';
import { useMoment, useShiftWords } from './words.ts';

export type Span = { from: string; to: string };
type Props = {
  timeZone: string;
  window: Window;
  layers: readonly LayerRow[];
  schedule: readonly Shift[];
  gaps: readonly Gap[];
  /** Left out, nobody may be put in. */
  onPick?: ((span: Span) => void) | undefined;
};

export function Timeline({ timeZone, window, layers, schedule, gaps, onPick }: Props) {
  const t = useText();
  const intl = useIntl();
  const now = new Date(useNow()).toISOString();
  const days = daysOf(timeZone, window);
  const isNow = window.from <= Date.parse(now) && Date.parse(now) < window.to;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <section className={classes.scroll} aria-label={t('onCall.timeline')} tabIndex={0}>
      <div className={classes.chart} style={{ minInlineSize: 116 + days.length * 34 }}>
        <div className={classes.days} aria-hidden="true">
          {days.map((at) => (
            <span
              key={at}
              className={classes.day}
              style={placeOf(window, {
                from: new Date(at).toISOString(),
                to: new Date(window.to).toISOString(),
              })}
            >
              <span>{intl.formatDate(at, { weekday: 'narrow', timeZone })}</span>
              <span>{intl.formatDate(at, { day: 'numeric', timeZone })}</span>
            </span>
          ))}
        </div>
        {layers.map((layer) => (
          <Row key={layer.id} name={layer.name}>
            {layer.shifts.map((shift) => (
              <Block key={shift.from} {...{ shift, window, timeZone }} />
            ))}
          </Row>
        ))}
        <Row name={t('onCall.schedule')} isLast window={window} onDraw={onPick}>
          {schedule.map((shift) => (
            <Block key={shift.from} {...{ shift, window, timeZone, onPick }} />
          ))}
          {gaps.map((gap) => (
            <GapMark key={gap.from} {...{ gap, window, timeZone, onPick }} />
          ))}
          {isNow && (
            <span
              className={classes.now}
              style={{ insetInlineStart: placeOf(window, { from: now, to: now }).insetInlineStart }}
              aria-hidden="true"
            />
          )}
        </Row>
      </div>
    </section>
  );
}

type RowProps = {
  name: string;
  children: React.ReactNode;
  isLast?: boolean;
  window?: Window;
  onDraw?: ((span: Span) => void) | undefined;
};

function Row({ name, children, isLast = false, window, onDraw }: RowProps) {
  const { locale } = useLocale();
  const track = useRef<HTMLUListElement>(null);
  const [pull, setPull] = useState<{ from: number; to: number } | null>(null);
  const partOf = (event: PointerEvent): number => {
    const box = track.current?.getBoundingClientRect();
    if (!box || box.width === 0) return 0;
    const part = (event.clientX - box.left) / box.width;
    return directionOf(locale) === 'rtl' ? 1 - part : part;
  };
  const span = pull && window ? drawn(window, pull.from, pull.to) : null;
  const draws = onDraw && window;
  return (
    <div className={classes.row} data-last={isLast || undefined}>
      <span className={classes.name} dir="auto">
        {name}
      </span>
      <ul
        ref={track}
        className={classes.track}
        data-draws={draws ? true : undefined}
        onPointerDown={(event) => {
          if (!draws || event.button !== 0 || event.pointerType === 'touch') return;
          const part = partOf(event);
          setPull({ from: part, to: part });
        }}
        onPointerMove={(event) => {
          if (!pull) return;
          // Only what is drawn is caught: a press alone opens the shift under it.
          if (Math.abs(partOf(event) - pull.from) > 0.004)
            event.currentTarget.setPointerCapture(event.pointerId);
          setPull({ ...pull, to: partOf(event) });
        }}
        onPointerUp={(event) => {
          // Where it is let go, and not where it was drawn last: a browser that is busy may not have drawn that yet.
          const isDrawn = event.currentTarget.hasPointerCapture(event.pointerId);
          const meant = isDrawn && pull && draws ? drawn(window, pull.from, partOf(event)) : null;
          if (meant) onDraw?.(meant);
          setPull(null);
        }}
        onPointerCancel={() => setPull(null)}
      >
        {children}
        {span && window && (
          <li className={classes.drawn} style={placeOf(window, span)} aria-hidden="true" />
        )}
      </ul>
    </div>
  );
}

type InWindow = {
  window: Window;
  timeZone: string;
  onPick?: ((span: Span) => void) | undefined;
};

function Block({ shift, window, timeZone, onPick }: InWindow & { shift: Shift }) {
  const me = useMe();
  const words = useShiftWords(timeZone)(shift);
  const inner = (
    <span className={classes.who} dir="auto" aria-hidden="true">
      {shift.change && (shift.change.kind === 'swap' ? '⇄ ' : '↷ ')}
      {shift.person.name}
    </span>
  );
  const shared = {
    className: classes.block,
    title: words,
    'data-mine': shift.person.id === me.user.id || undefined,
    'data-changed': shift.change ? true : undefined,
    'data-inactive': !shift.person.active || undefined,
  };
  return (
    <li className={classes.place} style={pressedPlaceOf(window, shift)}>
      {onPick && Date.parse(shift.to) > Date.now() ? (
        <button type="button" {...shared} aria-label={words} onClick={() => onPick(shift)}>
          {inner}
        </button>
      ) : (
        <span {...shared}>
          <span className="p-hidden">{words}</span>
          {inner}
        </span>
      )}
    </li>
  );
}

function GapMark({ gap, window, timeZone, onPick }: InWindow & { gap: Gap }) {
  const t = useText();
  const moment = useMoment(timeZone);
  if (gap.reason === 'inactive') return null;
  const words = t('onCall.gap', { from: moment(gap.from), to: moment(gap.to) });
  const shared = { className: classes.gap, title: words };
  const mark = <span aria-hidden="true">{t('onCall.gap.mark')}</span>;
  return (
    <li className={classes.place} style={pressedPlaceOf(window, gap)}>
      {onPick && Date.parse(gap.to) > Date.now() ? (
        <button type="button" {...shared} aria-label={words} onClick={() => onPick(gap)}>
          {mark}
        </button>
      ) : (
        <span {...shared}>
          <span className="p-hidden">{words}</span>
          {mark}
        </span>
      )}
    </li>
  );
}
