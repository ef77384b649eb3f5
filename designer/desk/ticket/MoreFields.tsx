/** The fields one looks at now and then. */
import type { Level } from '#designer/client/types/tickets.ts';
import { useFieldWords } from '#designer/ui/field-words.ts';
import { useText } from '#designer/ui/locale.ts';
import { Time } from '#designer/ui/Time.tsx';
import { AffectedField } from './AffectedField.tsx';
import { ChoiceField } from './ChoiceField.tsx';
import { Field } from './Field.tsx';
import type { FieldsProps } from './FieldsPane.tsx';
import { TagsField } from './TagsField.tsx';
import { TextField } from './TextField.tsx';

const LEVELS: Level[] = [1, 2, 3];

export function MoreFields({ ticket, onChange }: FieldsProps) {
  const t = useText();
  const words = useFieldWords();
  const readOnly = !ticket.allowed.includes('update');
  const edit = (field: string) => t('field.edit', { field });
  return (
    <>
      {(['impact', 'urgency'] as const).map((name) => (
        <Field key={name} label={t(`field.${name}`)}>
          <ChoiceField
            label={edit(t(`field.${name}`))}
            readOnly={readOnly}
            value={String(ticket[name])}
            shown={t(`level.${ticket[name]}`)}
            choices={LEVELS.map((level) => ({ value: String(level), label: t(`level.${level}`) }))}
            onPick={(level) => void onChange({ [name]: Number(level) })}
          />
        </Field>
      ))}
      <Field label={t('field.category')}>
        <TextField
          label={edit(t('field.category'))}
          readOnly={readOnly}
          value={ticket.category ?? ''}
          onSave={(category) => onChange({ category: category === '' ? null : category })}
        />
      </Field>
      <Field label={t('field.tags')}>
        <TagsField
          label={edit(t('field.tags'))}
          readOnly={readOnly}
          value={ticket.tags}
          onSave={(tags) => onChange({ tags })}
        />
      </Field>
      <AffectedField ticket={ticket} />
      {ticket.organization !== null && (
        <Field label={t('field.organization')}>
          <span dir="auto">{ticket.organization.name}</span>
        </Field>
      )}
      <Field label={t('field.createdAt')}>
        <Time at={ticket.createdAt} />
      </Field>
      <Field label={t('field.updatedAt')}>
        <Time at={ticket.updatedAt} />
      </Field>
      {ticket.source !== null && ticket.source !== '' && (
        <Field label={t('field.source')}>{words.value('source', ticket.source)}</Field>
      )}
    </>
  );
}
