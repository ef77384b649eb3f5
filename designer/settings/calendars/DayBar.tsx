/**
 * The 24 hours of a day as a bar. Dragging opens a stretch, moves one or one of its ends; what comes of it is shown while
 * dragging and taken at the end. Each stretch can be reached and changed with the keyboard too.
 */
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { useText } from '#designer/ui/locale.ts';
import type { Hours } from '#engine/calendar/differences.ts';
import classes from './DayHours.module.css';
import { dragged, type Grip, gripAt, nudged, STEP, toMinutes } from './week-drag.ts';

const DAY = 24 * 60;
/** How far from its end a pointer still has hold of the end. */
const REACH_PX = 8;

type Props = {
  name: string;
  hours: Hours;
  onChange: (hours: Hours) => void;
  /** Something is typed that cannot be read: a drag would overwrite it. */
  isUnread: boolean;
};

export function DayBar({ name, hours, onChange, isUnread }: Props) {
  const t = useText();
  const bar = useRef<HTMLDivElement>(null);
  const grip = useRef<Grip | null>(null);
  const [shown, setShown] = useState<Hours | null>(null);

  const minuteOf = (event: PointerEvent): { minute: number; reach: number } => {
    const { left, right, width } = bar.current?.getBoundingClientRect() ?? new DOMRect();
    const isRtl = bar.current !== null && getComputedStyle(bar.current).direction === 'rtl';
    const part = (isRtl ? right - event.clientX : event.clientX - left) / Math.max(1, width);
    return {
      minute: Math.max(0, Math.min(1, part)) * DAY,
      reach: (REACH_PX / Math.max(1, width)) * DAY,
    };
  };
  const begin = (event: PointerEvent) => {
    if (isUnread || event.button !== 0) return;
    const { minute, reach } = minuteOf(event);
    grip.current = gripAt(hours, minute, reach);
    bar.current?.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent) => {
    if (grip.current) setShown(dragged(hours, grip.current, minuteOf(event).minute));
  };
  const end = () => {
    if (grip.current && shown) onChange(shown);
    grip.current = null;
    setShown(null);
  };
  const drop = () => {
    grip.current = null;
    setShown(null);
  };
  const press = (event: KeyboardEvent, index: number) => {
    const isRtl = bar.current !== null && getComputedStyle(bar.current).direction === 'rtl';
    const forward = isRtl ? 'ArrowLeft' : 'ArrowRight';
    const by = event.key === forward ? STEP : /^Arrow(Left|Right)$/.test(event.key) ? -STEP : 0;
    if (by !== 0) onChange(nudged(hours, index, event.shiftKey ? 'from' : 'to', by));
    else if (event.key === 'Delete' || event.key === 'Backspace')
      onChange(hours.filter((_, at) => at !== index));
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={bar}
      className={classes.bar}
      data-bar={name}
      data-unread={isUnread}
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={drop}
    >
      {(shown ?? hours).map((stretch, index) => {
        const [from, to] = toMinutes(stretch);
        return (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: the focus stays on a stretch while its ends move.
            key={index}
            type="button"
            className={classes.stretch}
            aria-label={t('calendars.stretch', { day: name, from: stretch[0], to: stretch[1] })}
            style={{
              insetInlineStart: `${(from / DAY) * 100}%`,
              inlineSize: `${((to - from) / DAY) * 100}%`,
            }}
            onKeyDown={(event) => press(event, index)}
          />
        );
      })}
    </div>
  );
}
