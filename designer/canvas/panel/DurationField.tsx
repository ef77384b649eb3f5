/** A number and a unit; business and wall time are different units, so that nobody has to guess what a day is. */
import { NumberInput, Select } from '@mantine/core';
import type { Duration } from '#engine/definition.ts';
import { useEditor } from '../editor/editor.tsx';
import { CalendarField } from './CalendarField.tsx';
import {
  BUSINESS_UNITS,
  type Edited,
  isWorkingTime,
  readDuration,
  unitIn,
  WALL_UNITS,
  writeDuration,
} from './duration.ts';
import { AddButton, RemoveButton } from './fields.tsx';
import styles from './panel.module.css';

const AMOUNT_MAX = 1_000_000;

type Props = {
  readonly label: string;
  readonly value: Duration | undefined;
  /** Whether there may be none. */
  readonly optional?: boolean;
  readonly fallback?: Duration;
  readonly onChange: (value: Duration | undefined) => void;
};

export const DurationField = ({ label, value, optional, fallback, onChange }: Props) => {
  const { say, readOnly, seal } = useEditor();
  if (!value) {
    return readOnly ? null : (
      <AddButton label={label} onClick={() => onChange(fallback ?? { businessHours: 8 })} />
    );
  }
  const { mixed, ...edited } = readDuration(value);
  const put = (part: Partial<Edited>) => onChange(writeDuration({ ...edited, ...part }));
  const items = (units: readonly string[]) =>
    units.map((one) => ({ value: one, label: say(`canvas.unit.${one}`) }));
  return (
    <>
      <div className={styles.row}>
        <NumberInput
          className={styles.amount}
          label={label}
          min={0}
          value={edited.amount}
          readOnly={readOnly || mixed}
          onBlur={seal}
          max={AMOUNT_MAX}
          onChange={(amount) =>
            typeof amount === 'number' && amount >= 0 && amount <= AMOUNT_MAX && put({ amount })
          }
        />
        <Select
          className={styles.grow}
          aria-label={say('canvas.duration.unit')}
          data={[
            { group: say('canvas.duration.business'), items: items(BUSINESS_UNITS) },
            { group: say('canvas.duration.wall'), items: items(WALL_UNITS) },
          ]}
          value={edited.unit}
          readOnly={readOnly || mixed}
          allowDeselect={false}
          onChange={(next) => {
            const unit = unitIn(next);
            if (unit) put({ unit });
          }}
        />
        {optional && !readOnly && (
          <RemoveButton
            label={say('canvas.field.remove', { what: label })}
            onClick={() => onChange(undefined)}
          />
        )}
      </div>
      {isWorkingTime(edited.unit) && (
        <CalendarField
          value={edited.calendar}
          readOnly={readOnly || mixed}
          onChange={(calendar) => put({ calendar })}
        />
      )}
    </>
  );
};
