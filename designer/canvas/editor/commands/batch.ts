/**
 * Each command answers one edit, so that it is one step to undo, and the canvas, the outline and the keyboard cannot do
 * the same thing in different ways. Where several edits are needed, they are one as a batch.
 */
import type { Edit } from '#engine/edits.ts';

export const batch = (edits: readonly Edit[]): Edit => {
  const [only, ...more] = edits;
  return only && more.length === 0 ? only : { type: 'batch', edits };
};
