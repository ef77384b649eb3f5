/** A change: what a ticket of that type has beside other tickets, read from its row; one that was never planned has the usual. */
import type { ChangeKind, Result, Risk, RiskBy } from '#engine/changes/plan.ts';
import type { AnswerPoints, Answers } from '#engine/changes/questions.ts';
import { toIso, toIsoOrNull } from '../instants.ts';
import type { Status } from '../tickets/values.ts';
import type { Work } from '../work.ts';

/** What is written about it, by column. */
export const TEXTS = {
  impact: 'impact',
  implementation: 'implementation',
  testPlan: 'test_plan',
  communication: 'communication',
  backOut: 'back_out',
} as const;
export type TextField = keyof typeof TEXTS;

export type ChangeItem = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly role: string;
};

export type Override = {
  readonly freeze: { readonly id: string; readonly name: string };
  readonly reason: string;
  readonly by: { readonly id: string; readonly name: string; readonly email: string };
  readonly at: string;
};

export type Change = { readonly [T in TextField]: string } & {
  readonly ticketId: string;
  readonly number: string;
  readonly status: Status;
  readonly requesterId: string;
  readonly assigneeId: string | null;
  readonly kind: ChangeKind;
  readonly plannedFrom: string | null;
  readonly plannedTo: string | null;
  readonly actualFrom: string | null;
  readonly actualTo: string | null;
  readonly risk: Risk | null;
  readonly riskBy: RiskBy | null;
  readonly riskReason: string;
  readonly answers: Answers;
  /** What these came to when the plan was last written. */
  readonly points: number;
  /** How many questions had none then; today where it was never planned. */
  readonly unanswered: number;
  /** What each answer came to, likewise. */
  readonly answerPoints: AnswerPoints;
  /** Something that rules look at may be another since a process has noted the risk. */
  readonly movedSince: boolean;
  readonly result: Result | null;
  /** What it was opened from, and follows; null of every other change. */
  readonly standard: FollowedStandard | null;
  /** How long it takes, as its standard change says. */
  readonly minutes: number | null;
  readonly items: readonly ChangeItem[];
  readonly overrides: readonly Override[];
  /** What has approved another plan than it has now. */
  readonly outdated: readonly string[];
  readonly found: Found;
  /** 0 until it has a row. */
  readonly version: number;
};

export type FollowedStandard = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly version: number;
};

/** What stands in its way, by the key of the conflict, and what that is called. */
export type Found = { readonly [key: string]: string };

export const CHANGE_COLUMNS = `t.id as "ticketId", t.number, t.status, t.requester_id as "requesterId", t.assignee_id as "assigneeId",
  coalesce(p.kind, 'normal') as kind, p.planned_from as "plannedFrom", p.planned_to as "plannedTo",
  p.actual_from as "actualFrom", p.actual_to as "actualTo", p.risk, p.risk_by as "riskBy", coalesce(p.risk_reason, '') as "riskReason", coalesce(p.answers, '{}') as answers, coalesce(p.points, 0) as points, coalesce(p.unanswered, questions_asked(coalesce(p.kind, 'normal'))) as unanswered, coalesce(p.answer_points, '{}') as "answerPoints", coalesce(p.moved_since, true) as "movedSince", p.result,
  (select jsonb_build_object('id', s.id, 'key', s.key, 'name', s.name, 'version', p.standard_version) from standard_change s where s.id = p.standard_id) as standard,
  (select v.minutes from standard_change_version v where v.standard_id = p.standard_id and v.number = p.standard_version) as minutes,
  ${Object.entries(TEXTS)
    .map(([field, column]) => `coalesce(p.${column}, '') as "${field}"`)
    .join(', ')},
  to_jsonb(coalesce(p.outdated, '{}')) as outdated, coalesce(p.found, '{}') as found, coalesce(p.version, 0) as version,
  (select coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'key', i.key, 'name', i.name, 'role', ti.role) order by i.key), '[]')
    from ticket_item ti join config_item i on i.id = ti.item_id where ti.ticket_id = t.id) as items,
  (select coalesce(jsonb_agg(jsonb_build_object('freeze', jsonb_build_object('id', f.id, 'name', f.name), 'reason', o.reason, 'at', o.at,
      'by', jsonb_build_object('id', b.id, 'name', b.name, 'email', b.email)) order by o.at, f.id), '[]')
    from change_freeze_override o join change_freeze f on f.id = o.freeze_id join person b on b.id = o.person_id
    where o.ticket_id = t.id) as overrides`;

type Instants = 'plannedFrom' | 'plannedTo' | 'actualFrom' | 'actualTo';
export type ChangeRow = Omit<Change, Instants> & {
  readonly [at in Instants]: Date | string | null;
};

export const toChange = (row: ChangeRow): Change => ({
  ...row,
  plannedFrom: toIsoOrNull(row.plannedFrom),
  plannedTo: toIsoOrNull(row.plannedTo),
  actualFrom: toIsoOrNull(row.actualFrom),
  actualTo: toIsoOrNull(row.actualTo),
  overrides: row.overrides.map((one) => ({ ...one, at: toIso(one.at) })),
});

/** Of a ticket that is one. Undefined for what is no change, and for a ticket that is gone. */
export async function findChange(work: Work, ticketId: string): Promise<Change | undefined> {
  const [row] = await work.em.execute<ChangeRow[]>(
    `select ${CHANGE_COLUMNS} from ticket t left join change_plan p on p.ticket_id = t.id
     where t.id = ? and t.type = 'change' and t.deleted_at is null`,
    [ticketId],
  );
  return row && toChange(row);
}
