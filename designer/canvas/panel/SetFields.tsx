/** Which fields of the ticket are set to what: choices where the values are known, free text with placeholders elsewhere. */
import { Select, TagsInput, TextInput } from '@mantine/core';
import { useSay } from '#designer/ui/diagram/say.ts';
import { factWords } from '#designer/ui/diagram/words.ts';
import { CHANGE_KINDS, RESULTS, RISKS } from '#engine/changes/plan.ts';
import { useEditor } from '../editor/editor.tsx';
import { useDirectory } from './directory.ts';
import { AddButton, RemoveButton } from './fields.tsx';
import styles from './panel.module.css';
import { TypeOrPick } from './TypeOrPick.tsx';

type Values = Readonly<Record<string, unknown>>;
type Props = { readonly set: Values; readonly onChange: (set: Values) => void };

const FIELDS = [
  'status',
  'priority',
  'impact',
  'urgency',
  'category',
  'queue',
  'assignee',
  'title',
  'holdReason',
  'tags',
  'change.kind',
  'change.risk',
  'change.plannedFrom',
  'change.plannedTo',
  'change.result',
] as const;
const CHOICES: Readonly<Record<string, readonly (string | number)[]>> = {
  status: [
    'new',
    'in_progress',
    'on_hold',
    'pending_approval',
    'known_error',
    'assess',
    'authorize',
    'scheduled',
    'implement',
    'review',
    'resolved',
    'closed',
    'cancelled',
  ],
  priority: [1, 2, 3, 4],
  'change.kind': CHANGE_KINDS,
  'change.risk': RISKS,
  'change.result': RESULTS,
  impact: [1, 2, 3],
  urgency: [1, 2, 3],
  holdReason: [
    'awaiting_user',
    'awaiting_vendor',
    'awaiting_problem',
    'awaiting_evidence',
    'other',
  ],
};

export const SetFields = ({ set, onChange }: Props) => {
  const say = useSay();
  const { readOnly } = useEditor();
  const entries = Object.entries(set);
  const write = (next: readonly (readonly [string, unknown])[]) =>
    onChange(Object.fromEntries(next));
  const free = FIELDS.filter((field) => !(field in set));
  const nameOf = (field: string) =>
    field.startsWith('custom.') ? field.slice(7) : factWords(say, `ticket.${field}`);
  return (
    <div className={styles.list}>
      {entries.map(([field, value], index) => (
        <div className={styles.row} key={field}>
          <Select
            className={styles.grow}
            aria-label={say('canvas.set.field')}
            data={[...new Set([field, ...free])].map((name) => ({
              value: name,
              label: nameOf(name),
            }))}
            value={field}
            readOnly={readOnly}
            allowDeselect={false}
            onChange={(next) =>
              next &&
              write(
                entries.map((entry, at) =>
                  at === index ? [next, CHOICES[next]?.[0] ?? ''] : entry,
                ),
              )
            }
          />
          <ValueField
            field={field}
            value={value}
            onChange={(next) =>
              write(entries.map((entry, at) => (at === index ? [field, next] : entry)))
            }
          />
          {!readOnly && (
            <RemoveButton
              label={say('canvas.field.remove', { what: nameOf(field) })}
              onClick={() => write(entries.filter((_, at) => at !== index))}
            />
          )}
        </div>
      ))}
      {!readOnly && (
        <div className={styles.row}>
          {free[0] && (
            <AddButton
              label={say('canvas.set.add')}
              onClick={() =>
                write([...entries, [free[0] ?? 'tags', CHOICES[free[0] ?? '']?.[0] ?? '']])
              }
            />
          )}
          <CustomField
            taken={Object.keys(set)}
            onAdd={(name) => write([...entries, [`custom.${name}`, '']])}
          />
        </div>
      )}
    </div>
  );
};

type ValueProps = {
  readonly field: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
};

const ValueField = ({ field, value, onChange }: ValueProps) => {
  const say = useSay();
  const { readOnly, seal } = useEditor();
  const directory = useDirectory();
  const label = say('canvas.set.value');
  const choices = CHOICES[field];
  if (choices) {
    const known = choices.map((choice) => ({
      value: String(choice),
      label: say(`canvas.value.${field.split('.').at(-1)}.${choice}`),
    }));
    const stranger = choices.some((choice) => String(choice) === String(value))
      ? []
      : [{ value: String(value), label: String(value) }];
    return (
      <Select
        className={styles.grow}
        aria-label={label}
        data={[...known, ...stranger]}
        value={String(value)}
        readOnly={readOnly}
        allowDeselect={false}
        onChange={(next) => onChange(choices.find((choice) => String(choice) === next) ?? next)}
      />
    );
  }
  if (field === 'tags') {
    return (
      <TagsInput
        className={styles.grow}
        aria-label={label}
        readOnly={readOnly}
        value={Array.isArray(value) ? value.map(String) : []}
        onChange={onChange}
      />
    );
  }
  if (field === 'queue' || field === 'assignee') {
    return (
      <TypeOrPick
        hideLabel
        label={label}
        options={field === 'queue' ? directory.queue : directory.user}
        value={value === null || value === undefined ? '' : String(value)}
        onChange={onChange}
      />
    );
  }
  return (
    <TextInput
      className={styles.grow}
      aria-label={label}
      placeholder={say('canvas.set.placeholder')}
      value={typeof value === 'string' ? value : JSON.stringify(value)}
      readOnly={readOnly}
      dir="auto"
      onBlur={seal}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
};

const CustomField = ({
  taken,
  onAdd,
}: {
  taken: readonly string[];
  onAdd: (name: string) => void;
}) => {
  const say = useSay();
  return (
    <TextInput
      className={styles.grow}
      size="xs"
      aria-label={say('canvas.set.custom')}
      placeholder={say('canvas.set.custom')}
      onKeyDown={(event) => {
        const name = event.currentTarget.value.trim().replace(/[^A-Za-z0-9_]/g, '');
        if (event.key !== 'Enter' || !name || taken.includes(`custom.${name}`)) return;
        onAdd(name);
        event.currentTarget.value = '';
      }}
    />
  );
};
