/** A day of the week and a time on the clock: how a story says when. */
import { Select, TextInput } from '@mantine/core';
import { useSay } from '#designer/ui/diagram/say.ts';
import styles from './rehearse.module.css';
import { WEEKDAYS } from './words.ts';

type Props = {
  readonly label: string;
  readonly day: string;
  readonly clock: string;
  readonly error?: string;
  readonly onChange: (day: string, clock: string) => void;
};

export const MomentField = ({ label, day, clock, error, onChange }: Props) => {
  const say = useSay();
  return (
    <fieldset className={styles.moment}>
      <legend>{label}</legend>
      <Select
        aria-label={say('canvas.rehearse.day')}
        data={WEEKDAYS.map((one) => ({ value: one, label: say(`canvas.rehearse.day.${one}`) }))}
        value={day}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        onChange={(next) => onChange(next ?? day, clock)}
      />
      <TextInput
        aria-label={say('canvas.rehearse.clock')}
        type="time"
        value={clock}
        error={error}
        onChange={(event) => onChange(day, event.currentTarget.value || clock)}
      />
    </fieldset>
  );
};
