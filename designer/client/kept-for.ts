/**
 * What this browser keeps of somebody's unsent words and unsaved drawings is theirs alone: who signs in next finds nothing of
 * it, and who signs in again finds all of it. Each tab has a storage of its own beside the one that all of them share.
 */
/** Whatever is kept so is kept under a key that begins like this. */
export const KEPT = 'perdura.kept.';
const OWNER = 'perdura.keptFor';

export function keepFor(owner: string): void {
  try {
    for (const storage of [localStorage, sessionStorage]) {
      const known = storage.getItem(OWNER);
      if (known === owner) continue;
      if (known !== null) for (const key of keysOf(storage)) storage.removeItem(key);
      storage.setItem(OWNER, owner);
    }
  } catch {
    // Where a browser forbids to keep anything, nothing is kept.
  }
}

const keysOf = (storage: Storage): string[] =>
  Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '').filter((key) =>
    key.startsWith(KEPT),
  );
