/** Why a scenario cannot be played as it is written: in words for whoever wrote it, and as a code for who has words of its own. */
export type RehearsalProblemCode =
  | 'nothing_waits'
  | 'no_such_outcome'
  | 'not_asked'
  | 'has_voted'
  | 'no_moment'
  | 'already_over'
  | 'no_timer'
  | 'never_open'
  | 'no_end_to_it'
  | 'not_started';

export class RehearsalProblem extends Error {
  override readonly name = 'RehearsalProblem';
  readonly code: RehearsalProblemCode;

  constructor(message: string, code: RehearsalProblemCode) {
    super(message);
    this.code = code;
  }
}
