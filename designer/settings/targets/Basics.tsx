/** What a policy is called, what it measures, with whom it is agreed, about which tickets, from when until when. */
import { Checkbox, MultiSelect, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { fieldError } from '#designer/client/problem.ts';
import { useFieldWords } from '#designer/ui/field-words.ts';
import { useText } from '#designer/ui/locale.ts';
import { CLOCK_KINDS, MEASURES } from '#engine/clocks/policy.ts';
import { TICKET_TYPES } from '#engine/definition.ts';
import { KeyField, NameField } from '../NameFields.tsx';
import { ConditionField } from '../service/ConditionField.tsx';
import { errorUnder } from '../service/error-under.ts';
import classes from '../service/Service.module.css';
import type { PartProps } from './parts.ts';
import { withField } from './policy.ts';

export function Basics({ policy, onEdit, problem, isNew }: PartProps & { isNew: boolean }) {
  const t = useText();
  return (
    <section className={classes.section} aria-label={t('targets.what')}>
      <h2 className={classes.heading}>{t('targets.what')}</h2>
      <div className={classes.fields}>
        <NameField
          label={t('settings.name')}
          value={policy.name}
          onChange={(name) => onEdit({ ...policy, name })}
          problem={problem}
        />
        {isNew && (
          <KeyField
            name={policy.name}
            value={policy.key}
            onChange={(key) => onEdit({ ...policy, key })}
            problem={problem}
          />
        )}
        <Select
          label={t('targets.measures')}
          data={MEASURES.map((value) => ({ value, label: t(`targets.measure.${value}`) }))}
          value={policy.measures}
          onChange={(value) => {
            const measures = MEASURES.find((one) => one === value);
            if (measures) onEdit({ ...policy, measures });
          }}
          allowDeselect={false}
        />
        <Select
          label={t('targets.kind')}
          data={CLOCK_KINDS.map((value) => ({ value, label: t(`targets.kind.${value}`) }))}
          value={policy.kind}
          onChange={(value) => {
            const kind = CLOCK_KINDS.find((one) => one === value);
            if (kind) onEdit({ ...policy, kind });
          }}
          allowDeselect={false}
        />
        <TextInput
          type="date"
          label={t('targets.validFrom')}
          value={policy.validFrom ?? ''}
          onChange={(event) => onEdit(withField(policy, 'validFrom', event.currentTarget.value))}
          error={fieldError(problem, '/validFrom')}
        />
        <TextInput
          type="date"
          label={t('targets.validUntil')}
          value={policy.validUntil ?? ''}
          onChange={(event) => onEdit(withField(policy, 'validUntil', event.currentTarget.value))}
          error={fieldError(problem, '/validUntil')}
        />
        <Switch
          label={t('targets.active')}
          checked={policy.active ?? true}
          onChange={({ currentTarget: { checked } }) =>
            onEdit(withField(policy, 'active', checked ? undefined : false))
          }
        />
        <Checkbox
          label={t('targets.beside')}
          description={t('targets.beside.help')}
          checked={policy.beside ?? false}
          onChange={({ currentTarget: { checked } }) =>
            onEdit(withField(policy, 'beside', checked || undefined))
          }
        />
      </div>
      <Textarea
        mt={14}
        label={t('targets.description')}
        autosize
        minRows={1}
        value={policy.description ?? ''}
        onChange={(event) => onEdit(withField(policy, 'description', event.currentTarget.value))}
      />
    </section>
  );
}

export function About({ policy, onEdit, problem, known }: PartProps) {
  const t = useText();
  const words = useFieldWords();
  return (
    <section className={classes.section} aria-label={t('targets.about')}>
      <h2 className={classes.heading}>{t('targets.about')}</h2>
      <p className={classes.help}>{t('targets.about.help')}</p>
      <MultiSelect
        label={t('targets.types')}
        mb={12}
        data={TICKET_TYPES.map((value) => ({ value, label: words.value('type', value) }))}
        value={[...policy.ticketTypes]}
        onChange={(next) =>
          onEdit({ ...policy, ticketTypes: TICKET_TYPES.filter((one) => next.includes(one)) })
        }
        error={errorUnder(problem, '/ticketTypes')}
      />
      <ConditionField
        label={t('targets.when')}
        condition={policy.when}
        facts={known.facts}
        names={known.names}
        onChange={(when) => onEdit(withField(policy, 'when', when))}
        error={errorUnder(problem, '/when')}
      />
    </section>
  );
}
