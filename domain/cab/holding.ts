/** Which words count, as SQL: the last of a seat, where it is about what is before the board now and still holds. */

/** A word was said about this plan, or its seat steps back whatever is planned. */
export const onThisPlan = (word: string, plan: string): string =>
  `(${word}.vote = 'recused' or ${word}.plan = ${plan})`;

/** Takes the present as its parameter. `row`: the word as a row of `cab_vote`; `of`: an item or a review. */
export const counts = (word: string, row: string, of: string): string =>
  `(${word}.vote is not null and ${onThisPlan(word, `${of}.plan`)} and (not ${word}.stand_in or board_word_holds(${row}, ?)))`;
