/** Date pickers in it name months and weekdays in the reader's language, and read as it does. */
import 'dayjs/locale/ar';
import { DatesProvider } from '@mantine/dates';
import type { ReactNode } from 'react';
import { useLocale } from './locale.ts';

export const LocalDates = ({ children }: { readonly children: ReactNode }) => {
  const { locale } = useLocale();
  return <DatesProvider settings={{ locale }}>{children}</DatesProvider>;
};
