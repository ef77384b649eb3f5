/** Works a forecast out: what has been is read here, and played in a thread of its own, so that nobody waits for it. */
import { Worker } from 'node:worker_threads';
import { ApplicationFailure, Context } from '@temporalio/activity';
import type { Job, Made } from '#domain/forecasts/make.ts';
import { keepForecast, takeUp } from '#domain/forecasts/work-off.ts';
import { createPatientThread } from '#domain/moves/patient-thread.ts';
import { inTenant, type Store, SYSTEM, type Work } from '#domain/work.ts';
import type { WakeRef } from '#workflows/messages.ts';

const BEAT_MS = 2_000;
/** A thousand futures of ten thousand tickets take less. */
const LIMIT_MS = 10 * 60_000;
const MEMORY_MB = 1_024;
const THREAD = new URL('./forecast-thread.ts', import.meta.url);

export function createForecasts(store: Store) {
  const thread = createPatientThread<Job, Made>(
    () =>
      new Worker(THREAD, {
        name: 'forecast',
        resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
      }),
    LIMIT_MS,
  );

  return async function makeForecast({ tenantId, id }: WakeRef): Promise<void> {
    const context = Context.current();
    const beating = setInterval(() => context.heartbeat(), BEAT_MS);
    const cause = { kind: 'system', id, label: 'forecast' } as const;
    const within = <T>(act: (work: Work) => Promise<T>): Promise<T> =>
      inTenant(store, { tenantId, actor: SYSTEM, cause }, act);
    try {
      const job = await within((work) => takeUp(work, id));
      if (!job) return;
      const made = await thread.ask(job);
      if (!made)
        throw ApplicationFailure.nonRetryable('It took more time or memory than a forecast may.');
      await within((work) => keepForecast(work, id, made));
    } finally {
      clearInterval(beating);
    }
  };
}
