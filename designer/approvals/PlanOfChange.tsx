/** What is planned where a change is to be approved: when, what it touches, what is written about it, and each step with how it is taken back. */
import { useIntl } from 'react-intl';
import type { StepState } from '#designer/client/types/changes.ts';
import type { Approval } from '#designer/client/types/tasks.ts';
import { useRoundWords } from '#designer/ui/approval/use-words.ts';
import { StepChip } from '#designer/ui/change/StepChip.tsx';
import { useFieldWords } from '#designer/ui/field-words.ts';
import { useText } from '#designer/ui/locale.ts';
import { exact } from '#designer/ui/time.ts';
import { PLAN_TEXTS } from '#engine/changes/plan.ts';
import type { StepFacts } from '#engine/changes/steps.ts';
import { knownIn } from '#engine/reading.ts';
import classes from './ApprovalPage.module.css';
import own from './PlanOfChange.module.css';
import { type Doer, doerOf, plannedOf, proposedSteps, sayDoer } from './planned.ts';
import { useItemNames } from './use-item-names.ts';
import { useStepsNow } from './use-steps-now.ts';

export function PlanOfChange({ approval }: { approval: Approval }) {
  const t = useText();
  const words = useFieldWords();
  const { list } = useRoundWords();
  const touched = useItemNames(approval);
  const now = useStepsNow(approval);
  const planned = plannedOf(approval);
  if (planned === null) return <Proposed approval={approval} />;
  const { people } = knownIn(approval.subject, approval.people);
  const { kind, plannedFrom, plannedTo, texts, steps } = planned;
  const facts = [
    ...(plannedFrom && plannedTo
      ? [
          {
            name: 'when',
            title: t('approval.plan.when'),
            value: (
              <>
                <At instant={plannedFrom} /> – <At instant={plannedTo} />
              </>
            ),
          },
        ]
      : [
          {
            name: 'from',
            title: t('changes.plan.from'),
            value: plannedFrom && <At instant={plannedFrom} />,
          },
          {
            name: 'to',
            title: t('changes.plan.to'),
            value: plannedTo && <At instant={plannedTo} />,
          },
        ]),
    {
      name: 'touches',
      title: t('field.configItems'),
      value: touched.length > 0 && list(touched),
    },
    { name: 'kind', title: t('changes.kind'), value: kind && words.value('kind', kind) },
    ...PLAN_TEXTS.map((name) => ({
      name,
      title: t(`changes.plan.${name}`),
      value: texts[name] && <span dir="auto">{texts[name]}</span>,
    })),
  ].filter(({ value }) => value);
  if (facts.length === 0 && steps.length === 0) return null;
  return (
    <section className={classes.section} aria-labelledby="approval-plan">
      <h2 id="approval-plan" className={classes.heading}>
        {t('approval.plan')}
      </h2>
      {facts.length > 0 && (
        <dl className={classes.facts}>
          {facts.map(({ name, title, value }) => (
            <div key={name} className={classes.fact}>
              <dt>{title}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {steps.length > 0 && (
        <>
          <h3 className={own.label}>{t('changes.steps')}</h3>
          <ol className={own.steps}>
            {steps.map((step) => (
              <Step
                key={step.key}
                step={step}
                doer={doerOf(step, people)}
                state={now.get(step.key)}
              />
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

/** How each change that follows it is to be carried out. */
function Proposed({ approval }: { approval: Approval }) {
  const t = useText();
  const steps = proposedSteps(approval);
  if (steps.length === 0) return null;
  return (
    <section className={classes.section} aria-labelledby="approval-steps">
      <h2 id="approval-steps" className={classes.heading}>
        {t('changes.steps')}
      </h2>
      <ol className={own.steps}>
        {steps.map(({ by, details = '', undo = '', minutes = null, title }, at) => (
          <Step
            // biome-ignore lint/suspicious/noArrayIndexKey: nothing of a proposal moves
            key={at}
            step={{ title, details, undo, minutes }}
            doer={by === undefined ? undefined : { kind: 'user', name: by }}
          />
        ))}
      </ol>
    </section>
  );
}

/** The exact time and not how long until then: whether it suits is part of what is decided, also on a phone, where nothing hovers. */
function At({ instant }: { instant: string }) {
  return <time dateTime={instant}>{exact(useIntl(), Date.parse(instant))}</time>;
}

type StepProps = {
  step: Pick<StepFacts, 'title' | 'details' | 'undo' | 'minutes'>;
  doer: Doer | undefined;
  /** How far it is, where that is known. */
  state?: StepState | undefined;
};

function Step({ step, doer, state }: StepProps) {
  const t = useText();
  const { title, details, undo, minutes } = step;
  return (
    <li>
      <p className={own.title}>
        <span dir="auto">{title}</span>
        {state !== undefined && <StepChip state={state} />}
      </p>
      {(doer !== undefined || minutes !== null) && (
        <p className={own.quiet}>
          {doer !== undefined && <bdi>{sayDoer(t, doer)}</bdi>}
          {minutes !== null && <span>{t('changes.step.minutes.said', { minutes })}</span>}
        </p>
      )}
      {details !== '' && (
        <p className={own.text} dir="auto">
          {details}
        </p>
      )}
      {undo !== '' && (
        <p className={own.text} dir="auto">
          {t('standards.step.undo', { undo })}
        </p>
      )}
    </li>
  );
}
