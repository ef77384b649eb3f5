/**
 * Single votes at the approvals of a rehearsal, stage by stage. Who belongs to a group is not known here, so as many stand in
 * for it as make the count worth watching, unless the scenario names them. What the votes come to is counted as the
 * record counts.
 */
import { type Approver, mayBeSeveral } from '../action.ts';
import { stagesWhere } from '../approval/stages.ts';
import {
  type Decision,
  type GroupRules,
  type StageRules,
  type Tally,
  tallyStage,
} from '../approval/tally.ts';
import type { ApprovalGroup, ApprovalStage, ElementOf } from '../definition.ts';
import { RehearsalProblem } from './problem.ts';

type Approval = ElementOf<'approval'>;

export type Vote = { readonly voter: string; readonly decision: Decision };

export type Round = {
  readonly voters: readonly string[];
  readonly votes: readonly Vote[];
  /** So many must approve; null where it is no plain number. */
  readonly needed: number | null;
  /** Of several stages, the one that is asked: its number, and how many there are. */
  readonly stage: { readonly name: string; readonly number: number; readonly of: number } | null;
};

/** Whom an approver of the definition stands for: `group:managers/2`. */
export type Voter = {
  readonly name: string;
  readonly party: Approver;
  /** Of several that stand in for a group. */
  readonly number: number | null;
};

type Open = {
  readonly stages: readonly ApprovalStage[];
  readonly at: number;
  readonly votes: readonly Vote[];
  /** Who has decided in the stages before. */
  readonly before: readonly string[];
};

/** What a vote comes to, and whether the next stage begins with it. */
type Cast = { readonly verdict: Tally; readonly goesOn: boolean };

/** Who is asked where a stage would have nobody left: those whom the record falls back to. */
const FALLBACK = 'role:admin';

export class Voting {
  readonly #open = new Map<string, Open>();
  readonly #named: Readonly<Record<string, readonly string[]>>;

  constructor(named: Readonly<Record<string, readonly string[]>> = {}) {
    this.#named = named;
  }

  /** False: none of its stages is asked, so it is approved at once. */
  begin(element: Approval, token: string, holding: readonly string[]): boolean {
    const stages = stagesWhere(element.approval, holding);
    this.#open.set(token, { stages, at: 0, votes: [], before: [] });
    return stages.length > 0;
  }

  roundOf(element: Approval, token: string): Round {
    const { stages, at, votes } = this.#openAt(element, token);
    const rules = this.#rulesAt(element, token);
    const stage = stages[at];
    return {
      voters: rules.voters,
      votes,
      needed: neededOf(rules.stage.groups),
      stage:
        stage && stages.length > 1
          ? { name: stage.name ?? stage.id, number: at + 1, of: stages.length }
          : null,
    };
  }

  /** What it comes to with this vote. @throws RehearsalProblem for who was not asked or has voted */
  cast(element: Approval, token: string, vote: Vote): Cast {
    const { voters, stage } = this.#rulesAt(element, token);
    const open = this.#openAt(element, token);
    if (!voters.includes(vote.voter))
      throw new RehearsalProblem(
        `“${vote.voter}” is not asked at “${element.id}”; asked are: ${voters.join(', ')}.`,
        'not_asked',
      );
    if (open.votes.some(({ voter }) => voter === vote.voter))
      throw new RehearsalProblem(`“${vote.voter}” has voted at “${element.id}”.`, 'has_voted');
    const votes = [...open.votes, vote];
    const verdict = tallyStage(
      stage,
      votes.map(({ voter, decision }) => ({ seat: voters.indexOf(voter), decision })),
    );
    const isOn = verdict === 'approved' && open.at + 1 < open.stages.length;
    const before = [...open.before, ...votes.map(({ voter }) => voter)];
    this.#open.set(
      token,
      isOn ? { ...open, at: open.at + 1, votes: [], before } : { ...open, votes },
    );
    return { verdict: isOn ? 'open' : verdict, goesOn: isOn };
  }

  #openAt(element: Approval, token: string): Open {
    if (!this.#open.has(token)) this.begin(element, token, []);
    return this.#open.get(token) ?? { stages: [], at: 0, votes: [], before: [] };
  }

  #rulesAt(element: Approval, token: string): { stage: StageRules; voters: readonly string[] } {
    const { stages, at, before } = this.#openAt(element, token);
    const stage = stages[at];
    const repeats = element.approval.repeatVoters ?? false;
    const asked = (stage?.groups ?? []).map((group) => {
      const people = this.#peopleOf(element, stage?.id ?? '', group);
      const left = people.filter(({ name }) => repeats || !before.includes(name));
      return { group, people: left.length > 0 ? left : [{ name: FALLBACK, approver: null }] };
    });
    const voters = [...new Set(asked.flatMap(({ people }) => people.map(({ name }) => name)))];
    const groups = asked.map(({ group, people }) => ({
      ...group,
      seats: people.map(({ name, approver }) => ({
        seat: voters.indexOf(name),
        weight: approver?.weight,
        veto: approver?.veto,
      })),
    }));
    return { voters, stage: { groups, enough: stage?.enough } };
  }

  #peopleOf(element: Approval, stage: string, group: ApprovalGroup) {
    const place = element.approval.stages ? `${element.id}/${stage}/${group.id}` : element.id;
    const named = Object.hasOwn(this.#named, place) ? this.#named[place] : undefined;
    const [first] = group.approvers;
    if (named) return [...new Set(named)].map((name) => ({ name, approver: first ?? null }));
    return votersOf(group).map(({ name, party }) => ({
      name,
      approver: group.approvers.find((one) => one === party) ?? null,
    }));
  }
}

/** Everybody an approval asks, each with the approver they belong to. */
export const votersIn = ({ approval }: Approval): readonly Voter[] =>
  stagesWhereAll(approval).flatMap(({ groups }) => groups.flatMap(votersOf));

const stagesWhereAll = (approval: Approval['approval']) =>
  stagesWhere(approval, [
    ...(approval.stages ?? []).flatMap(({ id, groups }) => [
      id,
      ...groups.map((group) => `${id}/${group.id}`),
    ]),
  ]);

function votersOf({ mode, needed, approvers }: ApprovalGroup): readonly Voter[] {
  const many = (mode === 'nOfM' ? (needed ?? 1) : mode === 'any' || mode === 'all' ? 1 : 2) + 1;
  return approvers.flatMap((party): readonly Voter[] => {
    const key = keyOf(party);
    if (!mayBeSeveral(party)) return [{ party, number: null, name: key }];
    return Array.from({ length: many }, (_, index) => ({
      party,
      number: index + 1,
      name: `${key}/${index + 1}`,
    }));
  });
}

/** Of one group that counts heads; several groups, and weights, have no such number. */
function neededOf(groups: readonly GroupRules[]): number | null {
  const [group] = groups;
  if (!group || groups.length > 1) return null;
  const count = group.seats.length;
  switch (group.mode) {
    case 'any':
      return 1;
    case 'all':
      return count;
    case 'nOfM':
      return Math.min(Math.max(1, group.needed ?? 1), count);
    default:
      return null;
  }
}

const keyOf = (party: Approver): string => {
  if ('user' in party) return party.user;
  if ('group' in party) return `group:${party.group}`;
  if ('rota' in party) return `rota:${party.rota}`;
  if ('outside' in party) return party.outside;
  return 'role' in party ? `role:${party.role}` : party.relation;
};

export const SAID: Record<Decision, string> = {
  approve: 'approves',
  reject: 'rejects',
  abstain: 'abstains',
};
