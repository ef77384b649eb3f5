/**
 * A rehearsal as its author plays it: what it begins with, what happens then, and how far of that it has come. Nothing
 * that came of it is kept here: it is played again from the start (`play.ts`) on the drawing as it is then, so that a step
 * back is only a shorter story, and the same happenings can be held against a changed draft. Pure.
 */
import type { Given, Happening, Scenario } from '#engine/rehearsal/index.ts';
import type { Hitch } from './play.ts';

export type Session = {
  /** Null until it has begun. */
  readonly given: Given | null;
  readonly happenings: readonly Happening[];
  /** So many of them have happened; those after it were stepped back over. */
  readonly position: number;
  /** Where running on by itself stops. */
  readonly breaks: readonly string[];
  /** The kept scenario it was loaded from or kept as, and the trace that is expected of it. */
  readonly kept: { readonly id: string; readonly name: string } | null;
  readonly expected: readonly string[] | null;
};

export type SessionAct =
  | { readonly type: 'begin'; readonly given: Given }
  /** Takes the place of what was stepped back over. */
  | { readonly type: 'happen'; readonly happenings: readonly Happening[] }
  | { readonly type: 'back' }
  | { readonly type: 'forward' }
  | { readonly type: 'goTo'; readonly position: number }
  /** Everything has happened. */
  | {
      readonly type: 'load';
      readonly scenario: Scenario;
      readonly kept?: Session['kept'];
    }
  | {
      readonly type: 'keep';
      readonly kept: NonNullable<Session['kept']>;
      /** What is kept; what did not fit, or was stepped back over, is no part of it. */
      readonly happenings: Session['happenings'];
      readonly expected: readonly string[];
    }
  | { readonly type: 'forgetKept' }
  /** One that no longer fits. */
  | { readonly type: 'omit'; readonly happening: number }
  /** This one, and what follows. */
  | { readonly type: 'cut'; readonly happening: number }
  | { readonly type: 'beginAnew' }
  | { readonly type: 'toggleBreak'; readonly element: string };

export const NEW_SESSION: Session = {
  given: null,
  happenings: [],
  position: 0,
  breaks: [],
  kept: null,
  expected: null,
};

export const reduceSession = (session: Session, act: SessionAct): Session => {
  const { happenings, position, breaks } = session;
  switch (act.type) {
    case 'begin':
      return { ...NEW_SESSION, breaks, given: act.given };
    case 'happen': {
      const now = [...happenings.slice(0, position), ...act.happenings];
      return { ...session, happenings: now, position: now.length };
    }
    case 'back':
      return goTo(session, position - 1);
    case 'forward':
      return goTo(session, position + 1);
    case 'goTo':
      return goTo(session, act.position);
    case 'load': {
      const { given = {}, happenings: told, trace } = act.scenario;
      return {
        given,
        happenings: told,
        position: told.length,
        breaks,
        kept: act.kept ?? null,
        expected: trace ?? null,
      };
    }
    case 'keep':
      return {
        ...session,
        kept: act.kept,
        happenings: act.happenings,
        position: act.happenings.length,
        expected: act.expected,
      };
    case 'forgetKept':
      return { ...session, kept: null, expected: null };
    case 'omit': {
      const left = happenings.filter((_, index) => index !== act.happening);
      const before = act.happening < position ? position - 1 : position;
      return { ...session, happenings: left, position: before };
    }
    case 'cut':
      return {
        ...session,
        happenings: happenings.slice(0, act.happening),
        position: Math.min(position, act.happening),
      };
    case 'beginAnew':
      return { ...NEW_SESSION, breaks };
    case 'toggleBreak': {
      const has = breaks.includes(act.element);
      return {
        ...session,
        breaks: has ? breaks.filter((id) => id !== act.element) : [...breaks, act.element],
      };
    }
  }
};

const goTo = (session: Session, position: number): Session => {
  const within = Math.min(Math.max(0, position), session.happenings.length);
  return within === session.position ? session : { ...session, position: within };
};

/** What of it has happened, as far as it fits the drawing: the path that is shown, and nothing after it. */
export const shownOf = (session: Session, hitch: Pick<Hitch, 'happening'> | null): Session => {
  const position = hitch ? (hitch.happening ?? 0) : session.position;
  return { ...session, happenings: session.happenings.slice(0, position), position };
};

/** What has happened so far, to be kept with what came of it. */
export const toScenario = (
  { given, happenings, position }: Session,
  process: string,
  name: string,
  trace: readonly string[],
): Scenario => ({
  name,
  process,
  given: given ?? {},
  happenings: happenings.slice(0, position),
  trace,
});
