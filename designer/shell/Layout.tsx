/**
 * The frame: rail, header, page. The rail shows only what the person may use; on a phone it lies at the foot of the
 * screen. Live updates run while this is shown. When a session ends, signing in happens on top of the page, so that what
 * somebody was writing stays where it is.
 */
import { Outlet, useMatches, useRouterState } from '@tanstack/react-router';
import { Suspense, useEffect, useRef } from 'react';
import { startLive } from '#designer/client/live.ts';
import { useMe, useUpdateMe } from '#designer/client/me.ts';
import { CrumbProvider } from '#designer/ui/crumb.tsx';
import { KeyboardProvider } from '#designer/ui/keyboard.tsx';
import {
  BROWSER_ZONE,
  NOT_CHOSEN_ZONE,
  toLocale,
  useLocale,
  useText,
  zoneOf,
} from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { CommandPalette } from './CommandPalette.tsx';
import { GlobalKeys } from './GlobalKeys.tsx';
import { Header } from './Header.tsx';
import { storedLocale } from './IntlShell.tsx';
import classes from './Layout.module.css';
import { MajorBanner } from './MajorBanner.tsx';
import { Rail } from './Rail.tsx';
import { SessionEnded } from './SessionEnded.tsx';

export function Layout() {
  const t = useText();
  const me = useMe();
  const full = useMatches({ select: (matches) => matches.at(-1)?.staticData.full === true });
  const main = useRef<HTMLElement>(null);
  useEffect(() => startLive(), []);
  usePersonsLocale(me.user.locale);
  usePersonsZone(me.user.timeZone);
  useFocusOnNavigation(main);
  return (
    <KeyboardProvider>
      <CrumbProvider>
        <div className={classes.frame} data-full={full}>
          <a className="p-skip" href="#main">
            {t('shell.skip')}
          </a>
          <Rail />
          <div className={classes.column}>
            <Header />
            <MajorBanner />
            <main id="main" ref={main} tabIndex={-1} className={classes.main}>
              <Suspense fallback={<PageSkeleton />}>
                <Outlet />
              </Suspense>
            </main>
          </div>
        </div>
        <GlobalKeys />
        <CommandPalette />
        <SessionEnded />
      </CrumbProvider>
    </KeyboardProvider>
  );
}

/**
 * The language kept with the person counts on a browser where nobody has chosen another. English is what everybody has
 * who never chose, so it does not overrule a browser that speaks Arabic.
 */
function usePersonsLocale(personLocale: string): void {
  const { locale, setLocale } = useLocale();
  useEffect(() => {
    const kept = toLocale(personLocale);
    const isChosen = kept !== undefined && kept !== 'en';
    if (storedLocale() === undefined && isChosen && kept !== locale) setLocale(kept);
  }, [personLocale, locale, setLocale]);
}

/** Who has no zone yet is given this browser's, since mails tell times as well. It is asked once: no answer is no harm. */
function usePersonsZone(kept: string): void {
  const update = useUpdateMe();
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current || kept !== NOT_CHOSEN_ZONE || BROWSER_ZONE === NOT_CHOSEN_ZONE) return;
    asked.current = true;
    update({ timeZone: BROWSER_ZONE }).catch(() => undefined);
  }, [kept, update]);
  const { setTimeZone } = useLocale();
  useEffect(() => {
    setTimeZone(zoneOf(kept));
    return () => setTimeZone(BROWSER_ZONE);
  }, [kept, setTimeZone]);
}

/** A new page takes the focus, so that a screen reader reads it and Tab starts at its top. */
function useFocusOnNavigation(main: React.RefObject<HTMLElement | null>): void {
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const before = useRef(path);
  useEffect(() => {
    if (
      before.current !== undefined &&
      before.current !== path &&
      !main.current?.contains(document.activeElement)
    )
      main.current?.focus({ preventScroll: true });
    before.current = path;
  }, [path, main]);
}
