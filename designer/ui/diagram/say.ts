/**
 * One way to ask for a text by its id, so that wording functions stay plain functions: the canvas, the run diagram and
 * tests hand in theirs. Texts themselves live in the message catalogue.
 */
import { useMemo } from 'react';
import type { IntlShape } from 'react-intl';
import { useIntl } from 'react-intl';
import { fenced, isolated, sentenceOf } from '../locale.ts';

export type Say = {
  (id: string, values?: Readonly<Record<string, string | number>>): string;
  readonly list: (parts: readonly string[], type?: 'conjunction' | 'disjunction') => string;
  readonly date: (instant: string) => string;
  readonly has: (id: string) => boolean;
};

/** What has nothing to fill in is looked up once: a drawing asks for the same few words a thousand times. */
export const createSay = (intl: IntlShape): Say => {
  const known = new Map<string, string>();
  const plain = (id: string): string => {
    const text = known.get(id) ?? intl.formatMessage({ id });
    known.set(id, text);
    return text;
  };
  return Object.assign(
    (id: string, values?: Readonly<Record<string, string | number>>) =>
      values
        ? intl.formatMessage({ id }, isolated(values, intl.locale, sentenceOf(intl, id)))
        : plain(id),
    {
      list: (parts: readonly string[], type: 'conjunction' | 'disjunction' = 'conjunction') =>
        intl.formatList(
          parts.map((part) => fenced(part, intl.locale)),
          { type },
        ),
      date: (instant: string) =>
        intl.formatDate(instant, { dateStyle: 'medium', timeStyle: 'short' }),
      has: (id: string) => id in intl.messages,
    },
  );
};

export const useSay = (): Say => {
  const intl = useIntl();
  return useMemo(() => createSay(intl), [intl]);
};
