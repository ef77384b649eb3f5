/** Deciding while signed in: for oneself, or for whom one stands in. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { decide } from '#designer/client/approvals.ts';
import { useMe } from '#designer/client/me.ts';
import { fieldError, isProblem } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import type { Approval } from '#designer/client/types/tasks.ts';
import { useApprovalChanged } from '#designer/client/use-approval-changed.ts';
import { useIntention } from '#designer/client/use-intention.ts';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useKept } from '#designer/ui/use-kept.ts';
import { AskFirst, Waiting } from './AskFirst.tsx';
import { Ballot, type Said } from './Ballot.tsx';
import classes from './DecisionPanel.module.css';
import { InPlaceOf } from './InPlaceOf.tsx';
import { mayBeFor, type Voices } from './standing.ts';

export function Decide({ approval, voices }: { approval: Approval; voices: Voices }) {
  const t = useText();
  const client = useQueryClient();
  const changed = useApprovalChanged();
  const me = useMe();
  const [comment, setComment, forget] = useKept(`approval.${approval.id}`, '');
  const [wanted, setForOnly] = useState<string | null>(null);
  // Whoever was chosen may have decided meanwhile.
  const forOnly = mayBeFor(voices, me.user.email).find((one) => one === wanted) ?? null;
  const [error, setError] = useState<unknown>(null);
  const intention = useIntention();

  const send = async (said: Said) => {
    setError(null);
    try {
      const { subjectHash } = approval;
      const body = { ...said, subjectHash, ...(forOnly === null ? {} : { for: forOnly }) };
      const decided = await intention.send(body, (key) => decide(approval.id, body, key));
      forget();
      setForOnly(null);
      changed(decided);
    } catch (problem) {
      setError(problem);
      if (isProblem(problem) && (problem.status === 409 || problem.status === 412))
        for (const queryKey of [keys.approval(approval.id), keys.changes('in-the-way')])
          void client.invalidateQueries({ queryKey });
    }
  };

  const wrongPassword = isProblem(error, 'password_required')
    ? fieldError(error, '/password') && t('approval.sign.wrong')
    : undefined;
  return (
    <Ballot
      comment={comment}
      onComment={setComment}
      signature={approval.signature}
      onDecide={send}
      wrongPassword={wrongPassword}
      problem={
        isProblem(error, 'not_your_turn') ? (
          <p className={classes.note} role="alert">
            {t('approval.notYourTurn')}
          </p>
        ) : (
          error !== null && wrongPassword === undefined && <ProblemNotice error={error} compact />
        )
      }
      others={approval.allowed.includes('ask') && <AskFirst approval={approval} />}
    >
      <Waiting approval={approval} />
      <InPlaceOf voices={voices} forOnly={forOnly} onChange={setForOnly} />
    </Ballot>
  );
}
