/** The server names what may be done with a process; any of these means that a draft of it may be saved. */
export const mayAuthor = (allowed: readonly string[]): boolean =>
  allowed.some((act) => ['author', 'edit', 'update', 'saveDraft', 'draft'].includes(act));
