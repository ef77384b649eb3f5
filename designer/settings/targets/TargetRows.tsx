/** How much time is promised: asked from top to bottom, the first that fits holds. By priority, by any condition, or both. */
import { Button, MultiSelect, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useFieldWords } from '#designer/ui/field-words.ts';
import { useText } from '#designer/ui/locale.ts';
import { ConditionField } from '../service/ConditionField.tsx';
import { errorUnder } from '../service/error-under.ts';
import { LengthField } from '../service/LengthField.tsx';
import { MoveActs } from '../service/MoveActs.tsx';
import classes from '../service/Service.module.css';
import type { PartProps } from './parts.ts';
import { freeId, moved, replaced, type Target } from './policy.ts';
import { useTargetWords } from './words.ts';

const PRIORITIES = [1, 2, 3, 4] as const;

export function TargetRows({ policy, onEdit, problem, known }: PartProps) {
  const t = useText();
  const words = useTargetWords();
  const fields = useFieldWords();
  const { targets } = policy;
  const put = (next: readonly Target[]) => onEdit({ ...policy, targets: next });
  const add = () =>
    put([...targets, { id: freeId('t', targets), priorities: [1], within: { businessHours: 8 } }]);
  return (
    <section className={classes.section} aria-label={t('targets.promise')}>
      <h2 className={classes.heading}>{t('targets.promise')}</h2>
      <p className={classes.help}>{t('targets.promise.help')}</p>
      <ol className={classes.rows}>
        {targets.map((target, index) => {
          const name = words.whom(target);
          const change = (next: Target) => put(replaced(targets, index, next));
          return (
            <li key={target.id} className={classes.card}>
              <div className={classes.line}>
                <MultiSelect
                  label={t('targets.priorities')}
                  placeholder={target.priorities ? '' : t('targets.priorities.any')}
                  data={PRIORITIES.map((one) => ({
                    value: String(one),
                    label: fields.value('priority', one),
                  }))}
                  value={(target.priorities ?? []).map(String)}
                  onChange={(next) => change(withPriorities(target, next.map(Number)))}
                  clearable
                />
                <LengthField
                  name={name}
                  value={target.within}
                  onChange={(within) => change({ ...target, within })}
                  error={errorUnder(problem, `/targets/${index}/within`)}
                />
                <TextInput
                  label={t('targets.called')}
                  placeholder={name}
                  value={target.name ?? ''}
                  onChange={(event) => change(withName(target, event.currentTarget.value))}
                />
                <MoveActs
                  name={name}
                  index={index}
                  count={targets.length}
                  onMove={(by) => put(moved(targets, index, by))}
                  onRemove={
                    targets.length > 1
                      ? () => put(targets.filter((_, at) => at !== index))
                      : undefined
                  }
                />
              </div>
              <ConditionField
                label={t('targets.onlyWhen', { name })}
                condition={target.when}
                facts={known.facts}
                names={known.names}
                onChange={(when) => change(withWhen(target, when))}
                error={errorUnder(problem, `/targets/${index}/when`)}
              />
            </li>
          );
        })}
      </ol>
      {errorUnder(problem, '/targets') && (
        <p className={classes.error} role="alert">
          {errorUnder(problem, '/targets')}
        </p>
      )}
      <Button
        variant="subtle"
        size="compact-sm"
        mt={8}
        leftSection={<IconPlus size={14} />}
        onClick={add}
      >
        {t('targets.addTarget')}
      </Button>
    </section>
  );
}

function withPriorities({ priorities: _, ...target }: Target, priorities: number[]): Target {
  return priorities.length === 0 ? target : { ...target, priorities: priorities.toSorted() };
}

const withName = ({ name: _, ...target }: Target, name: string): Target =>
  name === '' ? target : { ...target, name };

function withWhen({ when: _, ...target }: Target, when: Target['when']): Target {
  return when === undefined ? target : { ...target, when };
}
