/** What the sentences about a round are made of, in the reader’s language. */
import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import { fenced, useText } from '../locale.ts';
import type { Words } from './round-words.ts';

export function useRoundWords(): Words {
  const t = useText();
  const intl = useIntl();
  return useMemo(
    () => ({
      t,
      list: (parts) =>
        intl.formatList(
          parts.map((part) => fenced(part, intl.locale)),
          { type: 'conjunction' },
        ),
    }),
    [t, intl],
  );
}
