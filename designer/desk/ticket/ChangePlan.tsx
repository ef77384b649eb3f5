/**
 * When a change is to happen: its dates with what stands in their way as they are edited, and what is written about it. What
 * was typed stays until it is saved, also when somebody else changes the ticket meanwhile.
 */
import { Button, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import {
  changeQuery,
  conflictsQuery,
  type PlanFields as Fields,
  nextSlot,
  planChange,
} from '#designer/client/changes.ts';
import { useMay } from '#designer/client/me.ts';
import { fieldError } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import type { Change } from '#designer/client/types/changes.ts';
import type { Ticket } from '#designer/client/types/tickets.ts';
import { InTheWay } from '#designer/ui/change/InTheWay.tsx';
import { useLocale, useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useToast } from '#designer/ui/toast.ts';
import { useUndoToast } from '#designer/ui/undo-toast.tsx';
import { fromWall, nextQuarter, toWall } from '#designer/ui/wall-time.ts';
import { PLAN_TEXTS, RESULTS } from '#engine/changes/plan.ts';
import classes from './ChangePlan.module.css';
import { Followed, withoutFixed } from './FollowedStandard.tsx';
import { PlanClash } from './PlanClash.tsx';
import { type PlanField, usePlanForm } from './use-plan-form.ts';
import { findNews, isReasonMissing, reasonFor, WhyAnother } from './WhyAnother.tsx';

const KINDS = ['standard', 'normal', 'emergency'] as const;
const USUAL_MINUTES = 120;

export function ChangePlan({ ticket }: { ticket: Ticket }) {
  const change = useQuery(changeQuery(ticket.id));
  if (change.isError && change.data === undefined)
    return <ProblemNotice error={change.error} onRetry={() => void change.refetch()} />;
  if (change.data === undefined) return null;
  return <PlanForm change={change.data} />;
}

function PlanForm({ change }: { change: Change }) {
  const t = useText();
  const toast = useToast();
  const offerUndo = useUndoToast();
  const client = useQueryClient();
  const { timeZone } = useLocale();
  const mayCallStandard = useMay('cab.manage') || change.kind === 'standard';
  const kinds = KINDS.filter((one) => one !== 'standard' || mayCallStandard);
  const mayPlan = change.allowed.includes('plan');
  /** What was done stays as it was planned; what is written about it may come late. */
  const maySchedule = change.allowed.includes('schedule');
  /** Also once it is over. */
  const mayNote = change.allowed.includes('noteResult');
  const isReadOnly = (field: string) => !mayPlan || change.fixed.includes(field);
  const [busy, setBusy] = useState(false);
  const isOpen = (field: PlanField): boolean => {
    if (field === 'from' || field === 'to') return maySchedule;
    if (field === 'result') return mayNote;
    return field === 'kind' ? mayPlan && change.standard === null : !isReadOnly(field);
  };
  const form = usePlanForm(change, timeZone, { isOpen, isSaving: busy });
  const { fields, edited, put } = form;
  const { from, to, kind, result } = fields;
  const [wished, setWished] = useState<number | null>(null);
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<unknown>(null);
  const plannedFrom = fromWall(timeZone, from) ?? null;
  const plannedTo = fromWall(timeZone, to) ?? null;
  const isSpan = plannedFrom !== null && plannedTo !== null && plannedFrom < plannedTo;
  const span = isSpan ? { from: plannedFrom, to: plannedTo } : null;
  const minutes =
    wished ??
    lengthOf({ from: change.plannedFrom, to: change.plannedTo }) ??
    change.minutes ??
    (span && lengthOf(span)) ??
    USUAL_MINUTES;
  const times = useRef({ from, to });
  times.current = { from, to };
  /** Whoever takes a slot back may have saved it by then. */
  const latest = useRef(put);
  latest.current = put;
  const conflicts = useQuery(conflictsQuery(change.id, span));
  // What was planned can be read for ever, also by who plans nothing.
  const shownTexts = PLAN_TEXTS.filter((field) => mayPlan || fields[field] !== '');
  const isBegun = change.actualFrom !== null || change.result !== null;

  const doing = async (act: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    try {
      await act();
    } catch (error) {
      await findNews(client, change.id, error);
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    void doing(async () => {
      const { from: _from, to: _to, ...others } = fields;
      const times = maySchedule ? { plannedFrom, plannedTo } : {};
      const all = withoutFixed(change, { ...others, ...times });
      const sent = edited.size === 0 ? all : onlyEdited(all, edited);
      const planned = await planChange(change, { ...sent, ...reasonFor(change, reason) });
      client.setQueryData(changeQuery(change.id).queryKey, planned);
      toast.done(t('changes.plan.saved'));
      await client.invalidateQueries({ queryKey: keys.ticket(change.id) });
      await client.invalidateQueries({ queryKey: keys.changes() });
      form.settle(fields);
      setReason((now) => (now === reason ? '' : now));
    });
  };
  const fill = () =>
    doing(async () => {
      const soonest = nextQuarter(Date.now());
      const wish = { minutes, from: [plannedFrom ?? soonest, soonest].sort().at(-1) };
      const { slot } = await nextSlot(change.id, wish);
      if (slot === null) return void toast.refused(t('changes.plan.slot.none'));
      // Other times were typed while it was looked for.
      if (times.current.from !== from || times.current.to !== to)
        return void toast.refused(t('changes.plan.slot.kept'));
      put({ from: toWall(timeZone, slot.from), to: toWall(timeZone, slot.to) });
      offerUndo(t('changes.plan.slot.found'), () => latest.current({ from, to }));
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
            onChange={(event) => put({ from: event.currentTarget.value })}
            error={fieldError(problem, '/plannedFrom')}
            disabled={!maySchedule}
          />
          <TextInput
            type="datetime-local"
            label={t('changes.plan.to')}
            value={to}
            onChange={(event) => put({ to: event.currentTarget.value })}
            error={fieldError(problem, '/plannedTo')}
            disabled={!maySchedule}
          />
          <Select
            label={t('changes.kind')}
            data={kinds.map((value) => ({ value, label: t(`changes.kind.${value}`) }))}
            value={kind}
            onChange={(value) => value && put({ kind: value })}
            allowDeselect={false}
            disabled={!mayPlan || change.standard !== null}
          />
          {isBegun && (
            <Select
              label={t('changes.result')}
              data={RESULTS.map((value) => ({ value, label: t(`changes.result.${value}`) }))}
              value={result}
              onChange={(value) => put({ result: value })}
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
                value={fields[field]}
                onChange={(event) => put({ [field]: event.currentTarget.value })}
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
        <PlanClash form={form} isSaving={busy} />
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
                  onChange={(value) => typeof value === 'number' && setWished(value)}
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

const lengthOf = ({ from, to }: { from: string | null; to: string | null }): number | null =>
  from === null || to === null ? null : Math.round((Date.parse(to) - Date.parse(from)) / 60_000);

/** What stands as it was is not said again: others may have planned it otherwise meanwhile. */
const onlyEdited = (fields: Fields, edited: ReadonlySet<PlanField>): Fields =>
  Object.fromEntries(
    Object.entries(fields).filter(([field]) =>
      field === 'plannedFrom' || field === 'plannedTo'
        ? edited.has('from') || edited.has('to')
        : edited.has(field as PlanField),
    ),
  );
