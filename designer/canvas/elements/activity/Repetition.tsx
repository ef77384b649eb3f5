/** How often an activity is done: for what, in which order, until when, and what is kept of each time. */
import { NumberInput, SegmentedControl } from '@mantine/core';
import type { Activity } from '#engine/definition/is-activity.ts';
import type { Loop } from '#engine/definition.ts';
import { useEditor } from '../../editor/editor.tsx';
import { ExpressionField } from '../../panel/ExpressionField.tsx';
import { useFieldFinding } from '../../panel/field-finding.ts';
import { AddButton, RemoveButton, Section, TextField } from '../../panel/fields.tsx';
import { isId } from '../../panel/half-typed.ts';
import styles from '../../panel/panel.module.css';
import { said, useUpdateElement } from '../../panel/update.ts';
import { AROUND, OF_ITEM } from './loop-facts.ts';

const HOWS = ['sequential', 'parallel'] as const;
const UNTIL_EXAMPLE = 'loop.completed >= 2';

export const Repetition = ({ element }: { element: Activity }) => {
  const { say, readOnly, seal } = useEditor();
  const update = useUpdateElement<Activity>();
  const finding = useFieldFinding(element);
  const { loop } = element;
  const set = (next: Loop | undefined, field: string) =>
    update({ ...element, loop: next }, `loop.${field}`);
  if (!loop) return null;
  const about = (field: string) => finding({ rules: ['bad-expression'], field: `loop.${field}` });
  return (
    <Section
      title={say('canvas.loop.title')}
      action={
        !readOnly && (
          <RemoveButton
            label={say('canvas.field.remove', { what: say('canvas.loop.title') })}
            onClick={() => set(undefined, 'remove')}
          />
        )
      }
    >
      <ExpressionField
        label={say('canvas.loop.each')}
        description={say('canvas.loop.eachHint')}
        value={loop.each}
        error={about('each')}
        onChange={(each) => each && set({ ...loop, each }, 'each')}
      />
      <TextField
        label={say('canvas.loop.as')}
        placeholder="item"
        mono
        accept={(text) => text === '' || isId(text)}
        value={loop.as}
        onChange={(text) => set({ ...loop, as: said(text) }, 'as')}
      />
      <SegmentedControl
        fullWidth
        aria-label={say('canvas.loop.how')}
        disabled={readOnly}
        value={loop.sequential ? 'sequential' : 'parallel'}
        onChange={(next) => {
          const { atOnce: _, sequential: __, ...bare } = loop;
          set(next === 'sequential' ? { ...bare, sequential: true } : bare, 'how');
        }}
        data={HOWS.map((value) => ({ value, label: say(`canvas.loop.${value}`) }))}
      />
      {!loop.sequential && (
        <NumberInput
          label={say('canvas.loop.atOnce')}
          placeholder={say('canvas.loop.atOnceAll')}
          min={1}
          max={500}
          allowDecimal={false}
          readOnly={readOnly}
          value={loop.atOnce ?? ''}
          onBlur={seal}
          onChange={(next) =>
            set(
              { ...loop, atOnce: typeof next === 'number' && next >= 1 ? next : undefined },
              'atOnce',
            )
          }
        />
      )}
      <ExpressionField
        label={say('canvas.loop.until')}
        description={say('canvas.loop.untilHint')}
        placeholder={UNTIL_EXAMPLE}
        optional
        also={AROUND}
        value={loop.until}
        error={about('until')}
        onChange={(until) => set({ ...loop, until }, 'until')}
      />
      <Collecting
        loop={loop}
        error={about('collect')}
        onChange={(collect) => set({ ...loop, collect }, 'collect')}
      />
    </Section>
  );
};

type CollectProps = {
  readonly loop: Loop;
  readonly error?: string;
  readonly onChange: (collect: Loop['collect']) => void;
};

const Collecting = ({ loop: { collect }, error, onChange }: CollectProps) => {
  const { say, readOnly } = useEditor();
  if (!collect) {
    return readOnly ? null : (
      <AddButton
        label={say('canvas.loop.collect')}
        onClick={() => onChange({ into: 'results', value: 'loop.outcome' })}
      />
    );
  }
  return (
    <>
      <span className={styles.label}>{say('canvas.loop.collect')}</span>
      <div className={styles.row}>
        <TextField
          label={say('canvas.values.name')}
          hideLabel
          mono
          accept={isId}
          value={collect.into}
          onChange={(into) => onChange({ ...collect, into })}
        />
        <ExpressionField
          label={say('canvas.values.value')}
          hideLabel
          also={OF_ITEM}
          value={collect.value}
          error={error}
          onChange={(value) => value && onChange({ ...collect, value })}
        />
        {!readOnly && (
          <RemoveButton
            label={say('canvas.field.remove', { what: say('canvas.loop.collect') })}
            onClick={() => onChange(undefined)}
          />
        )}
      </div>
    </>
  );
};
