/** Somebody else has planned the same anew while it was typed here: what is saved replaces theirs, or theirs is taken. */
import { Button } from '@mantine/core';
import { useIntl } from 'react-intl';
import { useText } from '#designer/ui/locale.ts';
import classes from './ChangePlan.module.css';
import type { PlanField, PlanForm } from './use-plan-form.ts';

export function PlanClash({ form, isSaving }: { form: PlanForm; isSaving: boolean }) {
  const t = useText();
  const intl = useIntl();
  const { clashes, takeTheirs } = form;
  const names = clashes.map((field) => t(labelOf(field)));
  return (
    <div role="status">
      {clashes.length > 0 && !isSaving && (
        <div className={classes.followed}>
          <span>{t('changes.plan.clash', { fields: intl.formatList(names) })}</span>
          <Button size="compact-xs" variant="default" onClick={takeTheirs}>
            {t('changes.plan.clash.theirs')}
          </Button>
        </div>
      )}
    </div>
  );
}

const labelOf = (field: PlanField) =>
  field === 'kind' || field === 'result'
    ? (`changes.${field}` as const)
    : (`changes.plan.${field}` as const);
