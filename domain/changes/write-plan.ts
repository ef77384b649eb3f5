/** The row of a plan, written whole: the first time, or with its next version. */
import type { Work } from '../work.ts';
import { type Change, TEXTS, type TextField } from './change.ts';

export async function writePlan(work: Work, change: Change): Promise<void> {
  const texts = Object.keys(TEXTS) as TextField[];
  const columns = [
    'kind',
    'planned_from',
    'planned_to',
    'risk',
    'risk_by',
    'risk_reason',
    'answers',
    'points',
    'unanswered',
    'moved_since',
    'answer_points',
    'result',
    'standard_id',
    'standard_version',
    ...texts.map((field) => TEXTS[field]),
  ];
  await work.em.execute(
    `insert into change_plan (ticket_id, tenant_id, ${columns.join(', ')})
     values (?, current_tenant(), ${columns.map(() => '?').join(', ')})
     on conflict (ticket_id) do update set version = change_plan.version + 1,
       ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`,
    [
      change.ticketId,
      change.kind,
      change.plannedFrom,
      change.plannedTo,
      change.risk,
      change.riskBy,
      change.riskReason,
      JSON.stringify(change.answers),
      change.points,
      change.unanswered,
      change.movedSince,
      JSON.stringify(change.answerPoints),
      change.result,
      change.standard?.id ?? null,
      change.standard?.version ?? null,
      ...texts.map((field) => change[field]),
    ],
  );
}
