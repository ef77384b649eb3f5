/**
 * A promise as a strip of time: where the clock ran, where it stood still and why, where now is and where the promise
 * ends. The same is there as a list for those who cannot see the strip; nobody should have to believe a clock.
 */
import { Tooltip } from '@mantine/core';
import { useIntl } from 'react-intl';
import type { Clock } from '#designer/client/types.ts';
import classes from './ClockStrip.module.css';
import { type StripPart, stripOf } from './clock-strip.ts';
import { useFieldWords } from './field-words.ts';
import { type Say, useText } from './locale.ts';
import { exact, useDueText, useDuration, useNow } from './time.ts';

export function ClockStrip({ clock }: { clock: Clock }) {
  const t = useText();
  const intl = useIntl();
  const now = useNow();
  const duration = useDuration();
  const dueText = useDueText();
  const words = useFieldWords();
  const strip = stripOf(clock, now);
  const describe = (part: StripPart) =>
    t('clock.segment', {
      state: stateWord(t, part.state),
      from: exact(intl, part.from),
      to: exact(intl, part.to),
      cause: part.cause === null ? '' : words.value('status', part.cause),
    });
  return (
    <section
      className={classes.clock}
      data-state={clock.state}
      aria-label={t('clock.strip', { name: clock.name })}
    >
      <div className={classes.head}>
        <span className={classes.name}>{clock.name}</span>
        <span className={classes.state}>{stateWord(t, clock.state)}</span>
      </div>
      <div className={classes.strip} aria-hidden="true">
        {strip.parts.map((part) => (
          <Tooltip key={part.from} label={describe(part)} multiline maw={320}>
            <span
              className={classes.part}
              data-state={part.state}
              style={{ inlineSize: `${part.share * 100}%` }}
            />
          </Tooltip>
        ))}
        {strip.now !== null && (
          <span className={classes.now} style={{ insetInlineStart: `${strip.now * 100}%` }} />
        )}
        {strip.due !== null && (
          <span className={classes.mark} style={{ insetInlineStart: `${strip.due * 100}%` }} />
        )}
      </div>
      <ol className="p-hidden">
        {strip.parts.map((part) => (
          <li key={part.from}>{describe(part)}</li>
        ))}
      </ol>
      {clock.dueAt !== null && (
        <p className={classes.due}>{t('clock.due', { at: dueText(clock.dueAt) })}</p>
      )}
      <p className={classes.target}>
        {t('clock.target', {
          time: duration(clock.targetSeconds, { working: true }),
          elapsed: duration(clock.elapsedSeconds, { working: true }),
        })}
      </p>
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
