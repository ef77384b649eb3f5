/** What is asked of a forecast: which tickets, how far ahead, and what if. A slider asks when it is let go. */
import { NumberInput, SegmentedControl, Select, Slider } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useIntl } from 'react-intl';
import type { ForecastAsked, ForecastResult } from '#designer/client/types/forecasts.ts';
import { useText } from '#designer/ui/locale.ts';
import { TICKET_TYPES } from '#engine/definition.ts';
import classes from './forecast.module.css';

const DAYS = [7, 14, 28];

type Props = {
  readonly asked: ForecastAsked;
  readonly result: ForecastResult | null;
  /** Of queues, by their keys. */
  readonly names: ReadonlyMap<string, string>;
  readonly onAsk: (asked: ForecastAsked) => void;
};

export function AskForm({ asked, result, names, onAsk }: Props) {
  const t = useText();
  const queues = [
    ...new Set([...(result?.queues.map(({ queue }) => queue) ?? []), ...Object.keys(asked.staff)]),
  ];
  const staffed = (queue: string, people: number | null) => {
    const { [queue]: _, ...others } = asked.staff;
    onAsk({ ...asked, staff: people === null ? others : { ...others, [queue]: people } });
  };
  return (
    <section className={classes.ask} aria-label={t('forecast.whatIf')}>
      <Select
        label={t('forecast.type')}
        data={TICKET_TYPES.map((type) => ({ value: type, label: t(`type.${type}`) }))}
        value={asked.type}
        allowDeselect={false}
        onChange={(type) => type && onAsk({ ...asked, type, staff: {} })}
      />
      <div>
        <span className={classes.label} id="forecast-days">
          {t('forecast.days')}
        </span>
        <SegmentedControl
          aria-labelledby="forecast-days"
          fullWidth
          value={String(asked.days)}
          onChange={(days) => onAsk({ ...asked, days: Number(days) })}
          data={DAYS.map((days) => ({
            value: String(days),
            label: t('forecast.daysOf', { days }),
          }))}
        />
      </div>
      <Times
        label={t('forecast.arrivals')}
        value={asked.arrivals}
        most={3}
        onAsk={(arrivals) => onAsk({ ...asked, arrivals })}
      />
      <Times
        label={t('forecast.targets')}
        value={asked.targets}
        least={0.2}
        most={4}
        onAsk={(targets) => onAsk({ ...asked, targets })}
      />
      {result?.knowsWork &&
        queues.map((queue) => (
          <NumberInput
            key={queue}
            label={t('forecast.staff', { queue: names.get(queue) ?? queue })}
            placeholder={t('forecast.staffUsual')}
            min={0}
            max={1_000}
            value={asked.staff[queue] ?? ''}
            onChange={(people) => staffed(queue, typeof people === 'number' ? people : null)}
          />
        ))}
    </section>
  );
}

type TimesProps = {
  readonly label: string;
  readonly value: number;
  readonly least?: number;
  readonly most: number;
  readonly onAsk: (value: number) => void;
};

function Times({ label, value, least = 0, most, onAsk }: TimesProps) {
  const intl = useIntl();
  const [held, setHeld] = useState(value);
  useEffect(() => setHeld(value), [value]);
  const said = `× ${intl.formatNumber(held, { maximumFractionDigits: 1 })}`;
  return (
    <div>
      <span className={classes.label}>
        {label} <strong>{said}</strong>
      </span>
      <Slider
        thumbLabel={label}
        thumbValueText={said}
        min={least}
        max={most}
        step={0.1}
        label={null}
        marks={[{ value: 1 }]}
        value={held}
        onChange={setHeld}
        onChangeEnd={onAsk}
      />
    </div>
  );
}
