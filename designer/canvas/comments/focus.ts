/** Where the focus goes when what had it is gone: to the thread, or to the comments as a whole. */
export const COMMENTS = 'canvas-comments-list';

export const focusThread = (id: string): void => {
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>(`[data-thread="${CSS.escape(id)}"]`)?.focus(),
  );
};

export const focusComments = (): void => {
  requestAnimationFrame(() => document.getElementById(COMMENTS)?.focus());
};
