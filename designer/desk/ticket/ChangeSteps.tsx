/** The steps by which a change is carried out: writing them, seeing how far each is, and backing out of what is done. */
import { Button, Text, Textarea } from '@mantine/core';
import { IconAlertTriangle, IconListNumbers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { backOutChange, changeQuery } from '#designer/client/changes.ts';
import { fieldError } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import { riskQuery } from '#designer/client/risk.ts';
import type { Change } from '#designer/client/types/changes.ts';
import type { Ticket } from '#designer/client/types/tickets.ts';
import { StepList } from '#designer/ui/change/StepList.tsx';
import { useText } from '#designer/ui/locale.ts';
import { SaveDialog } from '#designer/ui/SaveDialog.tsx';
import classes from './ChangeSteps.module.css';
import { StepEditor } from './StepEditor.tsx';

export function ChangeSteps({ ticket }: { ticket: Ticket }) {
  const t = useText();
  const change = useQuery(changeQuery(ticket.id)).data;
  const { isFetched: isRiskKnown } = useQuery(riskQuery(ticket.id));
  /** As the plan was when writing began: what comes meanwhile is told when it is saved. */
  const [edited, setEdited] = useState<Change | null>(null);
  const [backingOut, setBackingOut] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  /** What has the focus goes with what is closed, and often the button that opened it. */
  const close = () => {
    setEdited(null);
    setBackingOut(false);
    heading.current?.focus();
  };
  // What is wrong with asking for it, the plan above says.
  // The risk stands above them: what came later would push away what is being typed.
  if (change === undefined || !isRiskKnown) return null;
  // Those of a standard change are approved as they are.
  const mayPlan = change.allowed.includes('schedule') && !change.fixed.includes('steps');
  if (change.steps.length === 0 && !mayPlan) return null;
  return (
    <section className={classes.section} aria-labelledby="change-steps">
      <header className={classes.head}>
        <h2 id="change-steps" ref={heading} tabIndex={-1} className={classes.heading}>
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
        <StepEditor change={edited} now={change} onClose={close} />
      ) : (
        <>
          {change.steps.length === 0 && <p className={classes.quiet}>{t('changes.steps.none')}</p>}
          {change.steps.length > 0 && <StepList steps={change.steps} />}
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
      {backingOut && <BackOutDialog change={change} onClose={close} />}
    </section>
  );
}

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
