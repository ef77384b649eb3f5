/** Work for a person or a queue: who, what they are told, what they fill in, how it can end, by when. */
import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useSay } from '#designer/ui/diagram/say.ts';
import type { ElementOf, Outcome, Task } from '#engine/definition.ts';
import { useEditor } from '../editor/editor.tsx';
import { DurationField } from '../panel/DurationField.tsx';
import { useDirectory } from '../panel/directory.ts';
import { FormBuilder } from '../panel/FormBuilder.tsx';
import { AddButton, RemoveButton, Section, TextField } from '../panel/fields.tsx';
import { toName } from '../panel/form-fields.ts';
import { isKeyOrPlaceholder, isSomething } from '../panel/half-typed.ts';
import styles from '../panel/panel.module.css';
import { TypeOrPick } from '../panel/TypeOrPick.tsx';
import { said, someOf, useUpdateElement } from '../panel/update.ts';

type UserTask = ElementOf<'userTask'>;

export const UserTaskForm = ({ element }: { element: UserTask }) => {
  const { say } = useEditor();
  const update = useUpdateElement<UserTask>();
  const { task } = element;
  const set = (changes: Partial<Task>, field: string) =>
    update({ ...element, task: { ...task, ...changes } }, field);
  return (
    <>
      <Section title={say('canvas.task.who')}>
        <AssignmentField
          value={task.assignment}
          onChange={(assignment) => set({ assignment }, 'assignment')}
        />
      </Section>
      <Section title={say('canvas.task.what')}>
        <TextField
          label={say('canvas.task.title')}
          placeholder={say('canvas.task.titleHint')}
          value={task.title}
          onChange={(title) => set({ title: said(title) }, 'title')}
        />
        <TextField
          label={say('canvas.task.step')}
          placeholder={say('canvas.task.stepHint')}
          value={task.step}
          onChange={(step) => set({ step: said(step) }, 'step')}
        />
        <TextField
          label={say('canvas.task.what')}
          hideLabel
          placeholder={say('canvas.task.instructionsHint')}
          lines={3}
          value={task.instructions}
          onChange={(text) => set({ instructions: said(text) }, 'instructions')}
        />
        <DurationField
          label={say('canvas.task.due')}
          optional
          fallback={{ businessHours: 8 }}
          value={task.due}
          onChange={(due) => set({ due }, 'due')}
        />
      </Section>
      <Section title={say('canvas.task.form')} hint={say('canvas.task.formHint')}>
        <FormBuilder schema={task.form} onChange={(form) => set({ form }, 'form')} />
      </Section>
      <Section title={say('canvas.task.outcomes')} hint={say('canvas.task.outcomesHint')}>
        <Outcomes
          outcomes={task.outcomes ?? []}
          onChange={(outcomes) => set({ outcomes: someOf(outcomes) }, 'outcomes')}
        />
      </Section>
      {/* A status can only complete the task with one of its outcomes. */}
      {task.outcomes && (
        <Section
          title={say('canvas.task.completesOnStatus')}
          hint={say('canvas.task.completesOnStatusHint')}
        >
          <CompletesOn
            task={task}
            onChange={(completesOnStatus) => set({ completesOnStatus }, 'completesOnStatus')}
          />
        </Section>
      )}
    </>
  );
};

const WHO = ['ticket', 'relation', 'user', 'group', 'queue'] as const;
const RELATIONS = ['requester', 'assignee', 'requesterManager'] as const;
type Who = (typeof WHO)[number];
type Assignment = Task['assignment'];

const AssignmentField = ({
  value,
  onChange,
}: {
  value: Assignment;
  onChange: (value: Assignment) => void;
}) => {
  const say = useSay();
  const { readOnly } = useEditor();
  const directory = useDirectory();
  const kept = WHO.find((one) => one !== 'ticket' && value?.[one] !== undefined) ?? 'ticket';
  /** Another of the first choice keeps the second. */
  const elsewhere = value?.otherwise ? { otherwise: value.otherwise } : {};
  // Chosen, but nobody named yet: that is not a thing the definition can say.
  const [wanted, setWanted] = useState<{ readonly over: Assignment; readonly kind: Who } | null>(
    null,
  );
  const kind = wanted && wanted.over === value ? wanted.kind : kept;
  return (
    <div className={styles.row}>
      <Select
        className={kind === 'ticket' ? styles.grow : styles.kind}
        rightSectionWidth={22}
        aria-label={say('canvas.task.who')}
        data={WHO.map((one) => ({ value: one, label: say(`canvas.assignment.${one}`) }))}
        value={kind}
        readOnly={readOnly}
        allowDeselect={false}
        comboboxProps={{ width: 240, position: 'bottom-start' }}
        onChange={(next) => {
          if (next === 'ticket') onChange(undefined);
          if (next === 'relation') onChange({ ...elsewhere, relation: 'requester' });
          if (next === 'user' || next === 'group' || next === 'queue')
            setWanted({ over: value, kind: next });
          else setWanted(null);
        }}
      />
      {kind === 'relation' && (
        <Select
          className={styles.grow}
          aria-label={say('canvas.party.who')}
          data={RELATIONS.map((one) => ({ value: one, label: say(`canvas.relation.${one}`) }))}
          value={value?.relation ?? null}
          readOnly={readOnly}
          allowDeselect={false}
          onChange={(next) => {
            const relation = RELATIONS.find((one) => one === next);
            if (relation) onChange({ ...elsewhere, relation });
          }}
        />
      )}
      {(kind === 'user' || kind === 'group' || kind === 'queue') && (
        <TypeOrPick
          hideLabel
          label={say('canvas.party.who')}
          placeholder={say(`canvas.party.${kind}.placeholder`)}
          accept={kind === 'user' ? isSomething : isKeyOrPlaceholder}
          options={directory[kind]}
          value={value?.[kind] ?? ''}
          onChange={(next) => onChange({ ...elsewhere, [kind]: next })}
        />
      )}
    </div>
  );
};

type OutcomesProps = {
  readonly outcomes: readonly Outcome[];
  readonly onChange: (outcomes: readonly Outcome[]) => void;
};

/** A key is made from the first label and then stays: flows and conditions refer to it. */
const Outcomes = ({ outcomes, onChange }: OutcomesProps) => {
  const say = useSay();
  const { readOnly, seal } = useEditor();
  const keys = outcomes.map(({ key }) => key);
  const add = () => {
    const label = say('canvas.task.newOutcome', { number: outcomes.length + 1 });
    onChange([...outcomes, { key: toName(label, keys), label }]);
  };
  return (
    <div className={styles.list}>
      {outcomes.map((outcome, index) => (
        <div className={styles.row} key={outcome.key}>
          <TextInput
            className={styles.grow}
            aria-label={say('canvas.task.outcome')}
            value={outcome.label}
            readOnly={readOnly}
            dir="auto"
            onBlur={seal}
            onChange={(event) => {
              const label = event.currentTarget.value;
              onChange(outcomes.map((one, at) => (at === index ? { ...one, label } : one)));
            }}
          />
          <code className={styles.code}>{outcome.key}</code>
          {!readOnly && (
            <RemoveButton
              label={say('canvas.task.removeOutcome')}
              onClick={() => onChange(outcomes.filter((_, at) => at !== index))}
            />
          )}
        </div>
      ))}
      {!readOnly && (
        <AddButton
          label={say('canvas.task.addOutcome')}
          onClick={add}
          disabled={outcomes.length >= 20}
        />
      )}
    </div>
  );
};

const STATUSES = [
  'in_progress',
  'on_hold',
  'resolved',
  'closed',
  'cancelled',
  'known_error',
  'assess',
  'authorize',
  'scheduled',
  'implement',
  'review',
] as const;
type ByStatus = Task['completesOnStatus'];

const CompletesOn = ({ task, onChange }: { task: Task; onChange: (value: ByStatus) => void }) => {
  const say = useSay();
  const { readOnly } = useEditor();
  const entries = Object.entries(task.completesOnStatus ?? {});
  const outcomes = (task.outcomes ?? []).map(({ key, label }) => ({ value: key, label }));
  const write = (next: readonly (readonly [string, string])[]) =>
    onChange(next.length > 0 ? Object.fromEntries(next) : undefined);
  const free = STATUSES.filter((status) => !entries.some(([used]) => used === status));
  const statusLabel = (status: string) =>
    say.has(`canvas.value.status.${status}`) ? say(`canvas.value.status.${status}`) : status;
  return (
    <div className={styles.list}>
      {entries.map(([status, outcome], index) => (
        <div className={styles.row} key={status}>
          <Select
            className={styles.grow}
            aria-label={say('canvas.fact.ticket.status')}
            data={[status, ...free].map((value) => ({ value, label: statusLabel(value) }))}
            value={status}
            readOnly={readOnly}
            allowDeselect={false}
            onChange={(next) =>
              next && write(entries.map((e, at) => (at === index ? [next, outcome] : e)))
            }
          />
          <span className={styles.arrow} aria-hidden>
            →
          </span>
          <Select
            className={styles.grow}
            aria-label={say('canvas.task.outcome')}
            data={outcomes}
            value={outcome}
            readOnly={readOnly}
            allowDeselect={false}
            onChange={(next) =>
              next && write(entries.map((e, at) => (at === index ? [status, next] : e)))
            }
          />
          {!readOnly && (
            <RemoveButton
              label={say('canvas.field.remove', { what: statusLabel(status) })}
              onClick={() => write(entries.filter((_, at) => at !== index))}
            />
          )}
        </div>
      ))}
      {!readOnly && free[0] && (
        <AddButton
          label={say('canvas.task.addStatus')}
          onClick={() =>
            write([
              ...entries,
              [free.includes('resolved') ? 'resolved' : (free[0] ?? ''), outcomes[0]?.value ?? ''],
            ])
          }
        />
      )}
    </div>
  );
};
