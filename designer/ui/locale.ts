/**
 * The languages the app speaks, and the hooks that turn a message id into a sentence. Text is never written in a
 * component: ids are typed, so that a sentence that does not exist does not compile.
 */
import { createContext, useCallback, useContext } from 'react';
import { useIntl } from 'react-intl';
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

export type LocaleChoice = { locale: Locale; setLocale: (locale: Locale) => void };

export const LocaleContext = createContext<LocaleChoice>({ locale: 'en', setLocale: () => {} });

export const useLocale = (): LocaleChoice => useContext(LocaleContext);

export type Values = Record<string, string | number | boolean | Date | null | undefined>;

/** Says a sentence of the app's own catalogue. */
export type Say = (id: MessageId, values?: Values) => string;

/** `const t = useText(); t('desk.empty.title')`. An area with a catalogue of its own names its ids: `useText<CanvasMessageId>()`. */
export function useText<Id extends string = MessageId>(): (id: Id, values?: Values) => string {
  const intl = useIntl();
  return useCallback((id: Id, values?: Values) => intl.formatMessage({ id }, values), [intl]);
}
