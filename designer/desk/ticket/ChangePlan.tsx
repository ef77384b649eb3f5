/**
 * When a change is to happen: its dates with what stands in their way as they are edited, and what is written about it. What
 * was typed stays until it is saved, also when somebody else changes the ticket meanwhile.
 */
import { Button, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { changeQuery, conflictsQuery, nextSlot, planChange } from '#designer/client/changes.ts';
import { useMay } from '#designer/client/me.ts';
import { fieldError } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import type {
  Change,
  ChangeKind,
  ChangeResult,
  ChangeTexts,
} from '#designer/client/types/changes.ts';
import type { Ticket } from '#designer/client/types/tickets.ts';
import { InTheWay } from '#designer/ui/change/InTheWay.tsx';
import { useLocale, useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useToast } from '#designer/ui/toast.ts';
import { fromWall, nextQuarter, toWall } from '#designer/ui/wall-time.ts';
import { PLAN_TEXTS, RESULTS } from '#engine/changes/plan.ts';
import classes from './ChangePlan.module.css';
import { Followed, withoutFixed } from './FollowedStandard.tsx';
import { isReasonMissing, reasonFor, WhyAnother } from './WhyAnother.tsx';

const KINDS = ['standard', 'normal', 'emergency'] as const;
const USUAL_MINUTES = 120;

export function ChangePlan({ ticket }: { ticket: Ticket }) {
  const change = useQuery(changeQuery(ticket.id));
  if (change.isError)
    return <ProblemNotice error={change.error} onRetry={() => void change.refetch()} />;
  if (change.data === undefined) return null;
  // Another plan begins the form anew; what somebody else does to the ticket, or says of its risk, does not.
  return <PlanForm key={formOf(change.data)} change={change.data} />;
}

function PlanForm({ change }: { change: Change }) {
  const t = useText();
  const toast = useToast();
  const client = useQueryClient();
  const { timeZone } = useLocale();
  const mayCallStandard = useMay('cab.manage') || change.kind === 'standard';
  const kinds = KINDS.filter((one) => one !== 'standard' || mayCallStandard);
  const mayPlan = change.allowed.includes('plan');
  /** What was done stays as it was planned; what is written about it may come late. */
  const maySchedule = change.allowed.includes('schedule');
  /** Also once it is over. */
  const mayNote = change.allowed.includes('noteResult');
  const [kind, setKind] = useState<ChangeKind>(change.kind);
  const [result, setResult] = useState<ChangeResult | null>(change.result);
  const [from, setFrom] = useState(toWall(timeZone, change.plannedFrom ?? undefined));
  const [to, setTo] = useState(toWall(timeZone, change.plannedTo ?? undefined));
  const [minutes, setMinutes] = useState<number>(
    lengthOf(change) ?? change.minutes ?? USUAL_MINUTES,
  );
  const [texts, setTexts] = useState<ChangeTexts>(() => textsOf(change));
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const plannedFrom = fromWall(timeZone, from) ?? null;
  const plannedTo = fromWall(timeZone, to) ?? null;
  const isSpan = plannedFrom !== null && plannedTo !== null && plannedFrom < plannedTo;
  const span = isSpan ? { from: plannedFrom, to: plannedTo } : null;
  const conflicts = useQuery(conflictsQuery(change.id, span));
  const isReadOnly = (field: string) => !mayPlan || change.fixed.includes(field);
  // What was planned can be read for ever, also by who plans nothing.
  const shownTexts = PLAN_TEXTS.filter((field) => mayPlan || texts[field] !== '');
  const isBegun = change.actualFrom !== null || change.result !== null;

  const doing = async (act: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    try {
      await act();
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    void doing(async () => {
      const times = maySchedule ? { plannedFrom, plannedTo } : {};
      const fields = { ...texts, kind, result, ...times };
      await planChange(change, { ...withoutFixed(change, fields), ...reasonFor(change, reason) });
      setReason('');
      toast.done(t('changes.plan.saved'));
      await client.invalidateQueries({ queryKey: keys.ticket(change.id) });
      await client.invalidateQueries({ queryKey: keys.changes() });
    });
  };
  const fill = () =>
    doing(async () => {
      const { slot } = await nextSlot(change.id, { minutes, from: nextQuarter(Date.now()) });
      if (slot === null) return void toast.refused(t('changes.plan.slot.none'));
      setFrom(toWall(timeZone, slot.from));
      setTo(toWall(timeZone, slot.to));
    });

  return (
    <section className={classes.plan} aria-labelledby="change-plan">
      <h2 id="change-plan" className={classes.heading}>
        {t('changes.plan')}
      </h2>
      {change.items.length > 0 && (
        <p className={classes.quiet}>
          {t('changes.plan.items', { items: change.items.map(({ name }) => name).join(', ') })}
        </p>
      )}
      <Followed change={change} />
      <form onSubmit={save} className={classes.form}>
        <div className={classes.fields}>
          <TextInput
            type="datetime-local"
            label={t('changes.plan.from')}
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
            error={fieldError(problem, '/plannedFrom')}
            disabled={!maySchedule}
          />
          <TextInput
            type="datetime-local"
            label={t('changes.plan.to')}
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
            error={fieldError(problem, '/plannedTo')}
            disabled={!maySchedule}
          />
          <Select
            label={t('changes.kind')}
            data={kinds.map((value) => ({ value, label: t(`changes.kind.${value}`) }))}
            value={kind}
            onChange={(value) => value && setKind(value)}
            allowDeselect={false}
            disabled={!mayPlan || change.standard !== null}
          />
          {isBegun && (
            <Select
              label={t('changes.result')}
              data={RESULTS.map((value) => ({ value, label: t(`changes.result.${value}`) }))}
              value={result}
              onChange={setResult}
              placeholder={t('changes.result.none')}
              clearable
              disabled={!mayNote}
            />
          )}
        </div>
        <p className={classes.quiet}>{t('changes.plan.zone', { zone: timeZone })}</p>
        {span === null ? (
          <p className={classes.quiet}>{t('changes.plan.unplanned')}</p>
        ) : (
          <InTheWay
            change={change}
            conflicts={conflicts.data?.items}
            isSaved={plannedFrom === change.plannedFrom && plannedTo === change.plannedTo}
          />
        )}
        {shownTexts.length > 0 && (
          <details className={classes.texts}>
            <summary>{t('changes.plan.texts')}</summary>
            {shownTexts.map((field) => (
              <Textarea
                key={field}
                label={t(`changes.plan.${field}`)}
                value={texts[field]}
                onChange={(event) => setTexts({ ...texts, [field]: event.currentTarget.value })}
                autosize
                minRows={2}
                maxLength={20_000}
                readOnly={isReadOnly(field)}
                variant={isReadOnly(field) ? 'filled' : 'default'}
                dir="auto"
              />
            ))}
          </details>
        )}
        {mayPlan && <WhyAnother {...{ change, reason, problem }} onReason={setReason} />}
        {problem !== null && !isReasonMissing(change, problem) && <ProblemNotice error={problem} />}
        {(mayPlan || (mayNote && isBegun)) && (
          <div className={classes.acts}>
            <Button type="submit" size="xs" loading={busy}>
              {t('changes.plan.save')}
            </Button>
            {maySchedule && (
              <>
                <NumberInput
                  label={t('changes.plan.minutes')}
                  value={minutes}
                  min={1}
                  max={129_600}
                  size="xs"
                  w={130}
                  onChange={(value) => typeof value === 'number' && setMinutes(value)}
                />
                <Button variant="default" size="xs" loading={busy} onClick={() => void fill()}>
                  {t('changes.plan.slot')}
                </Button>
              </>
            )}
          </div>
        )}
      </form>
    </section>
  );
}

const lengthOf = ({ plannedFrom, plannedTo }: Change): number | undefined =>
  plannedFrom === null || plannedTo === null
    ? undefined
    : Math.round((Date.parse(plannedTo) - Date.parse(plannedFrom)) / 60_000);

const formOf = (change: Change): string =>
  JSON.stringify([
    change.kind,
    change.plannedFrom,
    change.plannedTo,
    change.result,
    textsOf(change),
  ]);

const textsOf = (change: Change): ChangeTexts => ({
  impact: change.impact,
  implementation: change.implementation,
  testPlan: change.testPlan,
  communication: change.communication,
  backOut: change.backOut,
});
