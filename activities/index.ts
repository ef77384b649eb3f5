/**
 * Every side effect a process can have, by name. Workflows see this file as a type only. Each activity may be done twice
 * and then has been done once: steps by their number, calls by their ledger, what falls due by the record's own state.
 */
import { ApplicationFailure, log } from '@temporalio/activity';
import { approvalDue } from '#domain/approvals/approval-due.ts';
import { giveUp } from '#domain/backtests/work-off.ts';
import { meetingDue } from '#domain/cab/due.ts';
import { clockDue } from '#domain/clocks/due.ts';
import { recountDue } from '#domain/clocks/recount-work.ts';
import { readyConfiguration } from '#domain/configuration.ts';
import { DomainError } from '#domain/errors.ts';
import { escalationDue } from '#domain/escalations/due.ts';
import { giveUpForecast } from '#domain/forecasts/work-off.ts';
import { openRun } from '#domain/processes/open-run.ts';
import { rolloutDue } from '#domain/processes/rollout.ts';
import { applyStep } from '#domain/processes/step.ts';
import type {
  ApplyStepInput,
  ApplyStepResult,
  BegunRun,
  RunRef,
} from '#domain/processes/step-types.ts';
import { refusalOf } from '#domain/refusal-of.ts';
import { inTenant, type Store, SYSTEM, type Work } from '#domain/work.ts';
import { UNSTORABLE, type WakeRef } from '#workflows/messages.ts';
import { type CallInput, callHttp } from './call-http.ts';
import type { GuardedClient } from './guarded-client.ts';
import { createForecasts } from './make-forecast.ts';
import { createBacktests } from './play-backtest.ts';

export type ActivityDeps = { readonly store: Store; readonly http: GuardedClient };
export type Activities = ReturnType<typeof createActivities>;

const FORECAST = { kind: 'system', id: null, label: 'forecast' } as const;
const BACKTEST = { kind: 'system', id: null, label: 'back-test' } as const;

/** Well below what a local activity may take. */
const A_WHILE_MS = 4_000;

type Due = (work: Work, id: string) => Promise<Date | null>;

export function createActivities({ store, http }: ActivityDeps) {
  /** Does what is due and says when to come again (ISO 8601), or null. */
  const due =
    (label: string, act: Due) =>
    async (input: WakeRef): Promise<string | null> => {
      const cause = { kind: 'clock', id: input.id, label } as const;
      const { tenantId } = input;
      const next = await translated(async () => {
        // A transaction keeps no copy of its own, and would read everything that is set up for each ticket.
        await readyConfiguration(store, tenantId);
        return inTenant(store, { tenantId, actor: SYSTEM, cause }, (work) => act(work, input.id));
      });
      return next?.toISOString() ?? null;
    };

  /** Goes on for a while where there is more to do at once, each time in a transaction of its own. */
  const forAWhile =
    (act: (input: WakeRef) => Promise<string | null>) =>
    async (input: WakeRef): Promise<string | null> => {
      const until = Date.now() + A_WHILE_MS;
      for (;;) {
        const next = await act(input);
        const now = Date.now();
        if (next === null || Date.parse(next) > now || now > until) return next;
      }
    };

  const playBacktest = createBacktests(store);
  const makeForecast = createForecasts(store);

  return {
    openRun: (ref: RunRef): Promise<BegunRun> => translated(() => openRun(store, ref)),
    applyStep: (input: ApplyStepInput): Promise<ApplyStepResult> =>
      translated(async () => {
        await readyConfiguration(store, input.tenantId);
        return applyStep(store, input);
      }),
    callHttp: (input: CallInput) => callHttp(store, http, input),
    approvalDue: due('approval', approvalDue),
    clockDue: due('service target', clockDue),
    escalationDue: due('escalation', escalationDue),
    meetingDue: due('CAB meeting', meetingDue),
    recountDue: forAWhile(due('recount of clocks', recountDue)),
    rolloutDue: due('version on its way', rolloutDue),
    playBacktest: (ref: WakeRef) => translated(() => playBacktest(ref)),
    giveUpBacktest: ({ tenantId, id, reason }: WakeRef & { readonly reason: string }) =>
      inTenant(store, { tenantId, actor: SYSTEM, cause: BACKTEST }, (work) =>
        giveUp(work, id, reason),
      ),
    makeForecast: (ref: WakeRef) => translated(() => makeForecast(ref)),
    giveUpForecast: ({ tenantId, id, reason }: WakeRef & { readonly reason: string }) =>
      inTenant(store, { tenantId, actor: SYSTEM, cause: FORECAST }, (work) =>
        giveUpForecast(work, id, reason),
      ),
  };
}

/** What the domain refuses it would refuse again; everything else is worth another try. */
async function translated<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof DomainError)
      throw ApplicationFailure.nonRetryable(error.message, error.code);
    const why = refusalOf(error);
    // Two that come at once can refuse each other: a few tries tell those apart.
    if (why === null) throw error;
    // The engine keeps failures readable, so the values that the database names stay out of them.
    log.error('The database refuses a step for good.', { reason: String(error) });
    throw ApplicationFailure.create({ message: why, type: UNSTORABLE });
  }
}
