/** Stands in a drawing for a process, a ruleset or a board that nobody has chosen yet, so that the drawing can be kept. */
export const NOT_CHOSEN = 'not-chosen';
