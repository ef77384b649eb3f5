/** What an event says to whoever waits for it, or what it has undone. */
import { Select } from '@mantine/core';
import type { ThrownKind } from '#designer/ui/diagram/event-kind.ts';
import { THROWN_KINDS } from '#designer/ui/diagram/event-kind.ts';
import { nameOf } from '#designer/ui/diagram/words.ts';
import { isActivity } from '#engine/definition/is-activity.ts';
import type { Element, ElementOf } from '#engine/definition.ts';
import { useEditor } from '../editor/editor.tsx';
import { ExpressionField } from '../panel/ExpressionField.tsx';
import { useFieldFinding } from '../panel/field-finding.ts';
import { TextField } from '../panel/fields.tsx';
import { said } from '../panel/update.ts';
import { CodeField } from './CodeField.tsx';

export type Thrown = Pick<
  ElementOf<'endEvent'>,
  'message' | 'signal' | 'escalation' | 'compensation' | 'error'
>;
type Kind = ThrownKind | 'error';

type Props = {
  readonly element: Element;
  readonly thrown: Thrown;
  readonly kinds: readonly Kind[];
  /** Whether it may say nothing. */
  readonly optional?: boolean;
  readonly onChange: (thrown: Thrown, field: string) => void;
};

const FRESH: { readonly [kind in Kind]: Thrown } = {
  message: { message: { name: 'message' } },
  signal: { signal: { name: 'signal' } },
  escalation: { escalation: { code: 'escalation' } },
  compensation: { compensation: {} },
  error: { error: { code: 'error' } },
};

const SILENT = '';
const EVERYTHING = '';

export const ThrownFields = ({ element, thrown, kinds, optional = false, onChange }: Props) => {
  const { say, readOnly } = useEditor();
  const finding = useFieldFinding(element);
  const kind = (['error', ...THROWN_KINDS] as const).find((one) => thrown[one] !== undefined);
  const { message, signal, escalation, compensation, error } = thrown;
  const uncaught = finding({ rules: ['uncaught'] });
  return (
    <>
      <Select
        label={say('canvas.thrown.kind')}
        data={[
          ...(optional ? [{ value: SILENT, label: say('canvas.thrown.nothing') }] : []),
          ...kinds.map((value) => ({ value, label: say(`canvas.thrown.kind.${value}`) })),
        ]}
        value={kind ?? (optional ? SILENT : null)}
        error={finding({ rules: ['event-kind'] })}
        readOnly={readOnly}
        allowDeselect={false}
        onChange={(next) => {
          const chosen = kinds.find((one) => one === next);
          onChange(chosen ? FRESH[chosen] : {}, 'kind');
        }}
      />
      {message && (
        <>
          <CodeField
            label={say('canvas.event.message')}
            value={message.name}
            onChange={(name) => onChange({ message: { ...message, name } }, 'name')}
          />
          <ExpressionField
            label={say('canvas.event.key')}
            description={say('canvas.thrown.keyHint')}
            placeholder="ticket.number"
            optional
            value={message.key}
            error={finding({ rules: ['bad-expression'], field: 'message.key' })}
            onChange={(key) => onChange({ message: { ...message, key } }, 'key')}
          />
          <ExpressionField
            label={say('canvas.thrown.value')}
            optional
            value={message.value}
            error={finding({ rules: ['bad-expression'], field: 'message.value' })}
            onChange={(value) => onChange({ message: { ...message, value } }, 'value')}
          />
        </>
      )}
      {signal && (
        <>
          <CodeField
            label={say('canvas.event.signal')}
            value={signal.name}
            onChange={(name) => onChange({ signal: { ...signal, name } }, 'name')}
          />
          <ExpressionField
            label={say('canvas.thrown.value')}
            optional
            value={signal.value}
            error={finding({ rules: ['bad-expression'], field: 'signal.value' })}
            onChange={(value) => onChange({ signal: { ...signal, value } }, 'value')}
          />
        </>
      )}
      {escalation && (
        <CodeField
          label={say('canvas.event.escalation')}
          description={uncaught}
          value={escalation.code}
          onChange={(code) => onChange({ escalation: { code } }, 'code')}
        />
      )}
      {error && (
        <>
          <CodeField
            label={say('canvas.event.error')}
            description={uncaught}
            value={error.code}
            onChange={(code) => onChange({ error: { ...error, code } }, 'code')}
          />
          <TextField
            label={say('canvas.thrown.message')}
            lines={2}
            value={error.message}
            onChange={(text) => onChange({ error: { ...error, message: said(text) } }, 'message')}
          />
        </>
      )}
      {compensation && (
        <WhatIsUndone
          element={element}
          activity={compensation.activity}
          error={finding({ rules: ['nothing-to-undo'] })}
          onChange={(activity) => onChange({ compensation: { activity } }, 'activity')}
        />
      )}
    </>
  );
};

type UndoneProps = {
  readonly element: Element;
  readonly activity: string | undefined;
  readonly error?: string;
  readonly onChange: (activity: string | undefined) => void;
};

const WhatIsUndone = ({ element, activity, error, onChange }: UndoneProps) => {
  const { say, definition, readOnly } = useEditor();
  const scope = definition.elements.find(({ id }) => id === element.parent);
  const scopes = [element.parent];
  if (scope?.type === 'subProcess' && scope.triggeredByEvent) scopes.push(scope.parent);
  const undoable = definition.elements.filter(
    (one) => isActivity(one) && !one.forCompensation && scopes.includes(one.parent),
  );
  return (
    <Select
      label={say('canvas.thrown.undone')}
      data={[
        { value: EVERYTHING, label: say('canvas.thrown.everything') },
        ...undoable.map((one) => ({ value: one.id, label: nameOf(say, one) })),
      ]}
      value={activity ?? EVERYTHING}
      error={error}
      readOnly={readOnly}
      allowDeselect={false}
      onChange={(next) => onChange(next || undefined)}
    />
  );
};
