/** Plays a back-test to its end as its worker does, without an engine and in this very thread. */
import { createPlayer } from '#domain/backtests/play-batch.ts';
import { readPastTickets } from '#domain/backtests/read-history.ts';
import { takeUp, writeBatch } from '#domain/backtests/work-off.ts';
import type { TestApp } from '../../support/app.ts';

/** `batches`: no more than so many, as if the worker were killed then. */
export async function playOff(
  test: TestApp,
  id: string,
  { size = 3, batches = Number.POSITIVE_INFINITY, tenantId = test.tenant.id } = {},
): Promise<void> {
  const job = await test.work((work) => takeUp(work, id), tenantId);
  if (!job) return;
  const play = createPlayer(job.frozen);
  for (let [from, count] = [job.done, 0]; count < batches; count += 1) {
    const until = Math.min(from + size, job.total);
    const read = await test.work((work) => readPastTickets(work, id, from, until), tenantId);
    const versions = Object.fromEntries(read.versions);
    const played = [...(await play({ tickets: read.tickets, versions })), ...read.unread];
    const before = from;
    if (!(await test.work((work) => writeBatch(work, id, before, played), tenantId))) return;
    from += played.length;
  }
}
