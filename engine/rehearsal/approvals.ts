/**
 * The approvals of a rehearsal: which stages are asked, who has voted, and until when they can be decided. The record keeps
 * all of this, so a restart loses none of it.
 */
import { conditionsIn } from '../approval/stages.ts';
import type { Definition, ElementOf } from '../definition.ts';
import { graphOf } from '../graph.ts';
import type { CommandOf, EventOf } from '../messages.ts';
import type { State, Token } from '../state.ts';
import { type Round, type Vote, Voting } from './voting.ts';
import type { World } from './world.ts';

type Outcome = EventOf<'approvalDecided'>['outcome'];
type At = Pick<Token, 'id' | 'element'>;

export class Approvals {
  readonly #definition: Definition;
  readonly #world: World;
  readonly #until = new Map<string, string>();
  #voting = new Voting();

  constructor(definition: Definition, world: World) {
    this.#definition = definition;
    this.#world = world;
  }

  /** Those who are asked, by name. */
  nameVoters(voters: Readonly<Record<string, readonly string[]>>): void {
    this.#voting = new Voting(voters);
  }

  /** Asks those of its stages whose conditions hold; where none does, it is approved. */
  async open(
    { token, element: id, at }: CommandOf<'openApproval'>,
    state: State,
  ): Promise<Outcome | null> {
    const element = this.#elementAt(id);
    if (!element) return null;
    const conditions = conditionsIn(element.approval);
    const holding =
      conditions.length === 0 ? [] : await this.#world.whichHold(conditions, state, token);
    if (!this.#voting.begin(element, token, holding)) return 'approved';
    this.#beginTime(element, token, at);
    return null;
  }

  /** The outcome when this vote decides. @throws RehearsalProblem for who is not asked, or not any more */
  cast({ id: token, element: id }: At, vote: Vote, at: string): Outcome | 'open' | null {
    const element = this.#elementAt(id);
    if (!element) return null;
    const { verdict, goesOn } = this.#voting.cast(element, token, vote);
    if (goesOn) this.#beginTime(element, token, at);
    return verdict;
  }

  /** Who is asked and who has voted; null where nobody votes. */
  roundOf({ id: token, element: id }: At): Round | null {
    const element = this.#elementAt(id);
    return element && this.#voting.roundOf(element, token);
  }

  /** When it can be decided no longer. */
  dueOf(token: string): string | undefined {
    return this.#until.get(token);
  }

  /** Nobody has decided in time; the record says so, whatever way the process has for it. */
  timeOut({ id: token, element: id }: At): Outcome {
    this.#until.delete(token);
    return this.#elementAt(id)?.approval.late?.outcome ?? 'timedOut';
  }

  /** Each stage has its time from when it is asked. */
  #beginTime({ approval: { due, late } }: ElementOf<'approval'>, token: string, at: string): void {
    if (due === undefined) return;
    const first = this.#world.after(due, at);
    const last = first && late?.escalateTo ? this.#world.after(late.after ?? due, first) : first;
    if (last !== null) this.#until.set(token, last);
  }

  #elementAt(id: string): ElementOf<'approval'> | null {
    const element = graphOf(this.#definition).elements.get(id);
    return element?.type === 'approval' ? element : null;
  }
}
