/** The portal's first page: a greeting, one field, what I have asked for and how it goes, what I can ask for. */
import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useMe } from '#designer/client/me.ts';
import { useLocale, useText } from '#designer/ui/locale.ts';
import { hourIn } from '#designer/ui/time.ts';
import { Catalog } from './Catalog.tsx';
import { MyRequests } from './MyRequests.tsx';
import classes from './PortalPage.module.css';

export function PortalPage() {
  const t = useText();
  const me = useMe();
  const { timeZone } = useLocale();
  const { q } = useSearch({ from: '/app/portal' });
  const navigate = useNavigate({ from: '/portal' });
  const [text, setText] = useState(q ?? '');
  const [wanted] = useDebouncedValue(text.trim(), 200);
  useEffect(() => {
    void navigate({ search: { q: wanted === '' ? undefined : wanted }, replace: true });
  }, [wanted, navigate]);
  const name = me.user.name.split(' ')[0] ?? me.user.name;
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <p className={classes.greeting}>{t(`portal.${partOfDay(timeZone)}`, { name })}</p>
        <h1 className={classes.question}>{t('portal.question')}</h1>
        <TextInput
          className={classes.search}
          size="lg"
          type="search"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          placeholder={t('portal.search')}
          aria-label={t('portal.search')}
          leftSection={<IconSearch size={20} stroke={1.7} />}
          leftSectionWidth={48}
        />
      </header>
      <MyRequests query={wanted} />
      <Catalog query={wanted} />
    </div>
  );
}

function partOfDay(zone: string): 'morning' | 'afternoon' | 'evening' {
  const hour = hourIn(zone, Date.now());
  return hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening';
}
