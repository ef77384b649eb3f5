/** A process as steps with dates: done, called off, here now, to come. The state is a word too, not only a mark. */
import { IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import type { ProgressStep } from '#designer/client/types/runs.ts';
import { useSay } from './diagram/say.ts';
import { stepName } from './diagram/words.ts';
import { useText } from './locale.ts';
import classes from './Steps.module.css';
import { Time } from './Time.tsx';

const VERDICTS = ['approved', 'rejected', 'timedOut', 'deferred'] as const;
const AGAINST: readonly string[] = ['rejected', 'timedOut', 'deferred'];
const isVerdict = (outcome: string | null): outcome is (typeof VERDICTS)[number] =>
  VERDICTS.some((one) => one === outcome);

export function Steps({ steps, roomy = false }: { steps: ProgressStep[]; roomy?: boolean }) {
  const t = useText();
  const say = useSay();
  return (
    <ol className={classes.steps} data-roomy={roomy}>
      {steps.map((step, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: steps are told apart by nothing but their place
          key={index}
          className={classes.step}
          data-state={step.state}
          data-against={AGAINST.includes(step.outcome ?? '') || undefined}
          aria-current={step.state === 'current' ? 'step' : undefined}
        >
          <span className={classes.mark} aria-hidden="true">
            {step.state === 'done' &&
              (AGAINST.includes(step.outcome ?? '') ? (
                <IconX size={12} stroke={3} />
              ) : (
                <IconCheck size={12} stroke={3} />
              ))}
            {step.state === 'calledOff' && <IconMinus size={12} stroke={3} />}
          </span>
          <span className={classes.label} dir="auto">
            {stepName(say, step)}
          </span>
          <span className={classes.at}>
            {isVerdict(step.outcome) && (
              <span className={classes.outcome}>{t(`approvals.state.${step.outcome}`)} </span>
            )}
            {step.state === 'current' || step.state === 'calledOff' ? (
              t(`process.step.${step.state}`)
            ) : step.at !== null ? (
              <Time at={step.at} short />
            ) : null}
            {(step.state === 'done' || step.state === 'next') && (
              <span className="p-hidden">{t(`process.step.${step.state}`)}</span>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
