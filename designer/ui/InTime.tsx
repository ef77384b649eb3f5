/** What is inside lives at another moment, and in the zone that moment is told in: a rehearsal, say. */
import { type ReactNode, useMemo } from 'react';
import { createIntl, RawIntlProvider, useIntl } from 'react-intl';
import { NowContext } from './time.ts';

type Props = { readonly at: string; readonly zone: string; readonly children: ReactNode };

export function InTime({ at, zone, children }: Props) {
  const outer = useIntl();
  const inner = useMemo(() => {
    const { locale, defaultLocale, messages, onError } = outer;
    return createIntl({ locale, defaultLocale, messages, onError, timeZone: zone });
  }, [outer, zone]);
  return (
    <NowContext value={Date.parse(at)}>
      <RawIntlProvider value={inner}>{children}</RawIntlProvider>
    </NowContext>
  );
}
