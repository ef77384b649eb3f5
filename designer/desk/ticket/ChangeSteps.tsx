/** The steps by which a change is carried out: how far each is, who has done it and when, and backing out of what is done. */
import { Button, Text, Textarea } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconCheck,
  IconCircleDashed,
  IconListNumbers,
  IconMinus,
  IconPlayerPlay,
  IconX,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { backOutChange, changeQuery } from '#designer/client/changes.ts';
import { fieldError } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import type { Change, ChangeStep, StepState } from '#designer/client/types/changes.ts';
import type { Ticket } from '#designer/client/types/tickets.ts';
import { PersonName } from '#designer/ui/Avatar.tsx';
import { Chip, type Tone } from '#designer/ui/Chip.tsx';
import { useText } from '#designer/ui/locale.ts';
import { SaveDialog } from '#designer/ui/SaveDialog.tsx';
import { Time } from '#designer/ui/Time.tsx';
import classes from './ChangeSteps.module.css';
import { StepEditor } from './StepEditor.tsx';

const SHOWN: Readonly<Record<StepState, { readonly tone: Tone; readonly icon: ReactNode }>> = {
  waiting: { tone: 'neutral', icon: <IconCircleDashed size={13} aria-hidden="true" /> },
  doing: { tone: 'info', icon: <IconPlayerPlay size={13} aria-hidden="true" /> },
  done: { tone: 'good', icon: <IconCheck size={13} aria-hidden="true" /> },
  failed: { tone: 'bad', icon: <IconX size={13} aria-hidden="true" /> },
  undoing: { tone: 'warn', icon: <IconArrowBackUp size={13} aria-hidden="true" /> },
  undone: { tone: 'neutral', icon: <IconArrowBackUp size={13} aria-hidden="true" /> },
  nothing_to_undo: { tone: 'neutral', icon: <IconMinus size={13} aria-hidden="true" /> },
  not_done: { tone: 'neutral', icon: <IconMinus size={13} aria-hidden="true" /> },
};

export function ChangeSteps({ ticket }: { ticket: Ticket }) {
  const t = useText();
  const change = useQuery(changeQuery(ticket.id)).data;
  /** As the plan was when writing began: what comes meanwhile is told when it is saved. */
  const [edited, setEdited] = useState<Change | null>(null);
  const [backingOut, setBackingOut] = useState(false);
  // What is wrong with asking for it, the plan above says.
  if (change === undefined) return null;
  const mayPlan = change.allowed.includes('plan');
  if (change.steps.length === 0 && !mayPlan) return null;
  return (
    <section className={classes.section} aria-labelledby="change-steps">
      <header className={classes.head}>
        <h2 id="change-steps" className={classes.heading}>
          {t('changes.steps')}
        </h2>
        {change.steps.length > 0 && (
          <span className={classes.quiet}>
            {t('changes.steps.count', {
              done: change.steps.filter(({ state }) => state === 'done').length,
              all: change.steps.length,
            })}
          </span>
        )}
      </header>
      {edited ? (
        <StepEditor change={edited} onClose={() => setEdited(null)} />
      ) : (
        <>
          {change.steps.length === 0 && <p className={classes.quiet}>{t('changes.steps.none')}</p>}
          {change.steps.length > 0 && (
            <ol className={classes.list}>
              {change.steps.map((step, index) => (
                <Step key={step.key} step={step} number={index + 1} />
              ))}
            </ol>
          )}
          <div className={classes.acts}>
            {mayPlan && (
              <Button
                variant="default"
                size="xs"
                leftSection={<IconListNumbers size={14} aria-hidden="true" />}
                onClick={() => setEdited(change)}
              >
                {t(change.steps.length === 0 ? 'changes.steps.begin' : 'changes.steps.edit')}
              </Button>
            )}
            {change.allowed.includes('backOut') && (
              <Button
                variant="default"
                color="red"
                size="xs"
                leftSection={<IconAlertTriangle size={14} aria-hidden="true" />}
                onClick={() => setBackingOut(true)}
              >
                {t('changes.backOut')}
              </Button>
            )}
          </div>
        </>
      )}
      {backingOut && <BackOutDialog change={change} onClose={() => setBackingOut(false)} />}
    </section>
  );
}

function Step({ step, number }: { step: ChangeStep; number: number }) {
  const t = useText();
  const { assignment, state, undo, details, minutes } = step;
  const { tone, icon } = SHOWN[state];
  const planned = assignment?.user ?? null;
  const place = assignment?.group?.name ?? assignment?.queue?.name;
  return (
    <li
      className={classes.step}
      data-state={state}
      aria-current={isNow(state) ? 'step' : undefined}
    >
      <span className={classes.number} aria-hidden="true">
        {number}
      </span>
      <div className={classes.body}>
        <p className={classes.title}>
          <span dir="auto">{step.title}</span>
          <Chip tone={tone} icon={icon}>
            {t(`changes.step.${state}`)}
          </Chip>
        </p>
        <p className={classes.facts}>
          {step.by !== null && <PersonName person={step.by} />}
          {step.by === null && planned !== null && <PersonName person={planned} />}
          {step.by === null && place !== undefined && <span dir="auto">{place}</span>}
          {step.at !== null && <Time at={step.at} short />}
          {step.dueAt !== null && (
            <span>
              {t('changes.step.due')} <Time at={step.dueAt} short />
            </span>
          )}
          {minutes !== null && step.at === null && (
            <span>{t('changes.step.minutes.said', { minutes })}</span>
          )}
        </p>
        {(details !== '' || undo !== '') && (
          <details className={classes.more}>
            <summary>
              <span className="p-hidden">{t('changes.step.more.of', { title: step.title })}</span>
              <span aria-hidden="true">{t('changes.step.more')}</span>
            </summary>
            {details !== '' && (
              <p className={classes.text} dir="auto">
                {details}
              </p>
            )}
            {undo !== '' && (
              <>
                <p className={classes.quiet}>{t('changes.step.undo')}</p>
                <p className={classes.text} dir="auto">
                  {undo}
                </p>
              </>
            )}
          </details>
        )}
      </div>
    </li>
  );
}

const isNow = (state: StepState): boolean => state === 'doing' || state === 'undoing';

function BackOutDialog({ change, onClose }: { change: Change; onClose: () => void }) {
  const t = useText();
  const [reason, setReason] = useState('');
  return (
    <SaveDialog
      title={t('changes.backOut.title', { number: change.number })}
      submit={t('changes.backOut.submit')}
      color="red"
      what={reason}
      save={(sendKey) => backOutChange(change.id, reason, sendKey)}
      saved={t('changes.backOut.asked')}
      touches={[keys.ticket(change.id), keys.ticket(change.number)]}
      disabled={reason.trim() === ''}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <Text size="sm">{t('changes.backOut.text')}</Text>
          <Textarea
            label={t('changes.backOut.reason')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={fieldError(problem, '/reason')}
            maxLength={2_000}
            autosize
            minRows={2}
            dir="auto"
            data-autofocus
          />
        </>
      )}
    </SaveDialog>
  );
}
