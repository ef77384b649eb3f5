/**
 * A promise as a bar: how much of its time is used. Below it opens where the clock ran, where it stood still and why:
 * nobody should have to believe a clock.
 */
import { useIntl } from 'react-intl';
import type { Clock } from '#designer/client/types/tickets.ts';
import classes from './ClockStrip.module.css';
import { barOf, type ClockPiece, piecesOf } from './clock-strip.ts';
import { useFieldWords } from './field-words.ts';
import { type Say, useText } from './locale.ts';
import { useDueText, useDuration } from './time.ts';

export function ClockStrip({ clock }: { clock: Clock }) {
  const t = useText();
  const intl = useIntl();
  const duration = useDuration();
  const dueText = useDueText();
  const words = useFieldWords();
  const bar = barOf(clock);
  const used = t('clock.target', {
    time: duration(clock.targetSeconds, { working: true }),
    elapsed: duration(clock.elapsedSeconds, { working: true }),
  });
  const moment = (at: number) =>
    intl.formatDate(at, {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
    });
  const describe = ({ state, from, to, cause }: ClockPiece) => {
    const said = {
      state: t(state === 'paused' ? 'clock.counted.paused' : 'clock.counted.running'),
      from: moment(from),
      to: to === null ? t('clock.now') : moment(to),
    };
    // What made the change is told by the timeline; what it was counted by is the ticket's state.
    return cause !== null && `status.${cause}` in intl.messages
      ? t('clock.segment.status', { ...said, status: words.value('status', cause) })
      : t('clock.segment', said);
  };
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
        <span className={classes.state}>{stateWord(t, clock.state)}</span>
      </div>
      <div className={classes.strip} aria-hidden="true">
        <span className={classes.used} style={{ inlineSize: `${bar.used * 100}%` }} />
        {bar.target !== null && (
          <span className={classes.mark} style={{ insetInlineStart: `${bar.target * 100}%` }} />
        )}
      </div>
      {clock.dueAt !== null && (
        <p className={classes.due}>{t('clock.due', { at: dueText(clock.dueAt) })}</p>
      )}
      <p className={classes.target}>{used}</p>
      {clock.segments.length > 0 && (
        <details className={classes.pieces}>
          <summary>{t('clock.segments')}</summary>
          <ol>
            {piecesOf(clock).map((piece) => (
              <li key={piece.from}>{describe(piece)}</li>
            ))}
          </ol>
        </details>
      )}
    </section>
  );
}

function stateWord(t: Say, state: string): string {
  switch (state) {
    case 'running':
    case 'paused':
    case 'met':
    case 'breached':
    case 'cancelled':
    case 'outside':
      return t(`clock.${state}`);
    default:
      return state;
  }
}
