/** What an expression may name beside the facts of the run where something is repeated. */

/** When the whole of it is looked at. */
export const AROUND = ['loop.total', 'loop.completed', 'loop.outcome', 'loop.results'];

/** And each time it is done. */
export const OF_ITEM = [...AROUND, 'loop.index', 'loop.item'];
