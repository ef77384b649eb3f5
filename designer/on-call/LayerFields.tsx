/** One layer: who, how long a turn is and when it is handed over, at which hours, and what holidays do. */
import { ActionIcon, Checkbox, NumberInput, Select, TextInput, Tooltip } from '@mantine/core';
import { IconArrowDown, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { calendarsQuery } from '#designer/client/calendars.ts';
import { fieldError, isProblem } from '#designer/client/problem.ts';
import { useText } from '#designer/ui/locale.ts';
import { WEEKDAYS } from '#engine/calendar/week.ts';
import { HoursFields, useWeekdayName } from './HoursFields.tsx';
import { LayerPeople } from './LayerPeople.tsx';
import classes from './on-call.module.css';
import type { LayerDraft } from './plan-draft.ts';

const TAKES = ['none', 'also', 'only', 'never'] as const;
const UNITS = ['day', 'week'] as const;

type Props = {
  layer: LayerDraft;
  index: number;
  problem: unknown;
  onChange: (layer: LayerDraft) => void;
  onRemove: () => void;
  /** Left out where it is the last. */
  onDown?: (() => void) | undefined;
};

export function LayerFields({ layer, index, problem, onChange, onRemove, onDown }: Props) {
  const t = useText();
  const nameOf = useWeekdayName();
  const calendars = useQuery(calendarsQuery).data ?? [];
  const number = index + 1;
  const wrong = (field: string) => fieldError(problem, `/layers/${index}/${field}`);
  const set = (change: Partial<LayerDraft>) => onChange({ ...layer, ...change });
  return (
    <fieldset className={classes.layer}>
      <legend>{t('onCall.layer', { number })}</legend>
      <div className={classes.head}>
        <TextInput
          label={t('onCall.layer.name')}
          value={layer.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={wrong('name')}
          required
          withAsterisk={false}
        />
        <span className={classes.acts}>
          {onDown && (
            <Tooltip label={t('onCall.layer.down', { number })}>
              <ActionIcon aria-label={t('onCall.layer.down', { number })} onClick={onDown}>
                <IconArrowDown size={16} />
              </ActionIcon>
            </Tooltip>
          )}
          <Tooltip label={t('onCall.layer.remove', { number })}>
            <ActionIcon aria-label={t('onCall.layer.remove', { number })} onClick={onRemove}>
              <IconTrash size={16} />
            </ActionIcon>
          </Tooltip>
        </span>
      </div>
      <LayerPeople
        people={layer.people}
        onChange={(people) => set({ people })}
        problem={peopleProblem(problem, index)}
      />
      <div className={classes.fields}>
        <NumberInput
          label={t('onCall.every')}
          value={layer.every}
          min={1}
          max={52}
          clampBehavior="strict"
          onChange={(every) => set({ every: Math.max(1, Number(every)) })}
          error={wrong('rotation/every')}
        />
        <Select
          label={t('onCall.unit')}
          data={UNITS.map((value) => ({ value, label: t(`onCall.unit.${value}`) }))}
          value={layer.unit}
          allowDeselect={false}
          onChange={(unit) => set({ unit: unit === 'day' ? 'day' : 'week' })}
        />
        {layer.unit === 'week' && (
          <Select
            label={t('onCall.weekday')}
            data={WEEKDAYS.map((value, place) => ({ value, label: nameOf(place) }))}
            value={layer.weekday}
            allowDeselect={false}
            onChange={(next) => {
              const weekday = WEEKDAYS.find((day) => day === next);
              if (weekday) set({ weekday });
            }}
          />
        )}
        <TextInput
          type="time"
          label={t('onCall.at')}
          value={layer.at}
          onChange={(event) => set({ at: event.currentTarget.value })}
          error={wrong('rotation/at')}
          required
          withAsterisk={false}
        />
        <TextInput
          type="date"
          label={t('onCall.startsOn')}
          value={layer.startsOn}
          onChange={(event) => set({ startsOn: event.currentTarget.value })}
          error={wrong('startsOn')}
          required
          withAsterisk={false}
        />
        <TextInput
          type="date"
          label={`${t('onCall.endsOn')} ${t('common.optional')}`}
          value={layer.endsOn}
          onChange={(event) => set({ endsOn: event.currentTarget.value })}
          error={wrong('endsOn')}
        />
      </div>
      <Checkbox
        label={t('onCall.hours')}
        checked={layer.isLimited}
        onChange={(event) => set({ isLimited: event.currentTarget.checked })}
      />
      {layer.isLimited && <HoursFields value={layer.hours} onChange={(hours) => set({ hours })} />}
      <div className={classes.fields}>
        <Select
          label={t('onCall.holidays')}
          data={TAKES.map((value) => ({ value, label: t(`onCall.holidays.${value}`) }))}
          value={layer.take}
          allowDeselect={false}
          onChange={(next) => {
            const take = TAKES.find((one) => one === next) ?? 'none';
            set({ take, calendar: layer.calendar ?? calendars[0]?.key ?? null });
          }}
        />
        {layer.take !== 'none' && (
          <Select
            label={t('onCall.holidays.calendar')}
            data={calendars.map(({ key, name }) => ({ value: key, label: name }))}
            value={layer.calendar}
            allowDeselect={false}
            onChange={(calendar) => set({ calendar })}
            error={wrong('holidays/calendar')}
          />
        )}
      </div>
    </fieldset>
  );
}

/** Whichever of them it is about. */
const peopleProblem = (problem: unknown, index: number): string | undefined =>
  isProblem(problem)
    ? problem.errors.find(({ pointer }) => pointer.startsWith(`/layers/${index}/people`))?.detail
    : undefined;
