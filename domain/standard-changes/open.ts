/** What a change is opened with that follows a standard change: its plan from the version in force, and how long it takes. */
import type { ChangeKind } from '#engine/changes/plan.ts';
import type { FollowedStandard } from '../changes/change.ts';
import { DomainError, invalid } from '../errors.ts';
import { marks } from '../tickets/sql.ts';
import type { Work } from '../work.ts';
import { getStandard, isUsable, type Standard, type StandardState } from './standard.ts';
import { demandUnaltered, refuseAltered, type Template } from './template.ts';
import { planOfVersion } from './versions.ts';

export type StandardOpening = {
  readonly standard: FollowedStandard;
  readonly plan: Template;
  readonly category: string | null;
  /** Keys of what it may touch; everything where there are none. */
  readonly items: readonly string[];
  readonly minutes: number;
};

const MINUTE_MS = 60_000;

/** As it stands now; it is held once the change is planned (`holdStandard`). @throws DomainError invalid_input, standard_not_in_force */
export async function standardToOpen(
  work: Work,
  ref: string,
  pointer: string,
): Promise<StandardOpening> {
  const found = await find(work, ref, pointer);
  const { id, key, name, category, items, minutes } = found;
  const version = demandInForce(found, pointer);
  return {
    standard: { id, key, name, version },
    plan: await planOfVersion(work, id, version),
    category,
    minutes,
    items: items.map((item) => item.key),
  };
}

const OPENED_FROM = '/change/standard';

/**
 * Held, so that it is not suspended or retired before the change is there, and still what the plan was taken from: behind the
 * schedule, as all who lock it are.
 * @throws DomainError standard_not_in_force
 */
export async function holdStandard(work: Work, { id, version }: FollowedStandard): Promise<void> {
  await work.em.execute('select from standard_change where id = ? for share', [id]);
  const held = await getStandard(work, id);
  const inForce = demandInForce(held, OPENED_FROM);
  if (inForce === version) return;
  const { key, name, state } = held;
  const detail = `Version ${inForce} of “${name}” has just come into force. Open the change again.`;
  throw new DomainError('standard_not_in_force', detail, {
    errors: [{ pointer: OPENED_FROM, detail }],
    values: { standard: key, state },
  });
}

const SAID: Readonly<Partial<Record<StandardState, string>>> = {
  proposed: 'not approved yet',
  rejected: 'not approved',
};

/** @throws DomainError standard_not_in_force */
function demandInForce({ key, name, state, inForce, reason }: Standard, pointer: string): number {
  if (inForce !== null && isUsable(state)) return inForce;
  const detail =
    `No change is opened from “${name}” now: it is ${SAID[state] ?? state}. ${reason}`.trim();
  throw new DomainError('standard_not_in_force', detail, {
    errors: [{ pointer, detail }],
    values: { standard: key, state },
  });
}

async function find(work: Work, ref: string, pointer: string): Promise<Standard> {
  try {
    return await getStandard(work, ref);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'not_found') throw error;
    return invalid(pointer, `There is no standard change “${ref}”.`);
  }
}

type Said = Partial<Template> & {
  readonly kind?: ChangeKind;
  readonly plannedFrom?: string | null;
  readonly plannedTo?: string | null;
};

/** The plan it is opened with: what it says itself must be what the standard change says. @throws DomainError plan_fixed */
export function planFrom(
  { standard, plan, minutes }: StandardOpening,
  said: Said,
  pointer: string,
): Said & Template & { readonly kind: 'standard' } {
  demandUnaltered(standard, plan, said, pointer);
  const { plannedFrom } = said;
  const from = plannedFrom ? Date.parse(plannedFrom) : Number.NaN;
  const ends =
    said.plannedTo === undefined && !Number.isNaN(from)
      ? { plannedTo: new Date(from + minutes * MINUTE_MS).toISOString() }
      : {};
  if (said.kind !== undefined && said.kind !== 'standard')
    refuseAltered(standard, ['kind'], pointer);
  return { ...said, ...ends, ...plan, kind: 'standard' };
}

/** What it touches: what is said, and where nothing is, the one thing it is for. @throws DomainError plan_fixed */
export function withItems(
  said: readonly string[],
  followed: StandardOpening | undefined,
): readonly string[] {
  if (!followed || followed.items.length === 0) return said;
  if (said.length === 0) return followed.items.length === 1 ? followed.items : [];
  if (said.some((key) => !followed.items.includes(key)))
    refuseAltered(followed.standard, ['configItems']);
  return said;
}

/** A change that follows a standard change touches nothing else; `pointer`: where the caller said what it touches. @throws DomainError plan_fixed */
export async function demandWithin(
  work: Work,
  ticketId: string,
  touched: readonly string[],
  pointer: string,
): Promise<void> {
  if (touched.length === 0) return;
  const [outside] = await work.em.execute<FollowedStandard[]>(
    `select s.id, s.key, s.name, v.number as version
     from change_plan p join standard_change s on s.id = p.standard_id
     join standard_change_version v on v.standard_id = s.id and v.number = p.standard_version
     where p.ticket_id = ? and cardinality(v.items) > 0 and not array[${marks(touched)}]::uuid[] <@ v.items`,
    [ticketId, ...touched],
  );
  if (outside) refuseAltered(outside, [pointer.slice(1)]);
}
