/**
 * What is proved of the runs of a definition, so that no transaction is open meanwhile: it may take seconds, and whoever publishes
 * holds the process. Behind the lock it is only looked up. Where it is not known, all that was done is taken back, the proof
 * is made, and it is done once more; what was refused for another reason is refused without any.
 */
import { createHash } from 'node:crypto';
import { canonicalJson } from '#engine/canonical.ts';
import type { Definition } from '#engine/definition.ts';
import { type Finding, type LintRuns, lintRuns } from '#engine/lint/index.ts';
import { DomainError } from '../errors.ts';
import type { Store } from '../work.ts';

/** A draft that is saved meanwhile is proved anew. */
const PROOFS_MAX = 3;

class Unproved extends Error {
  override readonly name = 'Unproved';
  readonly definition: Definition;

  constructor(definition: Definition) {
    super('It is not proved yet whether the runs of this definition come to their end.');
    this.definition = definition;
  }
}

/** `act` is one transaction, or begins one. @throws DomainError draft_changed where it is saved faster than it is proved */
export async function withProofs<T>(
  store: Store,
  act: (proofs: LintRuns) => Promise<T>,
): Promise<T> {
  const known = new Map<string, readonly Finding[]>();
  const lookUp: LintRuns = (definition) => {
    const findings = known.get(hashOf(definition));
    if (!findings) throw new Unproved(definition);
    return findings;
  };
  for (let proofs = 0; ; proofs += 1) {
    try {
      return await act(lookUp);
    } catch (error) {
      if (!(error instanceof Unproved)) throw error;
      if (proofs === PROOFS_MAX) throw new DomainError('draft_changed', CHANGED);
      known.set(hashOf(error.definition), await proveIn(store, error.definition));
    }
  }
}

const CHANGED = 'Your draft was saved again and again while it was checked. Publish it once more.';

/** Where the store says, else here. */
const proveIn = async (store: Store, definition: Definition): Promise<readonly Finding[]> =>
  (store.lintRuns ?? lintRuns)(definition);

const hashOf = (definition: Definition): string =>
  createHash('sha256').update(canonicalJson(definition)).digest('hex');
