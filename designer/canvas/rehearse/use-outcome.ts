/** What came of a session on the drawing as it is: played again whenever either changes, the latest wins. */
import { useEffect, useState } from 'react';
import type { Definition } from '#engine/definition.ts';
import type { Setting } from '#engine/rehearsal/index.ts';
import { type Hitch, isPlayed, type Played, play } from './play.ts';
import type { Session } from './session.ts';

export type Outcome = {
  readonly session: Session;
  readonly played: Played | null;
  readonly hitch: Hitch | null;
};

/** The one before stays until the next is there, so that nothing flickers; null before anything was played. */
export const useOutcome = (
  definition: Definition,
  session: Session,
  setting: Setting | null,
  isOpen: boolean,
): Outcome | null => {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  useEffect(() => {
    if (!isOpen || !setting) return;
    if (session.given === null) return setOutcome(null);
    let isLatest = true;
    void play(definition, session, setting).then((result) => {
      if (!isLatest) return;
      setOutcome(
        isPlayed(result)
          ? { session, played: result, hitch: result.hitch }
          : { session, played: null, hitch: result },
      );
    });
    return () => {
      isLatest = false;
    };
  }, [definition, session, setting, isOpen]);
  return session.given === null ? null : outcome;
};
