/**
 * Counts the votes of one stage and says whether it is decided: as soon as that is certain whatever the others say, and never
 * otherwise later, so the caller closes it with the vote that decided it. Time-outs are no votes and no business of this file.
 *
 * A group counts its seats:
 *  - `any`: the first approve or reject decides;
 *  - `all`: everybody who does not abstain must approve;
 *  - `nOfM`: `needed` seats must approve;
 *  - `majority`: more than half of the weight of those who do not abstain;
 *  - `percent`: at least so many percent of that weight;
 *  - `weighted`: approvals of at least `needed` weight.
 * Where all abstain nobody has approved, which is a rejection. What is needed is held to what there is, so that a group that
 * has shrunk can still decide.
 *
 * A stage holds groups, and `enough` says which of them are: any one of its lists, whole. A seat with a veto rejects the
 * stage by itself, and nothing is approved before every seat with a veto was heard.
 */

export const APPROVAL_MODES = ['any', 'all', 'nOfM', 'majority', 'percent', 'weighted'] as const;
export type ApprovalMode = (typeof APPROVAL_MODES)[number];
export type Decision = 'approve' | 'reject' | 'abstain';
export type Tally = 'open' | 'approved' | 'rejected';

export type SeatInGroup = {
  readonly seat: number;
  /** 1 unless said. */
  readonly weight?: number | undefined;
  readonly veto?: boolean | undefined;
};

export type GroupRules = {
  readonly mode: ApprovalMode;
  /** Seats (`nOfM`) or weight (`weighted`); 1 unless said. */
  readonly needed?: number | null | undefined;
  /** Of `percent`, 1 to 100; 100 unless said. */
  readonly percent?: number | null | undefined;
  readonly seats: readonly SeatInGroup[];
};

export type StageRules = {
  readonly groups: readonly (GroupRules & { readonly id: string })[];
  /** Lists of groups; all of them unless said. */
  readonly enough?: readonly (readonly string[])[] | undefined;
  /** Seats beside the groups: the first of them who approves or rejects decides the stage. */
  readonly deciding?: readonly number[] | undefined;
};

/** One vote for one seat. */
export type SeatVote = { readonly seat: number; readonly decision: Decision };

/** Votes in the order they were cast. Only the first for a seat counts. */
export function tallyStage(stage: StageRules, votes: readonly SeatVote[]): Tally {
  const cast = firstVotes(votes);
  const [, last] =
    [...cast].find(([seat, said]) => stage.deciding?.includes(seat) && said !== 'abstain') ?? [];
  if (last) return last === 'approve' ? 'approved' : 'rejected';
  const vetoes = stage.groups.flatMap(({ seats }) => seats.filter(({ veto }) => veto));
  if (vetoes.some(({ seat }) => cast.get(seat) === 'reject')) return 'rejected';
  const verdicts = new Map(stage.groups.map((group) => [group.id, tallyGroup(group, votes)]));
  const ways = waysOf(stage).map((ids) => ids.map((id) => verdicts.get(id) ?? 'open'));
  if (ways.every((way) => way.includes('rejected'))) return 'rejected';
  const isEnough = ways.some((way) => way.every((verdict) => verdict === 'approved'));
  return isEnough && vetoes.every(({ seat }) => cast.has(seat)) ? 'approved' : 'open';
}

/** How one group stands by its own rule; vetoes are the stage's. */
export function tallyGroup(group: GroupRules, votes: readonly SeatVote[]): Tally {
  const seats = new Map(group.seats.map((one) => [one.seat, one]));
  const cast = [...firstVotes(votes)].filter(([seat]) => seats.has(seat));
  if (seats.size === 0) return 'open';
  if (group.mode === 'any') {
    const [, first] = cast.find(([, decision]) => decision !== 'abstain') ?? [];
    if (first) return first === 'approve' ? 'approved' : 'rejected';
    return cast.length === seats.size ? 'rejected' : 'open';
  }
  const weighs = group.mode !== 'nOfM' && group.mode !== 'all';
  const weightOf = (seat: number) => (weighs ? (seats.get(seat)?.weight ?? 1) : 1);
  const sum = (numbers: readonly number[]) => numbers.reduce((left, right) => left + right, 0);
  const total = sum([...seats.keys()].map(weightOf));
  const said = (decision: Decision) =>
    sum(cast.flatMap(([seat, one]) => (one === decision ? [weightOf(seat)] : [])));
  const [approved, rejected, abstained] = [said('approve'), said('reject'), said('abstain')];
  const open = total - approved - rejected - abstained;
  return verdict(group, total, { approved, rejected, open });
}

type Count = { readonly approved: number; readonly rejected: number; readonly open: number };

function verdict(group: GroupRules, total: number, { approved, rejected, open }: Count): Tally {
  // At the worst everybody who is left rejects; at the best they all approve.
  if (holds(group, total, approved, rejected + open)) return 'approved';
  return holds(group, total, approved + open, rejected) ? 'open' : 'rejected';
}

/** Whether it is approved with this weight for it and that against it, the rest having abstained. */
function holds(group: GroupRules, total: number, yes: number, no: number): boolean {
  if (yes === 0) return false;
  switch (group.mode) {
    case 'all':
      return no === 0;
    case 'majority':
      return yes > no;
    case 'percent':
      return yes * 100 >= (group.percent ?? 100) * (yes + no);
    default:
      return yes >= neededOf(group.needed, total);
  }
}

/** So much must approve, of so much there is. */
const neededOf = (needed: number | null | undefined, total: number): number =>
  Math.min(Math.max(1, needed ?? 1), total);

export type Shortfall = { readonly needed: number; readonly there: number };

/** Where a rule asks for more than there is, and all there is will do; null where it can be met as it is drawn. */
export function shortfall({ mode, needed, seats }: GroupRules): Shortfall | null {
  if (mode !== 'nOfM' && mode !== 'weighted') return null;
  const there = seats.reduce((sum, { weight = 1 }) => sum + (mode === 'nOfM' ? 1 : weight), 0);
  return (needed ?? 1) > there ? { needed: needed ?? 1, there } : null;
}

const waysOf = ({ groups, enough }: StageRules): readonly (readonly string[])[] =>
  enough && enough.length > 0 ? enough : [groups.map(({ id }) => id)];

function firstVotes(votes: readonly SeatVote[]): ReadonlyMap<number, Decision> {
  const first = new Map<number, Decision>();
  for (const { seat, decision } of votes) if (!first.has(seat)) first.set(seat, decision);
  return first;
}
