/**
 * Plays a session on a drawing, from its start and as far as it fits. A draft is half drawn most of the time: whatever
 * keeps it from being played is an answer here, with a code that the reader's language has words for.
 */
import type { Definition } from '#engine/definition.ts';
import {
  beginScenario,
  type Entry,
  firstDifference,
  type Happening,
  misnamed,
  type RanOn,
  type Rehearsal,
  RehearsalProblem,
  type RehearsalProblemCode,
  runOn,
  type Setting,
  unfitIn,
  type Week,
} from '#engine/rehearsal/index.ts';
import type { Session } from './session.ts';

export type Hitch = {
  /** The happening that does not fit, from 0; null where it cannot even begin. */
  readonly happening: number | null;
  readonly code: RehearsalProblemCode | 'no_start' | 'misnamed' | 'unfit' | 'broken';
  /** The engine's own sentence, in English. */
  readonly message: string;
};

/** The beginning, and then one turn for each happening. */
export type Turn = {
  readonly happening: Happening | null;
  readonly at: string;
  readonly entries: readonly Entry[];
};

export type Played = {
  readonly rehearsal: Rehearsal;
  readonly week: Week;
  readonly turns: readonly Turn[];
  readonly hitch: Hitch | null;
  /** The first line that is not as expected, where something is and all of it has happened. */
  readonly differs: number | null;
};

type Part = Pick<Session, 'given' | 'happenings' | 'position' | 'expected'>;

type Begun = {
  readonly played: Played;
  readonly does: (happening: Happening) => Promise<void>;
};

export const play = async (
  definition: Definition,
  session: Part,
  setting: Setting,
): Promise<Played | Hitch> => {
  const begun = await playUpTo(definition, session, setting).catch(
    (error: unknown): Hitch => hitchFrom(error, null),
  );
  return 'played' in begun ? begun.played : begun;
};

/** Goes on by itself from where the session stands. */
export const playOn = async (
  definition: Definition,
  session: Session,
  setting: Setting,
): Promise<RanOn | Hitch> => {
  const begun = await playUpTo(definition, session, setting).catch(
    (error: unknown): Hitch => hitchFrom(error, null),
  );
  if (!('played' in begun)) return begun;
  const { rehearsal, hitch } = begun.played;
  if (hitch) return hitch;
  return runOn({ rehearsal, does: begun.does }, new Set(session.breaks)).catch(
    (error: unknown): Hitch => hitchFrom(error, null),
  );
};

const playUpTo = async (
  definition: Definition,
  { given, happenings, position, expected }: Part,
  setting: Setting,
): Promise<Begun | Hitch> => {
  const told = happenings.slice(0, position);
  const scenario = { name: 'A rehearsal', given: given ?? {}, happenings: told };
  const unplayable = cannotBegin(definition, scenario);
  if (unplayable) return unplayable;
  const unfit = unfitIn(definition, scenario);
  if (unfit === 'given') return hitch(null, 'unfit');
  const begun = await beginScenario(definition, scenario, setting).catch(
    (error: unknown): Hitch => hitchFrom(error, null),
  );
  if ('code' in begun) return begun;
  const { rehearsal, week, happens, does } = begun;
  const turns: Turn[] = [{ happening: null, at: rehearsal.at, entries: [...rehearsal.journal] }];
  let found: Hitch | null = null;
  for (const [index, happening] of told.entries()) {
    if (index === unfit) {
      found = hitch(index, 'unfit');
      break;
    }
    const before = rehearsal.journal.length;
    try {
      await happens(index);
    } catch (error) {
      found = hitchFrom(error, index);
      break;
    }
    turns.push({ happening, at: rehearsal.at, entries: rehearsal.journal.slice(before) });
  }
  if (found && found.code !== 'unfit') {
    // What was half done when it broke is no part of what is shown.
    const fitting = { given, happenings, position: found.happening ?? 0, expected };
    const again = await playUpTo(definition, fitting, setting);
    return 'played' in again ? { ...again, played: { ...again.played, hitch: found } } : again;
  }
  const isWhole = position === happenings.length && !found;
  const differs = expected && isWhole ? firstDifference(rehearsal.trace, expected) : null;
  return { played: { rehearsal, week, turns, hitch: found, differs }, does };
};

/** What happenings name and is gone is told when they are come to. */
const cannotBegin = (
  definition: Definition,
  scenario: Parameters<typeof misnamed>[1],
): Hitch | null => {
  const [wrong] = misnamed(definition, { ...scenario, happenings: [] }).filter(
    ({ pointer }) => pointer === '' || pointer === '/given/start',
  );
  if (!wrong) return null;
  return {
    happening: null,
    code: wrong.pointer === '' ? 'no_start' : 'misnamed',
    message: wrong.detail,
  };
};

const hitch = (happening: number | null, code: Hitch['code']): Hitch => ({
  happening,
  code,
  message: '',
});

/** A half-drawn condition is no condition to whoever decides it. */
export const hitchFrom = (error: unknown, happening: number | null): Hitch => ({
  happening,
  code: error instanceof RehearsalProblem ? error.code : 'broken',
  message: error instanceof Error ? error.message : String(error),
});

export const isPlayed = (outcome: Played | Hitch | null): outcome is Played =>
  outcome !== null && 'rehearsal' in outcome;
