/** Lets time pass: to the next deadline, by a length, to the next morning or Monday, or to a day and a time of the reader's own. */
import { Alert, Button, NumberInput, Popover, Select } from '@mantine/core';
import { IconChevronUp } from '@tabler/icons-react';
import { useState } from 'react';
import type { Duration } from '#engine/definition.ts';
import type { Happening } from '#engine/rehearsal/index.ts';
import { useEditor } from '../editor/editor.tsx';
import { useClock } from './clock.ts';
import { MomentField } from './MomentField.tsx';
import type { Hitch, Played } from './play.ts';
import styles from './rehearse.module.css';
import { useRehearse } from './rehearse.tsx';
import { nextDeadline } from './story.ts';
import { refusalWords } from './words.ts';

const UNITS = ['minutes', 'hours', 'days', 'businessHours', 'businessDays'] as const;
type Unit = (typeof UNITS)[number];

const AMOUNT_MAX = 10_000;
const MORNING = '09:00';

export const JumpMenu = ({ played }: { readonly played: Played }) => {
  const { say } = useEditor();
  const { attempt, toNextDeadline, clocks } = useRehearse();
  const { rehearsal, week } = played;
  const clock = useClock(week);
  const [open, setOpen] = useState(false);
  const [refused, setRefused] = useState<Hitch | null>(null);
  const [day, setDay] = useState('Mon');
  const [time, setTime] = useState(MORNING);
  const [amount, setAmount] = useState(4);
  const [unit, setUnit] = useState<Unit>('businessHours');
  const { at } = rehearsal;
  const next = nextDeadline(rehearsal, clocks.foretold);
  const jump = async (happening: Happening) => {
    const hitch = await attempt(happening);
    setRefused(hitch);
    if (!hitch) setOpen(false);
  };
  const toNext = async () => {
    const hitch = await toNextDeadline();
    setRefused(hitch === 'none' ? null : hitch);
    if (!hitch) setOpen(false);
  };
  const until = (moment: string) => void jump({ type: 'waitUntil', moment });
  const pass = (length: Duration) => void jump({ type: 'wait', for: length });
  const toggle = () => {
    setRefused(null);
    setOpen(!open);
  };
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="top-end"
      trapFocus
      returnFocus
      width={360}
      withinPortal
    >
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          rightSection={<IconChevronUp size={14} />}
          disabled={rehearsal.state.status !== 'running'}
          onClick={toggle}
        >
          {say('canvas.rehearse.jump')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={say('canvas.rehearse.jump')} className={styles.jumps}>
        <Jump
          label={say('canvas.rehearse.jump.next')}
          hint={next === null ? say('canvas.rehearse.jump.none') : clock(next)}
          disabled={next === null}
          onClick={() => void toNext()}
        />
        <Jump label={say('canvas.rehearse.jump.hour')} onClick={() => pass({ hours: 1 })} />
        <Jump
          label={say('canvas.rehearse.jump.businessHour')}
          onClick={() => pass({ businessHours: 1 })}
        />
        <Jump
          label={say('canvas.rehearse.jump.tomorrow')}
          onClick={() => until(week.on(at, 1, MORNING))}
        />
        <Jump
          label={say('canvas.rehearse.jump.monday')}
          onClick={() => until(week.next(at, 'Mon', MORNING))}
        />
        <form
          className={styles.jumpForm}
          onSubmit={(event) => {
            event.preventDefault();
            until(week.next(at, day, time));
          }}
        >
          <MomentField
            label={say('canvas.rehearse.jump.until')}
            day={day}
            clock={time}
            onChange={(nextDay, nextTime) => {
              setDay(nextDay);
              setTime(nextTime);
            }}
          />
          <Button type="submit" variant="default">
            {say('canvas.rehearse.jump.go')}
          </Button>
        </form>
        <form
          className={styles.jumpForm}
          onSubmit={(event) => {
            event.preventDefault();
            pass({ [unit]: amount } as Duration);
          }}
        >
          <fieldset className={styles.moment}>
            <legend>{say('canvas.rehearse.jump.for')}</legend>
            <NumberInput
              aria-label={say('canvas.rehearse.jump.amount')}
              min={1}
              max={AMOUNT_MAX}
              clampBehavior="strict"
              value={amount}
              onChange={(next) => typeof next === 'number' && setAmount(next)}
            />
            <Select
              aria-label={say('canvas.duration.unit')}
              data={UNITS.map((one) => ({ value: one, label: say(`canvas.unit.${one}`) }))}
              value={unit}
              allowDeselect={false}
              comboboxProps={{ withinPortal: false }}
              onChange={(next) => setUnit(UNITS.find((one) => one === next) ?? unit)}
            />
          </fieldset>
          <Button type="submit" variant="default">
            {say('canvas.rehearse.jump.pass')}
          </Button>
        </form>
        {refused && (
          <Alert color="red" p="xs" role="alert">
            {refusalWords(say, refused)}
          </Alert>
        )}
      </Popover.Dropdown>
    </Popover>
  );
};

type JumpProps = {
  readonly label: string;
  readonly hint?: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
};

const Jump = ({ label, hint, disabled, onClick }: JumpProps) => (
  <button type="button" className={styles.jump} disabled={disabled} onClick={onClick}>
    <span>{label}</span>
    {hint && <small>{hint}</small>}
  </button>
);
