/** How long, or until when: by the clock or in working time, at a date, or at a date that the ticket holds. */
import { SegmentedControl, Select } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { LocalDates } from '#designer/ui/LocalDates.tsx';
import { useLocale } from '#designer/ui/locale.ts';
import { fromWall, nextHour, toWall } from '#designer/ui/wall-time.ts';
import type { Timer } from '#engine/definition.ts';
import { useEditor } from '../editor/editor.tsx';
import { DurationField } from '../panel/DurationField.tsx';

const KINDS = ['after', 'at', 'fact'] as const;

type Props = { readonly timer: Timer; readonly onChange: (timer: Timer, field: string) => void };

export const TimerFields = ({ timer, onChange }: Props) => {
  const { say, readOnly, facts } = useEditor();
  const { timeZone } = useLocale();
  const kind = KINDS.find((one) => one in timer) ?? 'after';
  const instants = facts.filter((fact) => fact.kind === 'instant' || fact.kind === 'any');
  return (
    <>
      <SegmentedControl
        fullWidth
        aria-label={say('canvas.timer.waits')}
        disabled={readOnly}
        value={kind}
        onChange={(next) => {
          if (next === 'after') onChange(FRESH_TIMER, 'timer');
          if (next === 'at') onChange({ at: nextHour(timeZone, Date.now()) }, 'timer');
          if (next === 'fact') onChange({ fact: 'ticket.dueAt' }, 'timer');
        }}
        data={KINDS.map((value) => ({ value, label: say(`canvas.timer.${value}`) }))}
      />
      {'after' in timer && (
        <DurationField
          label={say('canvas.timer.duration')}
          value={timer.after}
          onChange={(after) => after && onChange({ after }, 'after')}
        />
      )}
      {'at' in timer && (
        <LocalDates>
          <DateTimePicker
            label={say('canvas.timer.instant')}
            readOnly={readOnly}
            valueFormat="DD MMM YYYY HH:mm"
            value={toWall(timeZone, timer.at).replace('T', ' ') || null}
            onChange={(value) => {
              const at = value === null ? undefined : fromWall(timeZone, value);
              if (at !== undefined) onChange({ at }, 'at');
            }}
          />
        </LocalDates>
      )}
      {'fact' in timer && (
        <Select
          label={say('canvas.timer.which')}
          data={[
            ...instants.map(({ path, label }) => ({ value: path, label })),
            ...(instants.some(({ path }) => path === timer.fact)
              ? []
              : [{ value: timer.fact, label: timer.fact }]),
          ]}
          value={timer.fact}
          readOnly={readOnly}
          searchable
          allowDeselect={false}
          onChange={(fact) => fact && onChange({ ...timer, fact }, 'fact')}
        />
      )}
      {'fact' in timer && (
        <DurationField
          optional
          label={say('canvas.timer.before')}
          value={timer.before}
          fallback={{ businessDays: 2 }}
          onChange={(before) =>
            onChange({ fact: timer.fact, ...(before ? { before } : {}) }, 'before')
          }
        />
      )}
    </>
  );
};

export const FRESH_TIMER: Timer = { after: { businessHours: 8 } };
