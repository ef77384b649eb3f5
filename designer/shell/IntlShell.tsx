/**
 * Language and direction of everything below it. The choice is kept in the browser at once and with the person when
 * signed in; until somebody chooses, the browser's own languages decide. Only the catalogue in use is downloaded.
 */
import { DirectionProvider, useDirection } from '@mantine/core';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { IntlProvider } from 'react-intl';
import {
  BROWSER_ZONE,
  directionOf,
  type Locale,
  LocaleContext,
  toLocale,
} from '#designer/ui/locale.ts';

type Catalogue = Record<string, string>;

const STORE = 'perdura.locale';
/** Western digits in Arabic too: ticket numbers, versions and clocks are read side by side. */
const FORMAT_LOCALE: Record<Locale, string> = { en: 'en-GB', ar: 'ar-u-nu-latn' };

const load: Record<Locale, () => Promise<Catalogue>> = {
  en: async () => {
    const [app, canvas] = await Promise.all([
      import('#designer/messages/en.ts'),
      import('#designer/canvas/messages/en.ts'),
    ]);
    return { ...app.messages, ...canvas.messages };
  },
  ar: async () => {
    const [app, canvas] = await Promise.all([
      import('#designer/messages/ar.ts'),
      import('#designer/canvas/messages/ar.ts'),
    ]);
    return { ...app.messages, ...canvas.messages };
  },
};

export function storedLocale(): Locale | undefined {
  return toLocale(localStorage.getItem(STORE));
}

export function IntlShell({ children }: { children: ReactNode }) {
  const [locale, setLocale] = useState<Locale>(firstLocale);
  const [timeZone, setTimeZone] = useState(BROWSER_ZONE);
  const [loaded, setLoaded] = useState<{ locale: Locale; messages: Catalogue } | null>(null);

  useEffect(() => {
    let current = true;
    void load[locale]().then((messages) => {
      if (current) setLoaded({ locale, messages });
    });
    return () => {
      current = false;
    };
  }, [locale]);

  const choice = useMemo(
    () => ({
      locale,
      timeZone,
      setTimeZone,
      setLocale: (next: Locale) => {
        localStorage.setItem(STORE, next);
        setLocale(next);
      },
    }),
    [locale, timeZone],
  );

  // The old language stays until the new catalogue is here: text never disappears.
  if (loaded === null) return null;
  return (
    <LocaleContext value={choice}>
      <IntlProvider
        locale={FORMAT_LOCALE[loaded.locale]}
        defaultLocale="en"
        messages={loaded.messages}
        timeZone={timeZone}
      >
        <DirectionProvider initialDirection={directionOf(loaded.locale)} detectDirection={false}>
          <Direct locale={loaded.locale} />
          {children}
        </DirectionProvider>
      </IntlProvider>
    </LocaleContext>
  );
}

/** The provider sets direction once; this follows later choices, on the document as well. */
function Direct({ locale }: { locale: Locale }) {
  const { setDirection } = useDirection();
  useEffect(() => {
    document.documentElement.lang = locale;
    document.documentElement.dir = directionOf(locale);
    setDirection(directionOf(locale));
  }, [locale, setDirection]);
  return null;
}

function firstLocale(): Locale {
  return (
    storedLocale() ??
    navigator.languages.map(toLocale).find((locale) => locale !== undefined) ??
    'en'
  );
}
