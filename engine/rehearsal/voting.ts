/**
 * Single votes at the approvals of a rehearsal. Who belongs to a group is not known here, so as many stand in for it as make
 * the count worth watching, unless the scenario names them. What the votes come to is counted as the record counts.
 */
import { mayBeSeveral, type Party } from '../action.ts';
import { type Decision, neededOf, type Tally, tally, type Vote } from '../approval-tally.ts';
import type { ElementOf } from '../definition.ts';
import { RehearsalProblem } from './problem.ts';

type Approval = ElementOf<'approval'>;

export type Round = {
  readonly voters: readonly string[];
  readonly votes: readonly Vote[];
  /** So many must approve. */
  readonly needed: number;
};

/** Whom an approver of the definition stands for: `group:managers/2`. */
export type Voter = {
  readonly name: string;
  readonly party: Party;
  /** Of several that stand in for a group. */
  readonly number: number | null;
};

export class Voting {
  readonly #votes = new Map<string, readonly Vote[]>();
  readonly #named: Readonly<Record<string, readonly string[]>>;

  constructor(named: Readonly<Record<string, readonly string[]>> = {}) {
    this.#named = named;
  }

  roundOf(element: Approval, token: string): Round {
    const voters = this.#votersOf(element);
    return {
      voters,
      votes: this.#votes.get(token) ?? [],
      needed: neededOf(rulesOf(element, voters)),
    };
  }

  /** What it comes to with this vote. @throws RehearsalProblem for who was not asked or has voted */
  cast(element: Approval, token: string, vote: Vote): Tally {
    const { voters, votes } = this.roundOf(element, token);
    if (!voters.includes(vote.voter))
      throw new RehearsalProblem(
        `“${vote.voter}” is not asked at “${element.id}”; asked are: ${voters.join(', ')}.`,
        'not_asked',
      );
    if (votes.some(({ voter }) => voter === vote.voter))
      throw new RehearsalProblem(`“${vote.voter}” has voted at “${element.id}”.`, 'has_voted');
    const all = [...votes, vote];
    this.#votes.set(token, all);
    return tally(rulesOf(element, voters), all);
  }

  #votersOf(element: Approval): readonly string[] {
    const named = Object.hasOwn(this.#named, element.id) ? this.#named[element.id] : undefined;
    return [...new Set(named ?? votersIn(element).map(({ name }) => name))];
  }
}

/** Everybody an approval asks, each with the approver they belong to. */
export function votersIn({ approval }: Approval): readonly Voter[] {
  const many = (approval.mode === 'nOfM' ? (approval.needed ?? 1) : 1) + 1;
  return approval.approvers.flatMap((party): readonly Voter[] => {
    const key = keyOf(party);
    if (!mayBeSeveral(party)) return [{ party, number: null, name: key }];
    return Array.from({ length: many }, (_, index) => ({
      party,
      number: index + 1,
      name: `${key}/${index + 1}`,
    }));
  });
}

const rulesOf = ({ approval: { mode, needed } }: Approval, voters: readonly string[]) => ({
  mode,
  needed,
  voters,
});

const keyOf = (party: Party): string => {
  if ('user' in party) return party.user;
  if ('group' in party) return `group:${party.group}`;
  if ('rota' in party) return `rota:${party.rota}`;
  return 'role' in party ? `role:${party.role}` : party.relation;
};

export const SAID: Record<Decision, string> = {
  approve: 'approves',
  reject: 'rejects',
  abstain: 'abstains',
};
