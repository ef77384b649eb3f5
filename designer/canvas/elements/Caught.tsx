/** What an event waits for: a time, a message, a signal, an error or an escalation, and where its content goes. */
import { NumberInput, Select, Switch } from '@mantine/core';
import type { CaughtKind } from '#designer/ui/diagram/event-kind.ts';
import { CAUGHT_KINDS } from '#designer/ui/diagram/event-kind.ts';
import type { Element, ElementOf } from '#engine/definition.ts';
import { useEditor } from '../editor/editor.tsx';
import { ExpressionField } from '../panel/ExpressionField.tsx';
import { useFieldFinding } from '../panel/field-finding.ts';
import { Section, TextField } from '../panel/fields.tsx';
import { isId } from '../panel/half-typed.ts';
import styles from '../panel/panel.module.css';
import { said } from '../panel/update.ts';
import { CodeField, isCode } from './CodeField.tsx';
import { FRESH_TIMER, TimerFields } from './Timer.tsx';

export type Caught = Pick<
  ElementOf<'boundaryEvent'>,
  'timer' | 'message' | 'signal' | 'error' | 'escalation' | 'interrupting' | 'repeat'
>;

type Props = {
  readonly element: Element;
  readonly caught: Caught;
  readonly kinds?: readonly CaughtKind[];
  readonly onChange: (caught: Caught, field: string) => void;
};

const FRESH: { readonly [kind in CaughtKind]: Caught } = {
  timer: { timer: FRESH_TIMER },
  message: { message: { name: 'message' } },
  signal: { signal: { name: 'signal' } },
  error: { error: {} },
  escalation: { escalation: {} },
};

export const CaughtFields = ({ element, caught, kinds = CAUGHT_KINDS, onChange }: Props) => {
  const { say, readOnly } = useEditor();
  const finding = useFieldFinding(element);
  const kind = CAUGHT_KINDS.find((one) => caught[one] !== undefined);
  const { timer, message, signal, error, escalation, ...setting } = caught;
  const keeps = setting.interrupting === false ? { interrupting: false } : {};
  const codes = finding({ rules: ['never-thrown'] });
  return (
    <Section title={say('canvas.event.waits')}>
      <Select
        label={say('canvas.event.kind')}
        data={kinds.map((value) => ({ value, label: say(`canvas.event.kind.${value}`) }))}
        value={kind ?? null}
        error={finding({ rules: ['event-kind'] })}
        readOnly={readOnly}
        allowDeselect={false}
        onChange={(next) => {
          const chosen = kinds.find((one) => one === next);
          if (chosen) onChange({ ...FRESH[chosen], ...(chosen === 'error' ? {} : keeps) }, 'kind');
        }}
      />
      {timer && (
        <TimerFields
          timer={timer}
          onChange={(next, field) =>
            onChange({ ...('after' in next ? setting : onlyOnce(setting)), timer: next }, field)
          }
        />
      )}
      {message && (
        <>
          <CodeField
            label={say('canvas.event.message')}
            description={say('canvas.event.messageHint')}
            value={message.name}
            onChange={(name) => onChange({ ...setting, message: { ...message, name } }, 'name')}
          />
          <ExpressionField
            label={say('canvas.event.key')}
            description={say('canvas.event.keyHint')}
            placeholder="ticket.number"
            optional
            value={message.key}
            error={finding({ rules: ['bad-expression'], field: 'message.key' })}
            onChange={(key) => onChange({ ...setting, message: { ...message, key } }, 'key')}
          />
          <IntoField
            value={message.into}
            onChange={(into) => onChange({ ...setting, message: { ...message, into } }, 'into')}
          />
        </>
      )}
      {signal && (
        <>
          <CodeField
            label={say('canvas.event.signal')}
            description={say('canvas.event.signalHint')}
            value={signal.name}
            onChange={(name) => onChange({ ...setting, signal: { ...signal, name } }, 'name')}
          />
          <IntoField
            value={signal.into}
            onChange={(into) => onChange({ ...setting, signal: { ...signal, into } }, 'into')}
          />
        </>
      )}
      {error && (
        <>
          <TextField
            label={say('canvas.event.error')}
            description={say('canvas.event.errorHint')}
            mono
            accept={(text) => text === '' || isCode(text)}
            value={error.code}
            error={codes}
            onChange={(text) =>
              onChange({ ...setting, error: { ...error, code: said(text) } }, 'code')
            }
          />
          <IntoField
            value={error.into}
            onChange={(into) => onChange({ ...setting, error: { ...error, into } }, 'into')}
          />
        </>
      )}
      {escalation && (
        <TextField
          label={say('canvas.event.escalation')}
          description={say('canvas.event.escalationHint')}
          mono
          accept={(text) => text === '' || isCode(text)}
          value={escalation.code}
          error={codes}
          onChange={(text) => onChange({ ...setting, escalation: { code: said(text) } }, 'code')}
        />
      )}
    </Section>
  );
};

/** What waits for an instant does not come again. */
const onlyOnce = ({ repeat: _, ...once }: Caught): Caught => once;

/** Whether what it stands beside goes on, and how often a length of time comes. */
export const InterruptingFields = ({ element, caught, onChange }: Omit<Props, 'kinds'>) => {
  const { say, readOnly, seal } = useEditor();
  const finding = useFieldFinding(element);
  if (caught.error) return <p className={styles.hint}>{say('canvas.event.errorEnds')}</p>;
  const goesOn = caught.interrupting === false;
  const { repeat: _, interrupting: __, ...bare } = caught;
  return (
    <Section title={say('canvas.event.then')}>
      <Switch
        label={say('canvas.event.interrupting')}
        description={say('canvas.event.interruptingHint')}
        checked={!goesOn}
        error={finding({ rules: ['event-setting'] })}
        disabled={readOnly}
        onChange={(event) =>
          onChange(
            event.currentTarget.checked ? bare : { ...bare, interrupting: false },
            'interrupting',
          )
        }
      />
      {goesOn && caught.timer && 'after' in caught.timer && (
        <NumberInput
          label={say('canvas.event.repeat')}
          description={say('canvas.event.repeatHint')}
          classNames={{ wrapper: styles.amount }}
          min={1}
          max={1_000}
          allowDecimal={false}
          readOnly={readOnly}
          value={caught.repeat ?? 1}
          onBlur={seal}
          onChange={(next) =>
            typeof next === 'number' &&
            next >= 1 &&
            next <= 1_000 &&
            onChange({ ...caught, repeat: next === 1 ? undefined : next }, 'repeat')
          }
        />
      )}
    </Section>
  );
};

const IntoField = ({
  value,
  onChange,
}: {
  value: string | undefined;
  onChange: (into: string | undefined) => void;
}) => {
  const { say } = useEditor();
  return (
    <TextField
      label={say('canvas.event.into')}
      description={say('canvas.event.intoHint')}
      mono
      accept={(text) => text === '' || isId(text)}
      value={value}
      onChange={(text) => onChange(said(text))}
    />
  );
};
