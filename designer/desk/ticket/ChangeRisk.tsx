/**
 * How risky a change is and why: the risk and whose word it is, what the rules say for which reasons, the questions, and, for
 * who may, another risk. What was answered here stays until it is saved, also when somebody else changes the plan meanwhile.
 */
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { fieldError, isProblem } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import { riskQuery, weighChange } from '#designer/client/risk.ts';
import type { ChangeRisk as Risk } from '#designer/client/types/risk.ts';
import type { Ticket } from '#designer/client/types/tickets.ts';
import { Chip } from '#designer/ui/Chip.tsx';
import { RiskQuestions } from '#designer/ui/change/RiskQuestions.tsx';
import { RiskReasons } from '#designer/ui/change/RiskReasons.tsx';
import { RISK_TONES } from '#designer/ui/change/risk-tones.ts';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { Time } from '#designer/ui/Time.tsx';
import { useToast } from '#designer/ui/toast.ts';
import type { AnswersPatch } from '#engine/changes/questions.ts';
import classes from './ChangePlan.module.css';
import own from './ChangeRisk.module.css';
import { OtherRisk } from './OtherRisk.tsx';

export function ChangeRisk({ ticket }: { ticket: Ticket }) {
  const t = useText();
  const risk = useQuery(riskQuery(ticket.id));
  // Who asks for help has no part in it.
  if (isProblem(risk.error, 'not_permitted')) return null;
  // What is known stays, and what is typed beside it, where only the newest could not be fetched.
  if (risk.data === undefined)
    return risk.isError ? (
      <ProblemNotice error={risk.error} onRetry={() => void risk.refetch()} />
    ) : null;
  const mayPlan = risk.data.allowed.includes('plan');
  return (
    <section className={classes.plan} aria-labelledby="change-risk">
      <h2 id="change-risk" className={classes.heading}>
        {t('risk.title')}
      </h2>
      <Word risk={risk.data} id={ticket.id} />
      {/* Of a standard change it was settled when that was approved. */}
      {!risk.data.standard && <RiskReasons risk={risk.data} />}
      {!risk.data.standard && risk.data.questions.length > 0 && (
        <Answers id={ticket.id} risk={risk.data} mayPlan={mayPlan} />
      )}
      {risk.data.allowed.includes('judgeRisk') && <OtherRisk id={ticket.id} risk={risk.data} />}
    </section>
  );
}

/** What it is, whose word that is, and what the rules say where that is something else. */
function Word({ risk, id }: { risk: Risk; id: string }) {
  const t = useText();
  const toast = useToast();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const word = useRef<HTMLDivElement>(null);
  const { suggested, judgedBy } = risk;
  const isPersons = risk.by === 'person';
  const mayTake = risk.allowed.includes(isPersons ? 'judgeRisk' : 'plan');
  const isOther = !risk.standard && suggested !== null && (suggested !== risk.risk || isPersons);
  const take = async () => {
    if (suggested === null) return;
    setBusy(true);
    setProblem(null);
    try {
      await weighChange(id, risk.version, { risk: suggested, riskReason: '' });
      toast.done(t('risk.taken'));
      // The button goes away with what it did.
      word.current?.focus();
      await client.invalidateQueries({ queryKey: keys.ticket(id) });
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <div ref={word} tabIndex={-1} className={own.word}>
        {risk.risk === null ? (
          <Chip>{t('risk.none')}</Chip>
        ) : (
          <Chip tone={RISK_TONES[risk.risk]}>{t('risk.is', { risk: risk.risk })}</Chip>
        )}
        {risk.by === 'rules' && (
          <span className={classes.quiet}>
            {t(isOther ? 'risk.by.rulesThen' : 'risk.by.rules')}
          </span>
        )}
        {risk.by === 'standard' && <span className={classes.quiet}>{t('risk.by.standard')}</span>}
        {isPersons && (
          <span dir="auto">
            {judgedBy === null
              ? t('risk.by.somebody', { reason: risk.reason })
              : t('risk.by.person', { name: judgedBy.name, reason: risk.reason })}{' '}
            {risk.judgedAt !== null && <Time at={risk.judgedAt} short className={classes.quiet} />}
          </span>
        )}
      </div>
      {isOther && (
        <div className={own.word}>
          <span>{t('risk.suggested', { risk: suggested })}</span>
          {mayTake && (
            <Button size="compact-xs" variant="default" loading={busy} onClick={() => void take()}>
              {t('risk.take')}
            </Button>
          )}
        </div>
      )}
      {problem !== null && <ProblemNotice error={problem} compact />}
    </>
  );
}

function Answers({ id, risk, mayPlan }: { id: string; risk: Risk; mayPlan: boolean }) {
  const t = useText();
  const toast = useToast();
  const client = useQueryClient();
  const [said, setSaid] = useState<AnswersPatch>({});
  const [isOpen, setOpen] = useState(mayPlan && risk.unanswered.length > 0);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const known = Object.fromEntries(risk.questions.map(({ key, answer }) => [key, answer]));
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await weighChange(id, risk.version, { answers: said });
      await client.invalidateQueries({ queryKey: keys.ticket(id) });
      // What was chosen meanwhile is not saved yet.
      setSaid((now) =>
        Object.fromEntries(Object.entries(now).filter(([key, option]) => said[key] !== option)),
      );
      toast.done(t('risk.answers.saved'));
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  const count = risk.questions.length;
  return (
    <details
      className={classes.texts}
      open={isOpen}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{t('risk.questions', { count, answered: count - risk.unanswered.length })}</summary>
      <form onSubmit={(event) => void save(event)} className={classes.form}>
        <RiskQuestions
          questions={risk.questions}
          answers={{ ...known, ...said }}
          onAnswer={(question, option) => setSaid((now) => ({ ...now, [question]: option }))}
          disabled={!mayPlan}
          errorOf={(question) => fieldError(problem, `/answers/${question}`)}
        />
        {problem !== null && <ProblemNotice error={problem} compact />}
        {mayPlan && (
          <div className={classes.acts}>
            <Button
              type="submit"
              size="xs"
              loading={busy}
              disabled={Object.keys(said).length === 0 && risk.pointsToday === risk.facts.points}
            >
              {t('risk.answers.save')}
            </Button>
          </div>
        )}
      </form>
    </details>
  );
}
