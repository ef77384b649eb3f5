/** Questions while they are written: points that were emptied are still to be filled in. Pure. */
import type { Option, Question } from '#engine/changes/questions.ts';

export type OptionDraft = Omit<Option, 'points'> & { readonly points: number | null };
export type QuestionDraft = Omit<Question, 'options'> & {
  readonly options: readonly OptionDraft[];
};

/** Null where something is to be filled in. */
export function wholeOf(drafts: readonly QuestionDraft[]): readonly Question[] | null {
  const isWhole = (draft: QuestionDraft): draft is Question =>
    draft.options.every(({ points }) => points !== null);
  return drafts.every(isWhole) ? drafts : null;
}
