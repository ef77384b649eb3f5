/** Why everybody was asked again: what has changed from what to what, or who wanted it and why. */
import { IconArrowRight } from '@tabler/icons-react';
import type { Approval, AskedAgain } from '#designer/client/types/tasks.ts';
import { useFieldWords } from '#designer/ui/field-words.ts';
import { useText } from '#designer/ui/locale.ts';
import type { StepFacts } from '#engine/changes/steps.ts';
import { knownIn } from '#engine/reading.ts';
import { factWords } from './fact-words.ts';
import { piecesOf } from './pieces.ts';
import { doerOf, sayDoer } from './planned.ts';
import classes from './rounds.module.css';
import { useShape } from './use-shape.ts';

export function WhyAgain({ approval, why }: { approval: Approval; why: AskedAgain }) {
  const t = useText();
  const words = useFieldWords();
  const shape = useShape(approval);
  if (why.changed === null)
    return (
      <div className={classes.why}>
        <p>{t('approval.again.by', { name: why.by?.name ?? t('common.unknownPerson') })}</p>
        {why.reason !== null && (
          <p className={classes.reason} dir="auto">
            {why.reason}
          </p>
        )}
      </div>
    );
  const known = knownIn(approval.subject, approval.people);
  const said = (step: StepFacts) => {
    const { title, details, undo, minutes } = step;
    const doer = doerOf(step, known.people);
    return [
      title,
      doer && sayDoer(t, doer),
      minutes !== null && t('changes.step.minutes.said', { minutes }),
      details,
      undo !== '' && t('standards.step.undo', { undo }),
    ]
      .filter(Boolean)
      .join('\n');
  };
  const pieces = why.changed.flatMap((one) => piecesOf(one, said));
  return (
    <dl className={classes.why}>
      {pieces.map(({ fact, step, before, after }) => {
        const { title, say } = factWords(fact, shape, words, known);
        return (
          <div key={JSON.stringify([fact, step, before, after])}>
            <dt dir="auto">{step === undefined ? title : `${title}: ${step}`}</dt>
            <dd>
              <span className="p-hidden">{t('approval.again.before')} </span>
              <bdi className={classes.before}>{say(before)}</bdi>
              <IconArrowRight size={15} aria-hidden="true" className={classes.arrow} />
              <span className="p-hidden">{t('approval.again.after')} </span>
              <bdi className={classes.after}>{say(after)}</bdi>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
