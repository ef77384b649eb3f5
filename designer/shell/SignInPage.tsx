/** The first page anybody sees. */
import { SegmentedControl } from '@mantine/core';
import { IconInfinity, IconQuote, IconSitemap, type TablerIcon } from '@tabler/icons-react';
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { meQuery } from '#designer/client/me.ts';
import { queryClient } from '#designer/client/query.ts';
import type { MessageId } from '#designer/messages/en.ts';
import { LOCALE_NAMES, LOCALES, toLocale, useLocale, useText } from '#designer/ui/locale.ts';
import { Mark } from '#designer/ui/Mark.tsx';
import { ProcessMotif } from './ProcessMotif.tsx';
import classes from './SignIn.module.css';
import { SignInForm } from './SignInForm.tsx';

const POINTS: { icon: TablerIcon; text: MessageId }[] = [
  { icon: IconInfinity, text: 'signIn.point.durable' },
  { icon: IconSitemap, text: 'signIn.point.drawn' },
  { icon: IconQuote, text: 'signIn.point.explained' },
];

export function SignInPage() {
  const t = useText();
  const router = useRouter();
  const navigate = useNavigate();
  const { next } = useSearch({ from: '/sign-in' });
  const { locale, setLocale } = useLocale();
  useEffect(() => {
    document.title = `${t('shell.signIn')} · ${t('shell.product')}`;
  }, [t]);
  const enter = async () => {
    await queryClient.fetchQuery({ ...meQuery, staleTime: 0 });
    if (next === undefined) await navigate({ to: '/' });
    else router.history.push(next);
  };
  return (
    <div className={classes.page}>
      <aside className={classes.claim}>
        <ProcessMotif />
        <p className={classes.words}>{t('signIn.claim')}</p>
        <ul className={classes.points}>
          {POINTS.map(({ icon: Icon, text }) => (
            <li key={text} className={classes.point}>
              <Icon size={20} stroke={1.6} aria-hidden="true" />
              {t(text)}
            </li>
          ))}
        </ul>
      </aside>
      <main className={classes.panel}>
        <div className={classes.box}>
          <Mark size={40} />
          <h1 className={classes.title}>{t('signIn.title')}</h1>
          <SignInForm onDone={enter} />
          <SegmentedControl
            className={classes.languages}
            aria-label={t('shell.language')}
            value={locale}
            onChange={(value) => setLocale(toLocale(value) ?? 'en')}
            data={LOCALES.map((one) => ({ value: one, label: LOCALE_NAMES[one] }))}
          />
        </div>
      </main>
    </div>
  );
}
