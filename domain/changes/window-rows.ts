/** Maintenance windows as rows, and as the engine reads them: a rule that was refused when it was saved is never met here. */
import type { Recurring, Window, WindowScope } from '#engine/changes/plan.ts';
import type { Span } from '#engine/rota.ts';
import type { Work } from '../work.ts';
import { readRule } from './rule-text.ts';

/** As it is saved: the rule as RFC 5545 spells it. */
export type Opening = Span | (Omit<Recurring, 'rule'> & { readonly rrule: string | null });

export type MaintenanceWindow = {
  readonly id: string;
  readonly name: string;
  readonly scope: WindowScope;
  readonly opens: Opening;
  readonly version: number;
};

export const WINDOW_COLUMNS = 'id, name, scope, opens, version';

export const toWindow = ({ id, scope, opens }: MaintenanceWindow): Window => ({
  id,
  scope,
  at: 'rrule' in opens ? toRecurring(opens) : opens,
});

const toRecurring = ({
  rrule,
  ...opens
}: Extract<Opening, { readonly rrule: unknown }>): Recurring => ({
  ...opens,
  rule: rrule === null ? null : readRule(rrule, opens),
});

/** A tenant has tens of them, and each may be for everything. */
export async function loadWindows(work: Work): Promise<readonly Window[]> {
  const rows = await work.em.execute<MaintenanceWindow[]>(
    `select ${WINDOW_COLUMNS} from maintenance_window where tenant_id = current_tenant() order by id`,
  );
  return rows.map(toWindow);
}
