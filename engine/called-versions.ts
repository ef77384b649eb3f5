/**
 * Which versions of other processes a definition calls. `version` is what its author has pinned, and stays. `bound` is what
 * publishing wrote beside a call that names none: a version keeps it, a draft has none and is bound anew when it is published.
 */
import type { Definition, ElementOf } from './definition.ts';

type Call = ElementOf<'callActivity'>;

/** Null: of a process that had none when this was published, whichever new runs take. */
export const calledVersion = ({ version, bound }: Call): number | null => version ?? bound ?? null;

/** The keys of the processes whose calls are still to be bound. */
export const unboundCalls = ({ elements }: Definition): readonly string[] => [
  ...new Set(
    elements.flatMap((one) =>
      one.type === 'callActivity' && calledVersion(one) === null ? [one.process] : [],
    ),
  ),
];

/** As it would be published, by the version of each process that new runs take; what is bound or pinned stays. */
export function bound(
  definition: Definition,
  present: ReadonlyMap<string, number | null>,
): Definition {
  const elements = definition.elements.map((one) => {
    if (one.type !== 'callActivity' || calledVersion(one) !== null) return one;
    const version = present.get(one.process) ?? null;
    return version === null ? one : { ...one, bound: version };
  });
  return { ...definition, elements };
}

/** As an author works on it. */
export function unbound(definition: Definition): Definition {
  if (!definition.elements.some((one) => one.type === 'callActivity' && one.bound !== undefined))
    return definition;
  const elements = definition.elements.map((one) => {
    if (one.type !== 'callActivity') return one;
    const { bound: _, ...call } = one;
    return call;
  });
  return { ...definition, elements };
}

export type Rebound = {
  readonly element: string;
  readonly process: string;
  readonly before: number;
  readonly after: number;
};

/** The calls of the same process that run another version of it than before. */
export function reboundCalls(before: Definition, after: Definition): readonly Rebound[] {
  const known = new Map(before.elements.map((one) => [one.id, one]));
  return after.elements.flatMap((one) => {
    const old = known.get(one.id);
    if (one.type !== 'callActivity' || old?.type !== 'callActivity') return [];
    const [was, is] = [calledVersion(old), calledVersion(one)];
    if (old.process !== one.process || was === null || is === null || was === is) return [];
    return [{ element: one.id, process: one.process, before: was, after: is }];
  });
}
