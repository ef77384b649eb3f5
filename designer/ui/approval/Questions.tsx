/**
 * What approvers wanted to know before they decide, and what they were told, in order; whoever may answer does so in place. On
 * the approval, the ticket and the page where a request is followed it is the same.
 */
import { Button } from '@mantine/core';
import { IconCornerDownRight } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { answerBack } from '#designer/client/approvals.ts';
import { useMe } from '#designer/client/me.ts';
import type { Approval, Question } from '#designer/client/types/tasks.ts';
import { Avatar } from '../Avatar.tsx';
import { useText } from '../locale.ts';
import { Time } from '../Time.tsx';
import classes from './Questions.module.css';
import { SayForm } from './SayForm.tsx';

type Named = { readonly email: string; readonly name: string };

/** `requester`: who is asked; whoever else may answer does it for them. */
type Props = { approval: Approval; requester: Named | null };

/** The most the API takes. */
const ANSWER_MAX = 10_000;

export function Questions({ approval, requester }: Props) {
  return (
    <ol className={classes.list} aria-live="polite" aria-relevant="additions">
      {approval.questions.map((question) => (
        <Asked key={question.id} {...{ approval, requester, question }} />
      ))}
    </ol>
  );
}

function Asked({ approval, requester, question }: Props & { question: Question }) {
  const t = useText();
  const { answeredBy, answeredAt, answer } = question;
  const place = useRef<HTMLLIElement>(null);
  const [hasSent, setSent] = useState(false);
  // What was pressed is gone: whoever has answered stays with their answer.
  useEffect(() => {
    if (hasSent) place.current?.focus({ preventScroll: true });
  }, [hasSent]);
  return (
    <li ref={place} tabIndex={-1} className={classes.asked}>
      <Said who={question.askedBy} at={question.askedAt} text={question.text} />
      {answeredBy !== null && answeredAt !== null ? (
        <Said who={answeredBy} at={answeredAt} text={answer ?? ''} isAnswer />
      ) : approval.allowed.includes('answer') ? (
        <Answer {...{ approval, requester, question }} onSent={() => setSent(true)} />
      ) : (
        <p className={classes.open}>{t('approval.question.open')}</p>
      )}
    </li>
  );
}

function Said({
  who,
  at,
  text,
  isAnswer,
}: {
  who: Named;
  at: string;
  text: string;
  isAnswer?: true;
}) {
  const t = useText();
  return (
    <div className={classes.said} data-answer={isAnswer}>
      <Avatar person={who} size={28} />
      <div className={classes.body}>
        <p className={classes.who}>
          {isAnswer && (
            <IconCornerDownRight size={15} aria-hidden="true" className={classes.turn} />
          )}
          <span className={classes.name} dir="auto">
            {who.name || who.email}
          </span>
          <span className="p-hidden">{t(isAnswer ? 'approval.answered' : 'approval.asked')}</span>
          <Time at={at} className={classes.time} />
        </p>
        <p className={classes.text} dir="auto">
          {text}
        </p>
      </div>
    </div>
  );
}

function Answer({
  approval,
  requester,
  question,
  onSent,
}: Props & { question: Question; onSent: () => void }) {
  const t = useText();
  const { email } = useMe().user;
  const [isOpened, setOpened] = useState(false);
  const isOwn = requester?.email === email;
  const name = requester?.name ?? '';
  if (!isOwn && !isOpened)
    return (
      <Button
        size="compact-md"
        variant="subtle"
        className={classes.opener}
        onClick={() => setOpened(true)}
      >
        {t('approval.answer.inPlaceOf', { name })}
      </Button>
    );
  return (
    <SayForm
      name={`approval.answer.${question.id}`}
      label={isOwn ? t('approval.answer') : t('approval.answer.inPlaceOf', { name })}
      help={t('approval.answer.help')}
      missing={t('approval.answer.missing')}
      submit={t('approval.answer.send')}
      maxLength={ANSWER_MAX}
      send={(text, key) => answerBack(approval.id, question.id, text, key)}
      onSent={onSent}
      isOnce
      onLeave={isOwn ? undefined : () => setOpened(false)}
    />
  );
}
