/** A condition with its editor, the sentence it says, and what is doubtful about it while it is written. */
import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { doubtsIn } from '#designer/ui/conditions/check.ts';
import type { Fact } from '#designer/ui/conditions/facts.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import { conditionWords, factWords, type Names } from '#designer/ui/diagram/words.ts';
import { useText } from '#designer/ui/locale.ts';
import type { Condition } from '#engine/condition.ts';
import classes from './Service.module.css';

const ConditionBuilder = lazy(async () => ({
  default: (await import('#designer/ui/conditions/ConditionBuilder.tsx')).ConditionBuilder,
}));

type Props = {
  label: string;
  condition: Condition | undefined;
  facts: readonly Fact[];
  names: Names;
  onChange: (condition: Condition | undefined) => void;
  error?: string | undefined;
};

export function ConditionField({ label, condition, facts, names, onChange, error }: Props) {
  const t = useText();
  const say = useSay();
  const doubts = condition ? doubtsIn(condition, facts) : [];
  return (
    <div className={classes.condition}>
      <Suspense fallback={<Skeleton height={32} />}>
        <ConditionBuilder
          wide
          label={label}
          condition={condition}
          facts={facts}
          onChange={onChange}
        />
      </Suspense>
      <div aria-live="polite">
        {condition && <Sentence condition={condition} names={names} />}
        {doubts.map(({ what, fact, value }) => (
          <p key={`${what} ${fact} ${value}`} className={classes.doubt}>
            {t(`condition.doubt.${what}`, {
              fact: factWords(say, fact, names),
              value: value ?? '',
            })}
          </p>
        ))}
      </div>
      {error && (
        <p className={classes.error} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

/** The condition as it is read, not written. */
export function Sentence({ condition, names }: { condition: Condition; names: Names }) {
  const say = useSay();
  return (
    <p className={classes.sentence} dir="auto">
      {conditionWords(say, condition, names)}
    </p>
  );
}
