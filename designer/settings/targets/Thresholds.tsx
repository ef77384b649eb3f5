/** What is done as the time runs out: at a share of it, so long before the deadline, or after it, again and again. */
import { Button, NumberInput, Select, Switch } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useText } from '#designer/ui/locale.ts';
import type { ThresholdAction } from '#engine/clocks/threshold-action.ts';
import { errorUnder } from '../service/error-under.ts';
import { LengthField } from '../service/LengthField.tsx';
import { MoveActs } from '../service/MoveActs.tsx';
import classes from '../service/Service.module.css';
import { ActionRow, newAction } from './ActionRow.tsx';
import type { PartProps } from './parts.ts';
import { freeId, moved, replaced, type Threshold } from './policy.ts';
import { useTargetWords } from './words.ts';

const AT = ['percent', 'before', 'after'] as const;
const ACTIONS = ['notify', 'escalate', 'reassign', 'raisePriority', 'tag', 'startProcess'] as const;

export function Thresholds({ policy, onEdit, problem, options }: PartProps) {
  const t = useText();
  const words = useTargetWords();
  const { thresholds } = policy;
  const put = (next: readonly Threshold[]) => onEdit({ ...policy, thresholds: next });
  return (
    <section className={classes.section} aria-label={t('targets.thresholds')}>
      <h2 className={classes.heading}>{t('targets.thresholds')}</h2>
      <p className={classes.help}>{t('targets.thresholds.help')}</p>
      <ol className={classes.rows}>
        {thresholds.map((threshold, index) => {
          const name = words.at(threshold.at);
          const change = (next: Threshold) => put(replaced(thresholds, index, next));
          const act = (actions: readonly ThresholdAction[]) => change({ ...threshold, actions });
          const { actions } = threshold;
          return (
            <li key={threshold.id} className={classes.card}>
              <div className={classes.line}>
                <At
                  name={name}
                  at={threshold.at}
                  onChange={(at) => change({ ...threshold, at })}
                  error={errorUnder(problem, `/thresholds/${index}/at`)}
                />
                <MoveActs
                  name={name}
                  index={index}
                  count={thresholds.length}
                  onMove={(by) => put(moved(thresholds, index, by))}
                  onRemove={() => put(thresholds.filter((_, place) => place !== index))}
                />
              </div>
              {actions.map((action, place) => (
                <ActionRow
                  // biome-ignore lint/suspicious/noArrayIndexKey: an action has no identity but its place.
                  key={place}
                  name={name}
                  action={action}
                  options={options}
                  onChange={(next) => act(replaced(actions, place, next))}
                  onRemove={() => act(actions.filter((_, at) => at !== place))}
                  error={errorUnder(problem, `/thresholds/${index}/actions/${place}`)}
                />
              ))}
              <Select
                maw={260}
                size="xs"
                aria-label={t('targets.addAction', { name })}
                placeholder={t('targets.addAction.short')}
                data={ACTIONS.map((type) => ({ value: type, label: t(`targets.action.${type}`) }))}
                value={null}
                onChange={(next) => {
                  const type = ACTIONS.find((one) => one === next);
                  if (type) act([...actions, newAction(type, options)]);
                }}
              />
            </li>
          );
        })}
      </ol>
      <Button
        variant="subtle"
        size="compact-sm"
        mt={8}
        leftSection={<IconPlus size={14} />}
        onClick={() =>
          put([
            ...thresholds,
            {
              id: freeId('t', thresholds),
              at: { percent: 50 },
              actions: [{ type: 'notify', to: [{ relation: 'inCharge' }] }],
            },
          ])
        }
      >
        {t('targets.addThreshold')}
      </Button>
    </section>
  );
}

type AtProps = {
  name: string;
  at: Threshold['at'];
  onChange: (at: Threshold['at']) => void;
  error?: string | undefined;
};

function At({ name, at, onChange, error }: AtProps) {
  const t = useText();
  const kind = AT.find((one) => one in at) ?? 'percent';
  return (
    <>
      <Select
        label={t('targets.atWhat')}
        aria-label={t('targets.atWhat.of', { name })}
        data={AT.map((value) => ({ value, label: t(`targets.atWhat.${value}`) }))}
        value={kind}
        allowDeselect={false}
        onChange={(next) => {
          if (next === kind) return;
          if (next === 'percent') onChange({ percent: 75 });
          if (next === 'before') onChange({ before: { businessHours: 1 } });
          if (next === 'after') onChange({ after: { businessHours: 1 } });
        }}
        error={error}
      />
      {'percent' in at && (
        <NumberInput
          w={110}
          aria-label={t('targets.share', { name })}
          value={at.percent}
          min={1}
          max={100}
          suffix=" %"
          onChange={(value) => onChange({ percent: Number(value) || 1 })}
        />
      )}
      {'before' in at && (
        <LengthField name={name} value={at.before} onChange={(before) => onChange({ before })} />
      )}
      {'after' in at && (
        <>
          <LengthField
            name={name}
            value={at.after}
            onChange={(after) => onChange({ ...at, after })}
          />
          <Switch
            label={t('targets.again')}
            checked={at.every !== undefined}
            onChange={({ currentTarget: { checked } }) =>
              onChange({ after: at.after, ...(checked ? { every: at.after, times: 3 } : {}) })
            }
          />
          {at.every && (
            <>
              <LengthField
                name={t('targets.every', { name })}
                value={at.every}
                onChange={(every) => onChange({ ...at, every })}
              />
              <NumberInput
                w={120}
                aria-label={t('targets.times', { name })}
                value={at.times ?? ''}
                placeholder="∞"
                min={1}
                max={1000}
                suffix=" ×"
                onChange={(value) =>
                  onChange({
                    after: at.after,
                    every: at.every,
                    ...(value === '' ? {} : { times: Number(value) || 1 }),
                  })
                }
              />
            </>
          )}
        </>
      )}
    </>
  );
}
