/** What a run has in the record goes with it from one version to another, there and back. */
import type { Definition } from '#engine/definition.ts';
import type { Landing } from '#engine/move/move-run.ts';
import type { Work } from '../work.ts';

/** What is open belongs to the new version, and to the element that stands for the old one. */
export async function follow(
  work: Work,
  runId: string,
  to: Definition,
  version: number,
  landings: readonly Landing[],
): Promise<void> {
  const kept = landings.filter((one) => one.to !== null);
  const names = new Map(to.elements.map((element) => [element.id, element.name ?? element.id]));
  const rows = JSON.stringify(
    kept.map(({ token, to: element }) => ({ token, element, name: names.get(element ?? '') })),
  );
  for (const table of ['task', 'approval'])
    await work.em.execute(
      `update ${table} x set element = l.element, name = l.name, process_version = ?, version = x.version + 1
       from jsonb_to_recordset(?) as l(token text, element text, name text)
       where x.run_id = ? and x.token = l.token and x.state = 'open'`,
      [version, rows, runId],
    );
  await work.em.execute(
    `update cab_review x set element = l.element from jsonb_to_recordset(?) as l(token text, element text)
     where x.run_id = ? and x.token = l.token and x.state = 'waiting'`,
    [rows, runId],
  );
  await work.em.execute(
    `update run_element x set element = l.element from jsonb_to_recordset(?) as l(token text, element text)
     where x.run_id = ? and x.token = l.token and x.left_at is null`,
    [rows, runId],
  );
  await work.em.execute(
    `update run set process_version = ?, definition_sha256 = (select sha256 from definition_version v where v.process_id = run.process_id and v.number = ?)
     where id = ?`,
    [version, version, runId],
  );
}

/** Its workflow is told that the record is ahead, also where no message waits. */
export async function wakeRun(work: Work, runId: string, ticketId: string | null): Promise<void> {
  await work.em.execute(
    `insert into outbox (tenant_id, kind, target, payload) values (current_tenant(), 'run', ?, ?)`,
    [runId, JSON.stringify({ workflow: ticketId === null ? 'automation' : 'ticket', sync: true })],
  );
  work.sent.value = true;
}
