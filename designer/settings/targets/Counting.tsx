/**
 * When the clock begins, stands still, goes on, ends, begins anew and is called off: what is usual for what it measures, read as a
 * sentence, and whatever is said otherwise.
 */
import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { useText } from '#designer/ui/locale.ts';
import { afterStopOf, PRESETS } from '#engine/clocks/measures.ts';
import type { Condition } from '#engine/condition.ts';
import { ConditionField, Sentence } from '../service/ConditionField.tsx';
import { errorUnder } from '../service/error-under.ts';
import classes from '../service/Service.module.css';
import type { PartProps } from './parts.ts';
import { withField } from './policy.ts';

const CAUSES = ['start', 'pause', 'resume', 'stop', 'reset', 'cancel'] as const;
type Cause = (typeof CAUSES)[number];
const AFTER = ['stay', 'continue', 'restart'] as const;
const USUAL = 'usual';

export function Counting(props: PartProps) {
  const { policy, onEdit } = props;
  const t = useText();
  const usual = PRESETS[policy.measures].afterStop;
  return (
    <section className={classes.section} aria-label={t('targets.counting')}>
      <h2 className={classes.heading}>{t('targets.counting')}</h2>
      <p className={classes.help}>{t('targets.counting.help')}</p>
      <div>
        {CAUSES.map((cause) => (
          <CauseRow key={`${policy.measures} ${cause}`} {...props} cause={cause} />
        ))}
      </div>
      <Select
        mt={14}
        maw={420}
        label={t('targets.afterStop')}
        data={[
          {
            value: USUAL,
            label: t('targets.afterStop.usual', { what: t(`targets.after.${usual}`) }),
          },
          ...AFTER.map((value) => ({ value, label: t(`targets.after.${value}`) })),
        ]}
        value={policy.afterStop ?? USUAL}
        allowDeselect={false}
        onChange={(next) =>
          onEdit(
            withField(
              policy,
              'afterStop',
              AFTER.find((one) => one === next),
            ),
          )
        }
        description={t(`targets.after.${afterStopOf(policy)}.help`)}
      />
    </section>
  );
}

function CauseRow({ policy, onEdit, problem, known, cause }: PartProps & { cause: Cause }) {
  const t = useText();
  const own = policy[cause];
  const [isOpen, setOpen] = useState(false);
  const usual: Condition | undefined = PRESETS[policy.measures].conditions[cause];
  const name = t(`targets.cause.${cause}`);
  const put = (condition: Condition | undefined) => onEdit(withField(policy, cause, condition));
  const isOwn = own !== undefined || isOpen;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row everywhere.
    <div className={classes.cause} role="group" aria-label={name}>
      <strong>{name}</strong>
      {isOwn || !usual ? (
        <p className={classes.sentence}>
          {t(isOwn ? 'targets.cause.own' : `targets.cause.${cause}.none`)}
        </p>
      ) : (
        <Sentence condition={usual} names={known.names} />
      )}
      <Button
        size="compact-xs"
        variant="subtle"
        aria-label={t(isOwn ? 'targets.cause.backOf' : 'targets.cause.changeOf', { name })}
        onClick={() => {
          setOpen(!isOwn);
          // What is usual is where saying it otherwise begins.
          put(isOwn ? undefined : usual);
        }}
      >
        {t(isOwn ? 'targets.cause.back' : 'targets.cause.change')}
      </Button>
      {isOwn && (
        <ConditionField
          label={name}
          condition={own}
          facts={known.facts}
          names={known.names}
          onChange={put}
          error={errorUnder(problem, `/${cause}`)}
        />
      )}
    </div>
  );
}
