/**
 * Asking before deciding. Asking takes nothing away: whoever has asked may decide all the same, and reads here that an answer is
 * still waited for.
 */
import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { askBack } from '#designer/client/approvals.ts';
import type { Approval } from '#designer/client/types/tasks.ts';
import { SayForm } from '#designer/ui/approval/SayForm.tsx';
import { useText } from '#designer/ui/locale.ts';
import classes from './DecisionPanel.module.css';
import { waitsForAnswer } from './standing.ts';
import { requesterOf } from './subject.ts';

/** The most the API takes. */
const QUESTION_MAX = 4_000;

export function AskFirst({ approval }: { approval: Approval }) {
  const t = useText();
  const [isOpened, setOpened] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const name = requesterOf(approval)?.name ?? t('approval.requester');
  const leave = () => {
    setOpened(false);
    opener.current?.focus();
  };
  return (
    <>
      <Button
        ref={opener}
        variant="subtle"
        className={classes.quiet}
        aria-expanded={isOpened}
        onClick={() => setOpened(!isOpened)}
      >
        {t('approval.ask')}
      </Button>
      {isOpened && (
        <SayForm
          name={`approval.question.${approval.id}`}
          label={t('approval.ask.what', { name })}
          help={t('approval.ask.help')}
          missing={t('approval.ask.missing')}
          submit={t('approval.ask.send', { name })}
          maxLength={QUESTION_MAX}
          send={(text, key) => askBack(approval.id, text, key)}
          onSent={leave}
          onLeave={leave}
        />
      )}
    </>
  );
}

/** That an answer is waited for, and whether time is. */
export function Waiting({ approval }: { approval: Approval }) {
  const t = useText();
  const name = requesterOf(approval)?.name ?? t('approval.requester');
  return (
    <div role="status" className={classes.waiting}>
      {waitsForAnswer(approval) && (
        <p className={classes.inPlaceOf} dir="auto">
          {t(approval.pausedAt === null ? 'approval.waiting' : 'approval.waiting.paused', { name })}
        </p>
      )}
    </div>
  );
}
