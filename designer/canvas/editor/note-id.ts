/** Notes have ids of their own among the nodes of the drawing: an element may be called as a note is. */
const PREFIX = 'note:';

export const noteNodeId = (id: string): string => `${PREFIX}${id}`;
export const isNoteNode = (node: string): boolean => node.startsWith(PREFIX);
/** The id of the note that a node draws. */
export const noteIdOf = (node: string): string => node.slice(PREFIX.length);
