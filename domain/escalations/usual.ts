/** The ladder that is climbed where none is named. */
export const USUAL_LADDER = 'usual';
