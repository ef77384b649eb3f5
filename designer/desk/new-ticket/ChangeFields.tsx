/**
 * The plan of a change that is being opened: of which kind, from when to when, and folded up what is asked about its risk, its
 * steps and what is written about it. One that follows a standard change has all but its time from there.
 */
import { Select, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { fieldError } from '#designer/client/problem.ts';
import type { ChangeKind } from '#designer/client/types/changes.ts';
import { Chip } from '#designer/ui/Chip.tsx';
import { RiskQuestions } from '#designer/ui/change/RiskQuestions.tsx';
import { StepsEditor } from '#designer/ui/change/StepsEditor.tsx';
import { isWritten } from '#designer/ui/change/step-draft.ts';
import { useText } from '#designer/ui/locale.ts';
import { CHANGE_KINDS, PLAN_TEXTS } from '#engine/changes/plan.ts';
import { answersOf, type Draft, followedBy, type Setting } from './draft.ts';
import { errorWithin } from './errors.ts';
import classes from './NewTicketPage.module.css';
import { StandardPick } from './StandardPick.tsx';

type Props = {
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
  readonly setting: Setting;
  readonly error: unknown;
  /** It is to follow a standard change, and none is chosen yet. */
  readonly isUnpicked: boolean;
};

export function ChangeFields({ draft, onChange, setting, error, isUnpicked }: Props) {
  const t = useText();
  const followed = followedBy(draft, setting);
  return (
    <>
      <Select
        size="md"
        label={t('changes.kind')}
        description={t(`new.kind.${draft.kind}`)}
        data={CHANGE_KINDS.map((kind) => ({ value: kind, label: t(`changes.kind.${kind}`) }))}
        value={draft.kind}
        onChange={(kind) => onChange({ kind: (kind ?? 'normal') as ChangeKind })}
        error={fieldError(error, '/change/kind')}
        allowDeselect={false}
      />
      {draft.kind === 'standard' && (
        <StandardPick
          value={followed}
          onPick={({ key, name }) =>
            onChange({ standard: key, ...(draft.title.trim() === '' ? { title: name } : {}) })
          }
          error={
            fieldError(error, '/change/standard') ?? (isUnpicked ? t('form.required') : undefined)
          }
        />
      )}
      <div>
        <div className={classes.times}>
          <TextInput
            size="md"
            type="datetime-local"
            label={`${t('changes.plan.from')} ${t('common.optional')}`}
            value={draft.from}
            onChange={(event) => onChange({ from: event.currentTarget.value })}
            error={fieldError(error, '/change/plannedFrom')}
          />
          {followed === null && (
            <TextInput
              size="md"
              type="datetime-local"
              label={`${t('changes.plan.to')} ${t('common.optional')}`}
              value={draft.to}
              onChange={(event) => onChange({ to: event.currentTarget.value })}
              error={fieldError(error, '/change/plannedTo')}
            />
          )}
        </div>
        <p className={classes.note}>
          {t('changes.plan.zone', { zone: setting.timeZone })}
          {followed !== null && ` ${t('new.standard.ends')}`}
        </p>
      </div>
      {followed === null && <Folded {...{ draft, onChange, setting, error }} />}
    </>
  );
}

function Folded({ draft, onChange, setting, error }: Omit<Props, 'isUnpicked'>) {
  const t = useText();
  const { questions } = setting;
  const answers = answersOf(draft, setting);
  return (
    <>
      {questions.length > 0 && (
        <Fold
          title={t('risk.questions.optional')}
          filled={Object.keys(answers).length}
          isWrong={errorWithin(error, '/change/answers') !== undefined}
        >
          <RiskQuestions
            questions={questions}
            answers={answers}
            onAnswer={(key, option) => {
              const { [key]: _, ...others } = answers;
              onChange({ answers: option === null ? others : { ...others, [key]: option } });
            }}
            errorOf={(key) => fieldError(error, `/change/answers/${key}`)}
          />
        </Fold>
      )}
      <Fold
        title={`${t('changes.steps.begin')} ${t('common.optional')}`}
        filled={draft.steps.filter(isWritten).length}
        isWrong={errorWithin(error, '/change/steps') !== undefined}
      >
        <p className={classes.note}>{t('changes.steps.none')}</p>
        <StepsEditor
          drafts={draft.steps}
          onChange={(steps) => onChange({ steps })}
          problem={error}
          pointer="/change/steps"
        />
      </Fold>
      <Fold
        title={`${t('changes.plan.texts')} ${t('common.optional')}`}
        filled={PLAN_TEXTS.filter((field) => draft.texts[field].trim() !== '').length}
        isWrong={PLAN_TEXTS.some((field) => fieldError(error, `/change/${field}`) !== undefined)}
      >
        {PLAN_TEXTS.map((field) => (
          <Textarea
            key={field}
            label={t(`changes.plan.${field}`)}
            value={draft.texts[field]}
            onChange={(event) =>
              onChange({ texts: { ...draft.texts, [field]: event.currentTarget.value } })
            }
            error={fieldError(error, `/change/${field}`)}
            autosize
            minRows={2}
            maxLength={20_000}
            dir="auto"
          />
        ))}
      </Fold>
    </>
  );
}

type FoldProps = { title: string; filled: number; isWrong?: boolean; children: ReactNode };

/** What is wrong in it must not be folded away; how much stands in it is said. */
function Fold({ title, filled, isWrong = false, children }: FoldProps) {
  const t = useText();
  return (
    <details className={classes.fold} {...(isWrong ? { open: true } : {})}>
      <summary>
        {title} {filled > 0 && <Chip tone="accent">{t('new.filled', { count: filled })}</Chip>}
      </summary>
      <div className={classes.folded}>{children}</div>
    </details>
  );
}
