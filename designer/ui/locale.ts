/**
 * The languages the app speaks, and the hooks that turn a message id into a sentence. Text is never written in a
 * component: ids are typed, so that a sentence that does not exist does not compile.
 */
import { createContext, useCallback, useContext } from 'react';
import { type IntlShape, useIntl } from 'react-intl';
import type { MessageId } from '#designer/messages/en.ts';

export const LOCALES = ['en', 'ar'] as const;
export type Locale = (typeof LOCALES)[number];

/** Names in their own language, because somebody looking for theirs reads no other. */
export const LOCALE_NAMES: Record<Locale, string> = { en: 'English', ar: 'العربية' };

export const directionOf = (locale: Locale): 'ltr' | 'rtl' => (locale === 'ar' ? 'rtl' : 'ltr');

export function toLocale(text: string | null | undefined): Locale | undefined {
  const language = text?.toLowerCase().split(/[-_]/)[0];
  return LOCALES.find((locale) => locale === language);
}

export type LocaleChoice = {
  locale: Locale;
  setLocale: (locale: Locale) => void;
  /** Every time on the screen is told in this zone. */
  timeZone: string;
  setTimeZone: (zone: string) => void;
};

export const BROWSER_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** People are kept with `UTC` until they have a zone: the browser they first sign in with gives it. Who wants UTC has `Etc/UTC`. */
export const NOT_CHOSEN_ZONE = 'UTC';
export const zoneOf = (kept: string): string =>
  kept === NOT_CHOSEN_ZONE || kept === '' ? BROWSER_ZONE : kept;

export const LocaleContext = createContext<LocaleChoice>({
  locale: 'en',
  setLocale: () => {},
  timeZone: BROWSER_ZONE,
  setTimeZone: () => {},
});

export const useLocale = (): LocaleChoice => useContext(LocaleContext);

export type Values = Record<string, string | number | boolean | Date | null | undefined>;

/** Says a sentence of the app's own catalogue. */
export type Say = (id: MessageId, values?: Values) => string;

/** `const t = useText(); t('desk.empty.title')`. An area with a catalogue of its own names its ids: `useText<CanvasMessageId>()`. */
export function useText<Id extends string = MessageId>(): (id: Id, values?: Values) => string {
  const intl = useIntl();
  return useCallback(
    (id: Id, values?: Values) =>
      intl.formatMessage({ id }, isolated(values, intl.locale, sentenceOf(intl, id))),
    [intl],
  );
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufefc]/;
const LEFT_TO_RIGHT = /[A-Za-z\u00c0-\u024f]/;

/** The sentence as it stands in the catalogue, before anything is filled in. */
export const sentenceOf = ({ messages }: Pick<IntlShape, 'messages'>, id: string): string => {
  const sentence = messages[id];
  return typeof sentence === 'string' ? sentence : '';
};

/**
 * Text of the other direction is fenced off, so that a Latin name in an Arabic sentence does not carry its commas away, and
 * the sentence keeps its direction where it is fenced off itself. What chooses between a sentence's forms stays as it is.
 */
export function isolated<T extends Values>(
  values: T | undefined,
  locale: string,
  sentence = '',
): T | undefined {
  if (values === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' && !sentence.includes(`{${name},`) ? fenced(value, locale) : value,
    ]),
  ) as T;
}

export const fenced = (text: string, locale: string): string => {
  const other = locale.startsWith('ar') ? LEFT_TO_RIGHT : RIGHT_TO_LEFT;
  return other.test(text) ? `\u2068${text}\u2069` : text;
};
