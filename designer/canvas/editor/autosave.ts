/**
 * Saves the draft a moment after each change, one save at a time, each against the revision it was made from. When
 * somebody else (or another tab) has saved in between, it stops and keeps both: nothing is overwritten until the author
 * has chosen. A broken connection is tried again; leaving the page with something unsaved asks first.
 */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { isProblem } from '#designer/client/problem.ts';
import type { Definition } from '#engine/definition.ts';
import type { Saved } from '../queries.ts';
import { saveDraft } from '../queries.ts';

export type SaveState =
  | { readonly kind: 'saved'; readonly at: number | null }
  | { readonly kind: 'unsaved' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'failed'; readonly error: unknown };

const QUIET_MS = 900;
const RETRY_MS = 5_000;

export type Autosave = {
  readonly state: SaveState;
  /** The revision the draft now has, `null` before the first save. */
  readonly etag: string | null;
  /** The same, also right after a save that is not shown yet. */
  readonly latestEtag: () => string | null;
  /** Saves what is unsaved at once; answers whether everything is saved. */
  readonly flush: () => Promise<boolean>;
  /**
   * Saves even what is unchanged where there is no draft yet; `baseVersion` says that the author has seen that version and
   * goes on from it.
   */
  readonly ensureDraft: (baseVersion?: number) => Promise<boolean>;
  /** After a conflict: this definition is the one with that ETag; or overwrite whatever is there. */
  readonly settle: (definition: Definition, etag: string) => void;
  readonly overwrite: () => void;
  /** Publishing has ended the draft: what is shown is that version now, and the next change begins a new draft of it. */
  readonly published: (version: number) => void;
  /** The version the draft began from; `null` for a process that was never published. */
  readonly baseVersion: number | null;
};

type SaveWish = {
  readonly overwrite?: boolean;
  readonly always?: boolean;
  readonly baseVersion?: number;
};

type Options = {
  readonly process: string;
  readonly definition: Definition;
  /** What the server holds, and under which ETag; `null` when it holds no draft. */
  readonly saved: Definition | null;
  readonly etag: string | null;
  readonly baseVersion: number | null;
  readonly enabled: boolean;
  readonly onSaved?: (saved: Saved, definition: Definition) => void;
};

export const useAutosave = (options: Options): Autosave => {
  const { process, definition, enabled, onSaved } = options;
  const [state, setState] = useState<SaveState>({ kind: 'saved', at: null });
  const [etag, setEtag] = useState(options.etag);
  const [baseVersion, setBaseVersion] = useState(options.baseVersion);
  const saved = useRef<Definition | null>(options.saved);
  const current = useRef({ definition, etag, onSaved });
  current.current = { definition, etag, onSaved };
  const running = useRef<Promise<boolean> | null>(null);

  const save = useCallback(
    async ({ overwrite = false, always = false, baseVersion }: SaveWish = {}): Promise<boolean> => {
      // Of several that have waited only one goes on at a time.
      while (running.current) await running.current;
      const wanted = current.current.definition;
      if (wanted === saved.current && !overwrite && !always) return true;
      setState({ kind: 'saving' });
      const etag = overwrite ? undefined : (current.current.etag ?? undefined);
      const attempt = saveDraft(process, wanted, { etag, baseVersion })
        .then((answer) => {
          saved.current = wanted;
          current.current = { ...current.current, etag: answer.etag };
          setEtag(answer.etag);
          setBaseVersion(answer.baseVersion);
          setState({ kind: 'saved', at: Date.now() });
          current.current.onSaved?.(answer, wanted);
          return true;
        })
        .catch((error: unknown) => {
          setState(
            isProblem(error) && error.status === 412
              ? { kind: 'conflict' }
              : { kind: 'failed', error },
          );
          return false;
        })
        .finally(() => {
          running.current = null;
        });
      running.current = attempt;
      return attempt;
    },
    [process],
  );

  const waits = state.kind === 'conflict';
  useEffect(() => {
    if (!enabled || waits) return;
    // While a save is on its way, what is saved will be another.
    if (definition === saved.current && !running.current) {
      // Undone back to what is saved.
      setState((before) => (before.kind === 'unsaved' ? { kind: 'saved', at: null } : before));
      return;
    }
    setState((before) =>
      before.kind === 'failed' || before.kind === 'unsaved' ? before : { kind: 'unsaved' },
    );
    const timer = setTimeout(() => void save(), QUIET_MS);
    return () => clearTimeout(timer);
  }, [definition, enabled, waits, save]);

  // Going to another page of the app does not wait for the pause after typing.
  const leave = useRef({ enabled, waits });
  leave.current = { enabled, waits };
  useEffect(
    () => () => {
      if (leave.current.enabled && !leave.current.waits) void save();
    },
    [save],
  );

  const retries = state.kind === 'failed' && (!isProblem(state.error) || state.error.retryable);
  useEffect(() => {
    if (!retries) return;
    const timer = setInterval(() => void save(), RETRY_MS);
    return () => clearInterval(timer);
  }, [retries, save]);

  const dirty = enabled && state.kind !== 'saved';
  useEffect(() => {
    if (!dirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [dirty]);

  return useMemo(
    () => ({
      state,
      etag,
      flush: () => save(),
      latestEtag: () => current.current.etag,
      ensureDraft: (baseVersion) =>
        save({ always: current.current.etag === null || baseVersion !== undefined, baseVersion }),
      settle: (settled, next) => {
        saved.current = settled;
        current.current = { ...current.current, etag: next };
        setEtag(next);
        setState({ kind: 'saved', at: Date.now() });
      },
      overwrite: () => void save({ overwrite: true }),
      baseVersion,
      published: (version) => {
        saved.current = current.current.definition;
        current.current = { ...current.current, etag: null };
        setEtag(null);
        setBaseVersion(version);
        setState({ kind: 'saved', at: null });
      },
    }),
    [state, etag, baseVersion, save],
  );
};
