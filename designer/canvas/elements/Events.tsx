/** Events in the flow, on a border, and at the end. */
import { Select, Switch } from '@mantine/core';
import { THROWN_KINDS } from '#designer/ui/diagram/event-kind.ts';
import { nameOf } from '#designer/ui/diagram/words.ts';
import type { ElementOf } from '#engine/definition.ts';
import { canHaveBorder } from '../editor/commands/borders.ts';
import { useEditor } from '../editor/editor.tsx';
import { useFieldFinding } from '../panel/field-finding.ts';
import { Section, TextField } from '../panel/fields.tsx';
import { toName } from '../panel/form-fields.ts';
import { said, useUpdateElement } from '../panel/update.ts';
import type { Caught } from './Caught.tsx';
import { CaughtFields, InterruptingFields } from './Caught.tsx';
import type { Thrown } from './Thrown.tsx';
import { ThrownFields } from './Thrown.tsx';

type CatchEvent = ElementOf<'intermediateCatchEvent'>;

export const CatchEventForm = ({ element }: { element: CatchEvent }) => {
  const update = useUpdateElement<CatchEvent>();
  const { timer: _, message: __, signal: ___, ...bare } = element;
  return (
    <CaughtFields
      element={element}
      caught={caughtOf(element)}
      kinds={['timer', 'message', 'signal']}
      onChange={({ timer, message, signal }, field) =>
        update({ ...bare, timer, message, signal }, field)
      }
    />
  );
};

type Boundary = ElementOf<'boundaryEvent'>;

export const BoundaryEventForm = ({ element }: { element: Boundary }) => {
  const { say, definition, readOnly, change } = useEditor();
  const update = useUpdateElement<Boundary>();
  const finding = useFieldFinding(element);
  const hosts = definition.elements.filter(
    (one) => canHaveBorder(one) && one.parent === element.parent,
  );
  const set = (caught: Caught, field: string) => update(withCaught(element, caught), field);
  return (
    <>
      <Select
        label={say('canvas.event.host')}
        data={hosts.map((one) => ({ value: one.id, label: nameOf(say, one) }))}
        value={element.attachedTo}
        error={finding({ rules: ['bad-attachment'] })}
        readOnly={readOnly}
        allowDeselect={false}
        onChange={(to) =>
          to &&
          to !== element.attachedTo &&
          change(
            { type: 'attach', id: element.id, to },
            say('canvas.did.changed', { name: nameOf(say, element) }),
          )
        }
      />
      <CaughtFields element={element} caught={caughtOf(element)} onChange={set} />
      <InterruptingFields element={element} caught={caughtOf(element)} onChange={set} />
    </>
  );
};

export const caughtOf = ({
  timer,
  message,
  signal,
  error,
  escalation,
  interrupting,
  repeat,
}: Caught): Caught => ({ timer, message, signal, error, escalation, interrupting, repeat });

/** The event as it shall be; what it no longer is it does not keep. */
export const withCaught = <Event extends Caught>(event: Event, caught: Caught): Event => ({
  ...event,
  timer: undefined,
  message: undefined,
  signal: undefined,
  error: undefined,
  escalation: undefined,
  interrupting: undefined,
  repeat: undefined,
  ...caught,
});

type ThrowEvent = ElementOf<'intermediateThrowEvent'>;

export const ThrowEventForm = ({ element }: { element: ThrowEvent }) => {
  const { say } = useEditor();
  const update = useUpdateElement<ThrowEvent>();
  return (
    <Section title={say('canvas.thrown.title')}>
      <ThrownFields
        element={element}
        thrown={element}
        kinds={THROWN_KINDS}
        onChange={({ error: _, ...thrown }, field) =>
          update({ ...withoutThrown(element), ...thrown }, field)
        }
      />
    </Section>
  );
};

const withoutThrown = <Event extends Omit<Thrown, 'error'>>(event: Event): Event => ({
  ...event,
  message: undefined,
  signal: undefined,
  escalation: undefined,
  compensation: undefined,
});

export const EndEventForm = ({ element }: { element: ElementOf<'endEvent'> }) => {
  const { say, definition, readOnly } = useEditor();
  const update = useUpdateElement<ElementOf<'endEvent'>>();
  const isInner = definition.elements.some(({ id }) => id === element.parent);
  return (
    <>
      <Section title={say('canvas.end.title')}>
        {!element.error && (
          <TextField
            label={say('canvas.end.outcome')}
            description={say(isInner ? 'canvas.end.innerOutcomeHint' : 'canvas.end.outcomeHint')}
            placeholder={say('canvas.end.outcomePlaceholder')}
            mono
            value={element.outcome}
            onChange={(text) =>
              update({ ...element, outcome: said(text) && toKey(text) }, 'outcome')
            }
          />
        )}
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
      <Section title={say('canvas.thrown.title')}>
        <ThrownFields
          element={element}
          thrown={element}
          kinds={['error', ...THROWN_KINDS]}
          optional
          onChange={(thrown, field) =>
            update(
              {
                ...withoutThrown(element),
                error: undefined,
                ...thrown,
                ...(thrown.error ? { outcome: undefined } : {}),
              },
              field,
            )
          }
        />
      </Section>
    </>
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
