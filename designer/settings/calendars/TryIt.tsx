/** Business time tried out, as the server counts it: so many hours from an instant on, or those between two. */
import { Button, NumberInput, SegmentedControl, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useIntl } from 'react-intl';
import { compute } from '#designer/client/calendars.ts';
import type { CalendarRecord } from '#designer/client/types/calendars.ts';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { fromWall, nextHour, toWall } from '#designer/ui/wall-time.ts';
import classes from './CalendarPage.module.css';

type What = 'add' | 'between';

export function TryIt({ calendar, isChanged }: { calendar: CalendarRecord; isChanged: boolean }) {
  const t = useText();
  const intl = useIntl();
  const { key, timeZone, version } = calendar;
  const [what, setWhat] = useState<What>('add');
  const [from, setFrom] = useState(() => toWall(timeZone, nextHour(timeZone, Date.now())));
  const [to, setTo] = useState('');
  const [hours, setHours] = useState(8);
  const [answer, setAnswer] = useState<string | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  const count = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    setAnswer(null);
    const begin = fromWall(timeZone, from);
    const rest =
      what === 'add' ? { businessSeconds: hours * 3_600 } : { to: fromWall(timeZone, to) };
    try {
      const { at, businessSeconds = 0 } = await compute(key, { from: begin, ...rest });
      setAnswer(
        at === undefined
          ? t('calendars.try.amount', { hours: Math.round(businessSeconds / 36) / 100 })
          : t('calendars.try.until', { time: intl.formatDate(at, { ...INSTANT, timeZone }) }),
      );
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section aria-labelledby="calendar-try">
      <h2 id="calendar-try" className={classes.heading}>
        {t('calendars.try')}
      </h2>
      <p className={classes.help}>{t('calendars.try.zone', { zone: timeZone })}</p>
      <form className={classes.try} onSubmit={(event) => void count(event)}>
        <SegmentedControl
          aria-label={t('calendars.try')}
          value={what}
          onChange={(value) => {
            setAnswer(null);
            setWhat(value === 'between' ? 'between' : 'add');
          }}
          data={(['add', 'between'] as const).map((one) => ({
            value: one,
            label: t(`calendars.try.${one}`),
          }))}
        />
        <TextInput
          type="datetime-local"
          label={t('calendars.try.from')}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
          required
          withAsterisk={false}
        />
        {what === 'add' ? (
          <NumberInput
            label={t('calendars.try.hours')}
            value={hours}
            min={0}
            max={100_000}
            onChange={(value) => setHours(Number(value) || 0)}
          />
        ) : (
          <TextInput
            type="datetime-local"
            label={t('calendars.try.to')}
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
            required
            withAsterisk={false}
          />
        )}
        <Button type="submit" variant="default" loading={busy}>
          {t('calendars.try.count')}
        </Button>
      </form>
      {isChanged && <p className={classes.help}>{t('calendars.try.saved', { version })}</p>}
      {problem !== null && <ProblemNotice error={problem} compact />}
      <p className={classes.answer} role="status">
        {answer}
      </p>
    </section>
  );
}

const INSTANT = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
} as const;
