/** What every activity may have beside its work: repetition, values that go in and come out, and what undoes it. */
import { NumberInput, SegmentedControl, Select, Switch } from '@mantine/core';
import { useState } from 'react';
import { nameOf } from '#designer/ui/diagram/words.ts';
import type { Activity, Definition, Element, Loop } from '#engine/definition.ts';
import { isActivity } from '#engine/definition.ts';
import { useActs } from '../editor/acts.tsx';
import { useEditor } from '../editor/editor.tsx';
import { ExpressionField } from '../panel/ExpressionField.tsx';
import { useFieldFinding } from '../panel/field-finding.ts';
import { AddButton, RemoveButton, Section, TextField } from '../panel/fields.tsx';
import { isId, useRows } from '../panel/half-typed.ts';
import styles from '../panel/panel.module.css';
import { said, useUpdateElement } from '../panel/update.ts';

type Props = { readonly element: Activity };

const PARTS = ['loop', 'inputs', 'outputs', 'undo'] as const;
type Part = (typeof PARTS)[number];

/** What most activities do not need is one line to add until it is there. */
export const ActivityFields = ({ element }: Props) => {
  const { say, definition, readOnly } = useEditor();
  const { setUndo } = useActs();
  const update = useUpdateElement<Activity>();
  const [opened, setOpened] = useState<readonly Part[]>([]);
  const shows = (part: Part) => element[part] !== undefined || opened.includes(part);
  const isBeside = element.type === 'subProcess' && element.triggeredByEvent === true;
  const offered = PARTS.filter(
    (part) =>
      !shows(part) &&
      !(part === 'undo' && element.forCompensation) &&
      !(isBeside && part === 'loop'),
  ).filter((part) => !(isBeside && part === 'undo'));
  const add = (part: Part) => {
    const hasHandlers = part === 'undo' && handlersFor(definition, element).length > 0;
    if (part === 'loop') update({ ...element, loop: { each: '3', sequential: true } }, 'loop.add');
    else if (part === 'undo' && !hasHandlers) setUndo(element.id, null);
    else setOpened([...opened, part]);
  };
  return (
    <>
      {shows('loop') && <Repetition element={element} />}
      {shows('inputs') && <Values element={element} which="inputs" />}
      {shows('outputs') && <Values element={element} which="outputs" />}
      {(shows('undo') || element.forCompensation) && <Undoing element={element} />}
      {!readOnly && offered.length > 0 && (
        <Section title={say('canvas.activity.more')}>
          <div className={styles.list}>
            {offered.map((part) => (
              <AddButton
                key={part}
                label={say(`canvas.activity.add.${part}`)}
                onClick={() => add(part)}
              />
            ))}
          </div>
        </Section>
      )}
    </>
  );
};

const handlersFor = (definition: Definition, element: Activity): readonly Element[] =>
  definition.elements.filter(
    (one) =>
      isActivity(one) &&
      one.parent === element.parent &&
      (one.forCompensation || one.id === element.undo),
  );

const AROUND = ['loop.total', 'loop.completed', 'loop.outcome', 'loop.results'];
const OF_ITEM = [...AROUND, 'loop.index', 'loop.item'];

const UNTIL_EXAMPLE = 'loop.completed >= 2';
const HOWS = ['sequential', 'parallel'] as const;

const Repetition = ({ element }: Props) => {
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

type Row = readonly [name: string, value: string];
const FRESH_ROWS: readonly Row[] = [['', '']];

const Values = ({ element, which }: Props & { which: 'inputs' | 'outputs' }) => {
  const { say, readOnly, seal } = useEditor();
  const update = useUpdateElement<Activity>();
  const finding = useFieldFinding(element);
  const kept = element[which];
  const [rows, write] = useRows<Row>(
    kept ? Object.entries(kept) : FRESH_ROWS,
    ([name, value]) => isId(name) && value !== '',
    (complete) =>
      update(
        {
          ...element,
          // No outputs at all and an empty list of them are not the same.
          [which]: complete.length > 0 ? Object.fromEntries(complete) : undefined,
        },
        which,
      ),
  );
  if (readOnly && rows.length === 0) return null;
  const change = (index: number, row: Row) =>
    write(rows.map((known, at) => (at === index ? row : known)));
  return (
    <Section title={say(`canvas.values.${which}`)} hint={say(`canvas.values.${which}Hint`)}>
      {rows.map(([name, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is being typed; the place is what stays.
        <div className={styles.row} key={index}>
          <span className={styles.valueName}>
            <TextField
              label={say('canvas.values.name')}
              hideLabel
              placeholder={say('canvas.values.name')}
              mono
              value={name}
              error={name === '' || isId(name) ? undefined : say('canvas.field.notYet')}
              onChange={(text) => change(index, [text.trim(), value])}
            />
          </span>
          <ExpressionField
            label={say('canvas.values.value')}
            hideLabel
            placeholder={say('canvas.values.value')}
            also={element.loop ? OF_ITEM : []}
            value={value}
            error={finding({ rules: ['bad-expression'], field: `${which}.${name}` })}
            onChange={(next) => next && change(index, [name, next])}
          />
          {!readOnly && (
            <RemoveButton
              label={say('canvas.field.remove', { what: name || say('canvas.values.name') })}
              onClick={() => {
                seal();
                write(rows.filter((_, at) => at !== index));
              }}
            />
          )}
        </div>
      ))}
      {!readOnly && (
        <AddButton
          label={say(`canvas.values.${which}Add`)}
          onClick={() => write([...rows, ['', '']])}
        />
      )}
    </Section>
  );
};

const NOTHING = '';
const NEW = '∗';

const Undoing = ({ element }: Props) => {
  const { say, definition, readOnly, select } = useEditor();
  const { setUndo } = useActs();
  const finding = useFieldFinding(element);
  const update = useUpdateElement<Activity>();
  if (element.forCompensation) {
    const undone = definition.elements.filter((one) => isActivity(one) && one.undo === element.id);
    return (
      <Section title={say('canvas.undoing.title')}>
        <p className={styles.hint}>
          {undone.length > 0
            ? say('canvas.undoing.undoes', {
                names: say.list(undone.map((one) => nameOf(say, one))),
              })
            : (finding({ rules: ['bad-undo'] }) ?? say('canvas.undoing.idle'))}
        </p>
        {undone.length === 0 && (
          <Switch
            label={say('canvas.undoing.only')}
            checked
            disabled={readOnly}
            onChange={() => update({ ...element, forCompensation: undefined }, 'forCompensation')}
          />
        )}
      </Section>
    );
  }
  const handlers = handlersFor(definition, element);
  const chosen = handlers.find(({ id }) => id === element.undo);
  if (element.type === 'subProcess' && element.triggeredByEvent) return null;
  return (
    <Section title={say('canvas.undoing.title')} hint={say('canvas.undoing.hint')}>
      <Select
        label={say('canvas.undoing.by')}
        data={[
          { value: NOTHING, label: say('canvas.undoing.nothing') },
          ...handlers.map((one) => ({ value: one.id, label: nameOf(say, one) })),
          ...(chosen || !element.undo ? [] : [{ value: element.undo, label: element.undo }]),
          { value: NEW, label: say('canvas.undoing.new') },
        ]}
        value={element.undo ?? NOTHING}
        error={finding({ rules: ['bad-undo'] })}
        readOnly={readOnly}
        allowDeselect={false}
        onChange={(next) => {
          if (next === null || next === (element.undo ?? NOTHING)) return;
          setUndo(element.id, next === NEW ? null : next || undefined);
        }}
      />
      {chosen && (
        <AddGo
          label={say('canvas.undoing.go', { name: nameOf(say, chosen) })}
          onClick={() => select({ elements: [chosen.id], flows: [] })}
        />
      )}
    </Section>
  );
};

const AddGo = ({ label, onClick }: { label: string; onClick: () => void }) => (
  <button type="button" className={styles.link} onClick={onClick}>
    <span>{label}</span>
  </button>
);
