/** Waiting for time to pass, and ending with an outcome. */
import { SegmentedControl, Select, Switch } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { useLocale } from '#designer/ui/locale.ts';
import { fromWall, nextHour, toWall } from '#designer/ui/wall-time.ts';
import type { ElementOf } from '#engine/definition.ts';
import { useEditor } from '../editor/editor.tsx';
import { DurationField, Section, TextField } from '../panel/fields.tsx';
import { toName } from '../panel/form-fields.ts';
import { said, useUpdateElement } from '../panel/update.ts';

type Timer = ElementOf<'intermediateCatchEvent'>;

export const TimerForm = ({ element }: { element: Timer }) => {
  const { say, readOnly, facts } = useEditor();
  const update = useUpdateElement<Timer>();
  const { timeZone } = useLocale();
  const { timer } = element;
  if (!timer) return null;
  const kind = 'after' in timer ? 'after' : 'at' in timer ? 'at' : 'fact';
  const instants = facts.filter((fact) => fact.kind === 'instant' || fact.kind === 'any');
  return (
    <Section title={say('canvas.timer.waits')}>
      <SegmentedControl
        fullWidth
        aria-label={say('canvas.timer.waits')}
        disabled={readOnly}
        value={kind}
        onChange={(next) => {
          if (next === 'after')
            update({ ...element, timer: { after: { businessHours: 8 } } }, 'timer');
          if (next === 'at')
            update({ ...element, timer: { at: nextHour(timeZone, Date.now()) } }, 'timer');
          if (next === 'fact') update({ ...element, timer: { fact: 'ticket.dueAt' } }, 'timer');
        }}
        data={(['after', 'at', 'fact'] as const).map((value) => ({
          value,
          label: say(`canvas.timer.${value}`),
        }))}
      />
      {'after' in timer && (
        <DurationField
          label={say('canvas.timer.duration')}
          value={timer.after}
          onChange={(after) => after && update({ ...element, timer: { after } }, 'after')}
        />
      )}
      {'at' in timer && (
        <DateTimePicker
          label={say('canvas.timer.instant')}
          readOnly={readOnly}
          valueFormat="DD MMM YYYY HH:mm"
          value={toWall(timeZone, timer.at).replace('T', ' ') || null}
          onChange={(value) => {
            const at = value === null ? undefined : fromWall(timeZone, value);
            if (at !== undefined) update({ ...element, timer: { at } }, 'at');
          }}
        />
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
          onChange={(fact) => fact && update({ ...element, timer: { fact } }, 'fact')}
        />
      )}
    </Section>
  );
};

export const EndEventForm = ({ element }: { element: ElementOf<'endEvent'> }) => {
  const { say, readOnly } = useEditor();
  const update = useUpdateElement<ElementOf<'endEvent'>>();
  return (
    <Section title={say('canvas.end.title')}>
      <TextField
        label={say('canvas.end.outcome')}
        description={say('canvas.end.outcomeHint')}
        placeholder={say('canvas.end.outcomePlaceholder')}
        mono
        value={element.outcome}
        onChange={(text) => update({ ...element, outcome: said(text) && toKey(text) }, 'outcome')}
      />
      <Switch
        label={say('canvas.end.terminate')}
        description={say('canvas.end.terminateHint')}
        checked={element.terminate ?? false}
        disabled={readOnly}
        onChange={(event) =>
          update({ ...element, terminate: event.currentTarget.checked || undefined }, 'terminate')
        }
      />
    </Section>
  );
};

/** Outcomes are keys: letters, digits, `_` and `-`, beginning with a letter. */
const toKey = (text: string): string => {
  const key = text
    .replace(/\s+/g, '_')
    .replace(/[^A-Za-z0-9_-]/g, '')
    .slice(0, 64);
  return /^[A-Za-z_]/.test(key) ? key : toName(text, []);
};
