/** Whose working hours a length of time counts; with one calendar there is nothing to choose, and it is only named. */
import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { calendarsQuery, usualIn } from '#designer/client/calendars.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import styles from './panel.module.css';

/** No calendar has this key. */
const NONE = '*';

type Props = {
  readonly value: string | undefined;
  readonly readOnly: boolean;
  readonly onChange: (calendar: string | undefined) => void;
};

export const CalendarField = ({ value, readOnly, onChange }: Props) => {
  const say = useSay();
  const { data: calendars = [] } = useQuery(calendarsQuery);
  const usual = usualIn(calendars);
  if (!usual) return null;
  const isKnown = value === undefined || calendars.some(({ key }) => key === value);
  if (calendars.length === 1 && value === undefined)
    return <p className={styles.hint}>{say('canvas.duration.counts', { name: usual.name })}</p>;
  return (
    <Select
      label={say('canvas.duration.calendar')}
      data={[
        { value: NONE, label: say('canvas.duration.usual', { name: usual.name }) },
        ...calendars.map(({ key, name }) => ({ value: key, label: name })),
        ...(isKnown ? [] : [{ value, label: value }]),
      ]}
      value={value ?? NONE}
      error={isKnown ? undefined : say('canvas.duration.noCalendar', { key: value })}
      readOnly={readOnly}
      allowDeselect={false}
      onChange={(next) => next && onChange(next === NONE ? undefined : next)}
    />
  );
};
