/**
 * The history in the browser's session storage, so that a reload takes no undo away. Only the first definition and the
 * changes are written; the rest is played again. Storage that is full or switched off costs undo after a reload and
 * nothing else: then the oldest steps are left out, or all.
 */
import { KEPT } from '#designer/client/kept-for.ts';
import type { Definition } from '#engine/definition.ts';
import type { Change, History } from './history.ts';
import { reduceHistory, startHistory } from './history.ts';

type KeptStep = { readonly change: Change; readonly label: string };

export type Kept = {
  readonly base: Definition;
  readonly past: readonly KeptStep[];
  readonly future: readonly KeptStep[];
  /** The draft these changes were last saved as; other tabs and people may since have moved on. */
  readonly etag: string | null;
  /** The version they began from; without a draft only this tells whether somebody has published meanwhile. */
  readonly baseVersion: number | null;
  readonly saved: boolean;
};

const STEPS_KEPT_MAX = 500;
const keyOf = (process: string) => `${KEPT}canvas.${process}`;

export const toKept = (
  history: History,
  { etag, baseVersion, saved }: Pick<Kept, 'etag' | 'baseVersion' | 'saved'>,
): Kept => {
  const past = history.past.slice(-STEPS_KEPT_MAX);
  return {
    base: past[0]?.before ?? history.present,
    past: past.map(({ change, label }) => ({ change, label })),
    future: history.future.map(({ change, label }) => ({ change, label })),
    etag,
    baseVersion,
    saved,
  };
};

/** Plays it again: the undone steps are done and undone, so that redo has what it had. */
export const fromKept = (kept: Kept): History => {
  let history = startHistory(kept.base);
  for (const { change, label } of [...kept.past, ...kept.future]) {
    history = reduceHistory(history, { type: 'change', change, label });
  }
  for (let undone = 0; undone < kept.future.length; undone += 1) {
    history = reduceHistory(history, { type: 'undo' });
  }
  return history;
};

/** Undefined where another build has kept what this one cannot play again: then the draft is opened as it is. */
export const playedAgain = (kept: Kept): History | undefined => {
  try {
    const history = fromKept(kept);
    const all = [history.present, ...history.past.map(({ before }) => before)];
    return all.every((one) => Array.isArray(one?.elements)) ? history : undefined;
  } catch {
    return undefined;
  }
};

const keepHistory = (process: string, kept: Kept): void => {
  for (const smaller of [kept, { ...kept, base: presentOf(kept), past: [], future: [] }]) {
    try {
      sessionStorage.setItem(keyOf(process), JSON.stringify(smaller));
      return;
    } catch {
      // Full: try with less.
    }
  }
  forgetHistory(process);
};

/** Of each process the state that is still to be written. */
const pending = new Map<string, () => Kept>();
/** So long it may wait while there is always something to do. */
const LATEST_MS = 1_000;

/** Writes it when nothing else is to do: it is as large as the process, and typing must not wait for it. */
export const keepSoon = (process: string, kept: () => Kept): void => {
  if (!pending.has(process)) whenIdle(() => keepPending(process));
  pending.set(process, kept);
};

export const keepPending = (process: string): void => {
  const kept = pending.get(process);
  pending.delete(process);
  if (kept) keepHistory(process, kept());
};

/** Not every browser tells when it is idle. */
const whenIdle = (run: () => void): void => {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(run, { timeout: LATEST_MS });
  else setTimeout(run, LATEST_MS / 5);
};

export const findHistory = (process: string): Kept | undefined => {
  keepPending(process);
  try {
    const text = sessionStorage.getItem(keyOf(process));
    return text ? parse(JSON.parse(text)) : undefined;
  } catch {
    return undefined;
  }
};

export const forgetHistory = (process: string): void => {
  pending.delete(process);
  try {
    sessionStorage.removeItem(keyOf(process));
  } catch {
    // Without storage there is nothing to forget.
  }
};

const presentOf = (kept: Kept): Definition => fromKept({ ...kept, future: [] }).present;

/** Only what we wrote ourselves is ever in there, but a build may have changed since. */
const parse = (value: Kept): Kept | undefined =>
  typeof value === 'object' &&
  value?.base &&
  Array.isArray(value.past) &&
  Array.isArray(value.future)
    ? value
    : undefined;
