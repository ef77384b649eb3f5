/**
 * The rehearsal of one open process, handed to header, drawing, panel and bar alike. It outlives the way back to editing:
 * who returns finds the same happenings played on what the drawing has become.
 */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { createContext, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { Given, Happening, Scenario, Setting, Stop } from '#engine/rehearsal/index.ts';
import { useEditor } from '../editor/editor.tsx';
import { processQuery } from '../queries.ts';
import { type Entry, NEW_ENTRY } from './entry.ts';
import { toldLine } from './journal-words.ts';
import { type Covered, coveredBy } from './kept-plays.ts';
import { type Hitch, isPlayed, play, playOn } from './play.ts';
import { NEW_SESSION, reduceSession, type Session, type SessionAct, shownOf } from './session.ts';
import { useSetting } from './setting.ts';
import { jumpTo, nextDeadline } from './story.ts';
import { type RehearsedClocks, useClocks } from './use-clocks.ts';
import { type Kept, useKeptPlays, useKeptScenarios } from './use-kept.ts';
import { type Outcome, useOutcome } from './use-outcome.ts';
import { happeningWords, hitchWords, standWords, stopWords } from './words.ts';

export type Tab = 'play' | 'scenarios';

export type Rehearse = {
  readonly process: string;
  readonly isOpen: boolean;
  readonly open: (tab?: Tab) => void;
  readonly close: () => void;
  readonly tab: Tab;
  readonly setTab: (tab: Tab) => void;
  readonly session: Session;
  readonly dispatch: (act: SessionAct) => void;
  /** Whether this reader may keep scenarios with the process, and change those that are kept. */
  readonly mayKeep: boolean;
  /** What is typed in to begin with; it stays when it is begun anew. */
  readonly entry: Entry;
  readonly setEntry: (entry: Entry) => void;
  /** Begins with this; what keeps it from beginning, else null. */
  readonly begin: (given: Given) => Promise<Hitch | null>;
  /** Opens at the end of this scenario. */
  readonly load: (scenario: Scenario, kept?: Session['kept']) => void;
  readonly setting: Setting | null;
  readonly settingError: unknown;
  readonly retrySetting: () => void;
  readonly outcome: Outcome | null;
  /** Why running on stopped, until something else happens. */
  readonly stop: Stop | null;
  /** Lets this happen now; what keeps it from happening, else null. */
  readonly attempt: (happening: Happening) => Promise<Hitch | null>;
  readonly runOn: () => Promise<void>;
  readonly clocks: RehearsedClocks;
  /** Lets time pass until something falls due by itself; null where it did, `none` where nothing will. */
  readonly toNextDeadline: () => Promise<Hitch | 'none' | null>;
  readonly kept: Kept;
  readonly coverage: Covered;
  readonly showsCoverage: boolean;
  readonly setShowsCoverage: (shows: boolean) => void;
};

const RehearseContext = createContext<Rehearse | null>(null);

export const useRehearse = (): Rehearse => {
  const rehearse = useContext(RehearseContext);
  if (!rehearse) throw new Error('useRehearse is used outside a RehearseProvider.');
  return rehearse;
};

type Props = { readonly process: string; readonly children: ReactNode };

export const RehearseProvider = ({ process, children }: Props) => {
  const { say, definition, announce } = useEditor();
  const [isOpen, setOpen] = useState(false);
  const [tab, setTab] = useState<Tab>('play');
  const [showsCoverage, setShowsCoverage] = useState(false);
  const [session, setSession] = useState(NEW_SESSION);
  const [entry, setEntry] = useState(NEW_ENTRY);
  const mayKeep = useQuery(processQuery(process)).data?.allowed.includes('edit') ?? false;
  const dispatch = (act: SessionAct) => setSession((now) => reduceSession(now, act));
  /** Unless something else has happened meanwhile. */
  const goOnTo = (next: Session) => setSession((now) => (now === session ? next : now));
  const [ranOn, setRanOn] = useState<{ readonly session: Session; readonly stop: Stop } | null>(
    null,
  );
  const scenarios = useKeptScenarios(process);
  const { setting, error: settingError, retry } = useSetting(isOpen || scenarios.items.length > 0);
  const outcome = useOutcome(definition, session, setting, isOpen);
  const clocks = useClocks(definition, outcome?.played ?? null, session.given?.requester);
  const plays = useKeptPlays(scenarios.items, definition, setting);
  const rehearsal = outcome?.played?.rehearsal;
  const coverage = useMemo(() => {
    const kept = [...plays.values()].flatMap(({ steps }) => (steps ? [steps] : []));
    return coveredBy(definition, rehearsal ? [...kept, rehearsal.steps] : kept);
  }, [definition, plays, rehearsal]);

  // What has happened, and where it stands now, to who cannot see it; running on says itself why it stopped.
  const told = useRef<Outcome | null>(null);
  useEffect(() => {
    if (!isOpen || !outcome || isSameStory(outcome, told.current)) return;
    told.current = outcome;
    const { played, hitch } = outcome;
    if (hitch) return announce(hitchWords(say, definition, outcome.session, hitch));
    const last = played?.turns.at(-1)?.happening;
    const what = last ? happeningWords(say, definition, last) : say('canvas.rehearse.begun');
    const stopped =
      ranOn?.session === outcome.session ? stopWords(say, definition, ranOn.stop) : '';
    if (played)
      announce([what, stopped || standWords(say, definition, played.rehearsal)].join('. '));
  });

  // What the clocks have told since comes after it, since they are asked of the server.
  const warned = useRef(0);
  const warnings = clocks.foretold?.told ?? [];
  useEffect(() => {
    const isNew = warnings.length > warned.current;
    warned.current = warnings.length;
    const last = warnings.at(-1);
    if (isOpen && isNew && last) announce(toldLine(say, last).text);
  });

  const attempt = async (happening: Happening): Promise<Hitch | null> => {
    if (!setting) return null;
    const from = reduceSession(session, { type: 'goTo', position: fitting(session, outcome) });
    const next = reduceSession(from, { type: 'happen', happenings: [happening] });
    const result = await play(definition, next, setting);
    const hitch = isPlayed(result) ? result.hitch : result;
    if (hitch) return hitch;
    goOnTo(next);
    return null;
  };

  const rehearse: Rehearse = {
    process,
    isOpen,
    open: (at) => {
      if (at) setTab(at);
      setOpen(true);
      if (!isOpen) announce(say('canvas.rehearse.opened'));
    },
    close: () => {
      setOpen(false);
      setShowsCoverage(false);
      told.current = null;
      announce(say('canvas.rehearse.left'));
    },
    tab,
    setTab,
    session,
    dispatch,
    mayKeep,
    entry,
    setEntry,
    begin: async (given) => {
      if (!setting) return null;
      const next = reduceSession(session, { type: 'begin', given });
      const result = await play(definition, next, setting);
      if (!isPlayed(result)) return result;
      goOnTo(next);
      return null;
    },
    load: (scenario, kept) => {
      dispatch({ type: 'load', scenario, kept });
      setShowsCoverage(false);
      setTab('play');
      setOpen(true);
    },
    setting,
    settingError,
    retrySetting: retry,
    outcome,
    stop: ranOn?.session === session ? ranOn.stop : null,
    attempt,
    clocks,
    toNextDeadline: async () => {
      const played = outcome?.played;
      if (!played) return null;
      // Clocks that cannot be told keep nobody from going to the next timer.
      const foretold = await clocks.now().catch(() => null);
      const instant = nextDeadline(played.rehearsal, foretold);
      return instant === null ? 'none' : attempt(jumpTo(instant, played.rehearsal, played.week));
    },
    runOn: async () => {
      if (!setting || session.given === null) return;
      const from = reduceSession(session, { type: 'goTo', position: fitting(session, outcome) });
      const result = await playOn(definition, from, setting);
      if ('code' in result) return announce(hitchWords(say, definition, from, result));
      const { happenings, stop } = result;
      if (happenings.length === 0) {
        setRanOn({ session, stop });
        return announce(stopWords(say, definition, stop));
      }
      const next = reduceSession(from, { type: 'happen', happenings });
      goOnTo(next);
      setRanOn({ session: next, stop });
    },
    kept: { ...scenarios, plays },
    coverage,
    showsCoverage,
    setShowsCoverage,
  };
  return <RehearseContext value={rehearse}>{children}</RehearseContext>;
};

const isSameStory = (one: Outcome, other: Outcome | null): boolean =>
  one.session.given === other?.session.given &&
  one.session.happenings === other.session.happenings &&
  one.session.position === other.session.position &&
  one.hitch?.happening === other.hitch?.happening;

/** How far the session fits the drawing. */
const fitting = (session: Session, outcome: Outcome | null): number =>
  shownOf(session, outcome?.session === session ? outcome.hitch : null).position;
