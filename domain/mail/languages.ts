/** The languages the product itself speaks to people in. The web app has its own catalogue; a test holds the two lists together. */

export type Language = 'en' | 'ar';

/** What there is for this locale (BCP 47): by its language, else English. */
export function spoken<T>(catalogue: { readonly [L in Language]: T }, locale: string): T {
  const language = locale.split('-')[0]?.toLowerCase() ?? '';
  return Object.hasOwn(catalogue, language) ? catalogue[language as Language] : catalogue.en;
}

/** `2 Mar 2026, 09:00 GMT+1`, as the reader writes it and where they are. */
export function shownInstant(
  at: string,
  reader: { readonly locale: string; readonly timeZone: string },
): string {
  return formatFor(reader.locale, reader.timeZone).format(new Date(at));
}

const OPTIONS = {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'shortOffset',
} as const;
const FORMATS_MAX = 500;
/** Making one takes far longer than using it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(locale: string, timeZone: string): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone}`;
  const known = formats.get(key);
  if (known) return known;
  if (formats.size >= FORMATS_MAX) formats.clear();
  const made = newFormat(locale, timeZone);
  formats.set(key, made);
  return made;
}

function newFormat(locale: string, timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(locale, { ...OPTIONS, timeZone });
  } catch {
    // A locale or zone that this system does not know.
    return new Intl.DateTimeFormat('en', { ...OPTIONS, timeZone: 'UTC' });
  }
}
