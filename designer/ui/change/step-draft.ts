/** The steps of a plan while they are written: each with an identity of its own from the start, so that it keeps it when it moves. */
import type { StepFields, StepPlaceNow, StepState } from '#designer/client/types/changes.ts';
import type { Person } from '#designer/client/types/people.ts';
import { isToCome } from '#engine/changes/steps.ts';

/** Whoever is to do it: a person, or a group or queue by its key; null: whoever works on changes. */
export type StepWho =
  | { readonly kind: 'user'; readonly person: Person }
  | { readonly kind: 'group' | 'queue'; readonly key: string }
  | null;

/** Of the plan of a change, or of one to come, where no step has a state. */
export type StepToWrite = Omit<StepFields, 'assignment'> & {
  readonly key: string;
  readonly assignment: StepPlaceNow | null;
  readonly state?: StepState;
};

export type StepDraft = {
  readonly id: string;
  /** None yet where it is new. */
  readonly key: string | undefined;
  readonly title: string;
  readonly details: string;
  readonly undo: string;
  readonly who: StepWho;
  readonly minutes: number | null;
  /** It has been begun, or skipped, and stays as and where it is. */
  readonly isFixed: boolean;
  readonly isSkipped: boolean;
};

/** `isBackedOut`: so it was noted. What is not done then was not skipped, and is planned anew as one likes. */
export function draftsOf(
  steps: readonly StepToWrite[],
  { isBackedOut = false } = {},
): readonly StepDraft[] {
  const isPast = isBackedOut || steps.some(({ state }) => state && TAKEN_BACK.has(state));
  return steps.map((step) => ({
    id: step.key,
    key: step.key,
    title: step.title,
    details: step.details,
    undo: step.undo,
    who: whoOf(step),
    minutes: step.minutes,
    isFixed: step.state !== undefined && (isSkipped(step) || !isToCome(step.state)),
    isSkipped: isSkipped(step),
  }));

  function isSkipped({ state }: StepToWrite): boolean {
    return state === 'not_done' && !isPast;
  }
}

const TAKEN_BACK: ReadonlySet<StepState> = new Set(['undoing', 'undone', 'nothing_to_undo']);

function whoOf({ assignment }: StepToWrite): StepWho {
  if (assignment?.user) return { kind: 'user', person: assignment.user };
  if (assignment?.group) return { kind: 'group', key: assignment.group.key };
  return assignment?.queue ? { kind: 'queue', key: assignment.queue.key } : null;
}

/** What is sent: a begun step goes back as it came, by its ids. */
export const fieldsOf = (
  drafts: readonly StepDraft[],
  steps: readonly StepToWrite[],
): readonly StepFields[] =>
  drafts.map(({ key, title, details, undo, who, minutes, isFixed }) => {
    const was = steps.find((step) => step.key === key);
    const isSame = was !== undefined && JSON.stringify(whoOf(was)) === JSON.stringify(who);
    return {
      ...(key === undefined ? {} : { key }),
      title,
      details,
      undo,
      minutes,
      assignment: isFixed || isSame ? idsOf(was) : sentOf(who),
    };
  });

function idsOf(step: StepToWrite | undefined): StepFields['assignment'] {
  const { user, group, queue } = step?.assignment ?? {};
  if (user) return { user: user.id };
  if (group) return { group: group.id };
  return queue ? { queue: queue.id } : null;
}

function sentOf(who: StepWho): StepFields['assignment'] {
  if (who === null) return null;
  if (who.kind === 'user') return { user: who.person.id };
  return who.kind === 'group' ? { group: who.key } : { queue: who.key };
}

/** What is sent for changes to come: people by their address and teams by their key, as who reads it knows them. */
export const wishesOf = (drafts: readonly StepDraft[]): readonly StepFields[] =>
  drafts.map(({ key, title, details, undo, who, minutes }) => ({
    ...(key === undefined ? {} : { key }),
    title,
    details,
    undo,
    minutes,
    assignment: who?.kind === 'user' ? { user: who.person.email } : sentOf(who),
  }));

/** Somebody has said something of it. */
export const isWritten = ({ title, details, undo, who, minutes }: StepDraft): boolean =>
  `${title}${details}${undo}`.trim() !== '' || who !== null || minutes !== null;

/** Each has to say what is done. */
export const areWhole = (drafts: readonly StepDraft[]): boolean =>
  drafts.every(({ title }) => title.trim() !== '');

/** Begun steps come first and stay there. */
export const firstToCome = (drafts: readonly StepDraft[]): number =>
  drafts.findLastIndex(({ isFixed }) => isFixed) + 1;

export const mayMove = (drafts: readonly StepDraft[], from: number, by: 1 | -1): boolean =>
  from + by >= firstToCome(drafts) && from + by < drafts.length;

export function moved(
  drafts: readonly StepDraft[],
  from: number,
  by: 1 | -1,
): readonly StepDraft[] {
  const draft = drafts[from];
  if (!draft || !mayMove(drafts, from, by)) return drafts;
  return drafts.toSpliced(from, 1).toSpliced(from + by, 0, draft);
}

export const added = (drafts: readonly StepDraft[], id: string): readonly StepDraft[] => [
  ...drafts,
  {
    id,
    key: undefined,
    title: '',
    details: '',
    undo: '',
    who: null,
    minutes: null,
    isFixed: false,
    isSkipped: false,
  },
];
