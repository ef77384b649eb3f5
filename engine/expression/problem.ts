/** Why an expression cannot be read or computed, and where: `at` counts UTF-16 units from the beginning of the text. */
export class ExpressionProblem extends Error {
  override readonly name = 'ExpressionProblem';
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}
