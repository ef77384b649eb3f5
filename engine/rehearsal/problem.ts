/** Why a scenario cannot be played as it is written: in words for whoever wrote it. */
export class RehearsalProblem extends Error {
  override readonly name = 'RehearsalProblem';
}
