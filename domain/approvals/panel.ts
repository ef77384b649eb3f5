/**
 * Who decides: the seats of each stage, and the people who may vote for them. A seat is somebody's own, or empty: where an
 * approver is missing, has left or asked for this, those fall in whom the process names for it, else the administrators, and
 * the first of them who votes takes it. So a rule is never met by somebody's absence, and nothing waits for nobody.
 * Nobody decides their own request unless the process says so. An administrator who is alone in the tenant may then decide
 * their own, since they could change the process as well; the event tells that it was so.
 */
import { stagesWhere } from '#engine/approval/stages.ts';
import type { ApprovalMode, SeatInGroup } from '#engine/approval/tally.ts';
import type { ApprovalGroup, ApprovalRound, Approver, Party } from '#engine/definition.ts';
import { type AskedPerson, peopleOf, peopleOfEach } from '../processes/people.ts';
import { tellOfEmptyRotas } from '../processes/reach.ts';
import type { Work } from '../work.ts';
import { withAddresses } from './outsiders.ts';
import { OWN_ALLOWED } from './seats.ts';

export type PlannedGroup = {
  readonly id: string;
  readonly name: string | null;
  readonly mode: ApprovalMode;
  readonly needed: number | null;
  readonly percent: number | null;
  readonly seats: readonly SeatInGroup[];
};

/** A stage as it is asked, kept with its approval. */
export type PlannedStage = {
  readonly id: string;
  readonly name: string | null;
  readonly groups: readonly PlannedGroup[];
  readonly enough?: readonly (readonly string[])[];
  /** Seats of those who were asked because it was late. */
  readonly deciding?: readonly number[];
};

export type Fallback = 'nobody_left' | 'only_requester';

/** Somebody who may vote for a seat. */
export type Asked = {
  readonly stage: number;
  readonly seat: number;
  readonly person: AskedPerson;
  readonly via: string | null;
};

export type Panel = {
  readonly stages: readonly PlannedStage[];
  readonly asked: readonly Asked[];
  readonly selfApproval: boolean;
  /** Why others are asked in place of somebody, each reason once. */
  readonly fallbacks: readonly Fallback[];
};

type Setting = {
  readonly ticketId: string | null;
  readonly facts: { readonly requester: { readonly email?: unknown } };
};

const ADMINS = [{ role: 'admin' }] as const;

/** `holding`: which of the round's conditions hold. */
export async function panelFor(
  work: Work,
  round: ApprovalRound,
  holding: readonly string[],
  { ticketId, facts }: Setting,
): Promise<Panel> {
  const stages = stagesWhere(round, holding);
  const approvers = stages.flatMap(({ groups }) => groups.flatMap((group) => group.approvers));
  const parties = await withAddresses(work, approvers, {
    ticketId,
    facts,
    isSigned: round.signature !== undefined,
  });
  if (ticketId !== null) await tellOfEmptyRotas(work, parties, ticketId);
  const found = await peopleOfEach(work, parties, ticketId, facts);
  const isEligible = eligibility(round.selfApproval ?? false, facts);
  const seats = new Seats(isEligible);
  let at = 0;
  const planned = stages.map((stage, number): PlannedStage => {
    const groups = stage.groups.map((group) => {
      const people = group.approvers.map((approver, index) => ({
        approver,
        people: found[at + index] ?? [],
      }));
      at += group.approvers.length;
      return seats.group(number, group, people);
    });
    const { id, name = null, enough } = stage;
    return { id, name, groups, ...(enough ? { enough } : {}) };
  });
  if (seats.empty.length === 0)
    return {
      stages: planned,
      asked: seats.taken,
      selfApproval: round.selfApproval ?? false,
      fallbacks: [],
    };
  const stand = await fallbackPeople(
    work,
    round.fallback,
    { isRequester: (person) => !isEligible(person), hasSpoken: () => false },
    ticketId,
    facts,
  );
  return {
    stages: planned,
    asked: [
      ...seats.taken,
      ...seats.empty.flatMap(({ stage, seat, why }) =>
        stand.people.map((person) => ({
          stage,
          seat,
          person,
          via: stand.via ?? `fallback:${why}`,
        })),
      ),
    ],
    selfApproval: round.selfApproval ?? false,
    fallbacks: [...new Set(seats.empty.map(({ why }) => why))],
  };
}

type Eligible = (person: Pick<AskedPerson, 'id' | 'email'>) => boolean;

const eligibility =
  (selfApproval: boolean, { requester }: Setting['facts']): Eligible =>
  ({ email }) =>
    selfApproval || email !== requester.email;

/**
 * Those who are asked in place of somebody: whom the process names, else the administrators; those who have spoken in an
 * earlier stage only where there is nobody else, and whoever asked for it themselves only where there is nobody else at all.
 * Then `via` says so, and they may decide at that seat.
 */
export async function fallbackPeople(
  work: Work,
  parties: readonly Party[] | undefined,
  { isRequester, hasSpoken }: { readonly isRequester: Eligible; readonly hasSpoken: Eligible },
  ticketId: string | null,
  facts: unknown,
): Promise<{ readonly people: readonly AskedPerson[]; readonly via: string | null }> {
  const isFree: Eligible = (person) => !isRequester(person) && !hasSpoken(person);
  const named = parties ? (await peopleOf(work, parties, ticketId, facts)).filter(isFree) : [];
  if (named.length > 0) return { people: named, via: null };
  const admins = await peopleOf(work, ADMINS, ticketId);
  for (const people of [admins.filter(isFree), admins.filter((one) => !isRequester(one))])
    if (people.length > 0) return { people, via: null };
  return { people: admins, via: OWN_ALLOWED };
}

type Found = { readonly approver: Approver; readonly people: readonly AskedPerson[] };

/** Gives out the seats of all stages: one number for each person of a stage, whichever groups they are asked in. */
class Seats {
  readonly taken: Asked[] = [];
  readonly empty: { stage: number; seat: number; why: Fallback }[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #isEligible: Eligible;
  #next = 1;

  constructor(isEligible: Eligible) {
    this.#isEligible = isEligible;
  }

  group(stage: number, group: ApprovalGroup, found: readonly Found[]): PlannedGroup {
    const seats = new Map<number, SeatInGroup>();
    const missing: { readonly approver: Approver; readonly why: Fallback }[] = [];
    for (const { approver, people } of found) {
      const eligible = people.filter(this.#isEligible);
      if (eligible.length === 0)
        missing.push({ approver, why: people.length > 0 ? 'only_requester' : 'nobody_left' });
      for (const person of eligible) {
        const seat = this.#seatOf(stage, person);
        seats.set(seat, merged(seats.get(seat), inGroup(seat, approver)));
      }
    }
    for (const { approver, why } of missing) {
      if (!approver.veto && isEnough(group, [...seats.values()])) continue;
      const seat = this.#next++;
      this.empty.push({ stage, seat, why });
      seats.set(seat, inGroup(seat, approver));
    }
    const { id, name = null, mode, needed = null, percent = null } = group;
    return { id, name, mode, needed, percent, seats: [...seats.values()] };
  }

  #seatOf(stage: number, person: AskedPerson): number {
    const key = `${stage}:${person.id}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const seat = this.#next++;
    this.#numbers.set(key, seat);
    this.taken.push({ stage, seat, person, via: person.via });
    return seat;
  }
}

/** Whether the group can meet its rule without those who are missing. Where all must approve, each of them matters. */
function isEnough({ mode, needed }: ApprovalGroup, seats: readonly SeatInGroup[]): boolean {
  if (mode === 'all' || seats.length === 0) return false;
  if (mode === 'nOfM') return seats.length >= (needed ?? 1);
  if (mode === 'weighted')
    return seats.reduce((sum, { weight }) => sum + (weight ?? 1), 0) >= (needed ?? 1);
  return true;
}

const inGroup = (seat: number, { weight, veto }: Approver): SeatInGroup => ({
  seat,
  ...(weight === undefined ? {} : { weight }),
  ...(veto ? { veto } : {}),
});

/** Asked twice in one group: the greater weight, and a veto either way. */
function merged(known: SeatInGroup | undefined, more: SeatInGroup): SeatInGroup {
  if (!known) return more;
  const weight = Math.max(known.weight ?? 1, more.weight ?? 1);
  return {
    seat: more.seat,
    ...(weight === 1 ? {} : { weight }),
    ...(known.veto || more.veto ? { veto: true } : {}),
  };
}
