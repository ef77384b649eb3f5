/**
 * Every act a key away. A page registers its keys with what they do; the help (`?`) lists whatever is registered at the
 * moment, so that it cannot tell of a key that does nothing. Keys are ignored while somebody types or a dialog is open,
 * and single characters can be switched off (WCAG 2.1.4). Two keys in a row are written with a space: `g d`.
 */
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from 'react';

export type Shortcut = {
  keys: string;
  label: string;
  run: () => void;
  /** Listed under “everywhere” in the help. */
  global?: boolean;
  /** Known to the help but answered by the component itself. */
  passive?: boolean;
};

type ShortcutSet = { readonly current: Shortcut[]; readonly ownsLetters: boolean };

type Registry = {
  add: (shortcuts: ShortcutSet) => () => void;
  list: () => Shortcut[];
};

const SEQUENCE_MS = 900;
const STORE = 'perdura.singleKeys';
const RegistryContext = createContext<Registry | null>(null);

export function KeyboardProvider({ children }: { children: ReactNode }) {
  const sets = useRef<ShortcutSet[]>([]);
  const registry = useMemo<Registry>(
    () => ({
      add: (set) => {
        sets.current = [...sets.current, set];
        return () => {
          sets.current = sets.current.filter((one) => one !== set);
        };
      },
      list: () => answering(sets.current),
    }),
    [],
  );

  useEffect(() => {
    let first = '';
    let firstAt = 0;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isTyping(event.target) || isDialogOpen())
        return;
      const name = nameOf(event);
      if (name === null) return;
      if (name.length === 1 && !singleKeysOn()) return;
      const sequence = Date.now() - firstAt < SEQUENCE_MS ? `${first} ${name}` : '';
      // The page opened last wins over what lies below it.
      const all = registry
        .list()
        .filter((one) => one.passive !== true)
        .reverse();
      const hit = all.find((one) => one.keys === sequence) ?? all.find((one) => one.keys === name);
      first = hit === undefined ? name : '';
      firstAt = Date.now();
      if (hit === undefined) return;
      event.preventDefault();
      hit.run();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [registry]);

  return <RegistryContext value={registry}>{children}</RegistryContext>;
}

/**
 * Registers while the component is shown; what a key does may change with every render. Where letters are acts of the
 * page (`ownsLetters`), one letter leads nowhere else: a slip would leave the work.
 */
export function useShortcuts(shortcuts: Shortcut[], { ownsLetters = false } = {}): void {
  const registry = useContext(RegistryContext);
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  useEffect(
    () =>
      registry?.add({
        get current() {
          return latest.current;
        },
        ownsLetters,
      }),
    [registry, ownsLetters],
  );
}

/** What is registered and not kept back by a page that owns its letters. */
function answering(sets: readonly ShortcutSet[]): Shortcut[] {
  const all = sets.flatMap((set) => set.current);
  const isOwned = sets.some(({ ownsLetters }) => ownsLetters);
  return isOwned ? all.filter(({ keys, global }) => !global || !/^[a-z]$/.test(keys)) : all;
}

export function useRegisteredShortcuts(): () => Shortcut[] {
  const registry = useContext(RegistryContext);
  return () => registry?.list() ?? [];
}

const changed = new Set<() => void>();
const singleKeysOn = () => localStorage.getItem(STORE) !== 'off';

/** Whether single characters act; a person who speaks to the computer switches this off. */
export function useSingleKeys(): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore((listener) => {
    changed.add(listener);
    return () => changed.delete(listener);
  }, singleKeysOn);
  return [
    on,
    (next) => {
      localStorage.setItem(STORE, next ? 'on' : 'off');
      for (const listener of changed) listener();
    },
  ];
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
    return true;
  return (
    target instanceof HTMLInputElement &&
    !['checkbox', 'radio', 'button', 'submit'].includes(target.type)
  );
}

const isDialogOpen = () =>
  document.querySelector(
    '[role="dialog"][aria-modal="true"], [role="menu"], [role="listbox"][data-expanded]',
  ) !== null;

/** `a`, `?`, `Shift+j`, `Enter`, `Mod+Enter`; null for a bare modifier. */
function nameOf(event: KeyboardEvent): string | null {
  if (['Shift', 'Control', 'Meta', 'Alt'].includes(event.key)) return null;
  if (event.altKey) return null;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const mod = event.metaKey || event.ctrlKey ? 'Mod+' : '';
  const shift = event.shiftKey && /^[a-z]$|^[A-Z][a-z]/.test(key) ? 'Shift+' : '';
  return `${mod}${shift}${key}`;
}

const isApple = /Mac|iPhone|iPad/.test(navigator.platform);

/** `Mod+k` as the reader's keyboard writes it. */
export function keyLabels(keys: string): string[] {
  return keys.split(/[ +]/).map((key) => {
    if (key === 'Mod') return isApple ? '⌘' : 'Ctrl';
    if (key === 'Enter') return '↵';
    if (key === 'Escape') return 'Esc';
    if (key === 'ArrowDown') return '↓';
    if (key === 'ArrowUp') return '↑';
    if (key === 'ArrowLeft') return '←';
    if (key === 'ArrowRight') return '→';
    return key.length === 1 ? key.toUpperCase() : key;
  });
}
