/** Oneself: name, language, zone, appearance, keys. */
import {
  Button,
  type MantineColorScheme,
  SegmentedControl,
  Select,
  Switch,
  TextInput,
  useMantineColorScheme,
} from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useIntl } from 'react-intl';
import { useMe, useUpdateMe } from '#designer/client/me.ts';
import { useSingleKeys } from '#designer/ui/keyboard.tsx';
import {
  BROWSER_ZONE,
  LOCALE_NAMES,
  LOCALES,
  NOT_CHOSEN_ZONE,
  toLocale,
  useLocale,
  useText,
  zoneOf,
} from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useNow } from '#designer/ui/time.ts';
import { useToast } from '#designer/ui/toast.ts';
import { Password } from './Password.tsx';
import classes from './Profile.module.css';
import { Lead } from './parts.tsx';

/** What the browser knows, and what is kept: some zones go by names that browsers leave out of their list. */
const zonesWith = (kept: string): string[] =>
  [...new Set([...Intl.supportedValuesOf('timeZone'), 'Etc/UTC', kept])]
    .filter((zone) => zone !== NOT_CHOSEN_ZONE)
    .sort();

const SCHEMES: MantineColorScheme[] = ['light', 'dark', 'auto'];

export function Profile() {
  const t = useText();
  const intl = useIntl();
  const me = useMe();
  const toast = useToast();
  const update = useUpdateMe();
  const { locale, setLocale } = useLocale();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [singleKeys, setSingleKeys] = useSingleKeys();
  const [name, setName] = useState(me.user.name);
  const [timeZone, setTimeZone] = useState(me.user.timeZone);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const effective = zoneOf(timeZone);
  const clock = intl.formatDate(useNow(), {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: effective,
  });

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    // Mails are written where no browser is: what is kept is the zone itself. The field says so at once and not with the
    // answer, which would write over what is chosen or typed meanwhile.
    setTimeZone(effective);
    try {
      await update({ name: name.trim(), locale, timeZone: effective });
      toast.done(t('settings.saved'));
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      <Lead>{t('me.text')}</Lead>
      <form className={classes.form} onSubmit={(event) => void save(event)}>
        <TextInput
          label={t('me.name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          required
          withAsterisk={false}
        />
        <Select
          label={t('me.language')}
          data={LOCALES.map((one) => ({ value: one, label: LOCALE_NAMES[one] }))}
          value={locale}
          onChange={(value) => setLocale(toLocale(value) ?? locale)}
          allowDeselect={false}
        />
        <Select
          label={t('me.timeZone')}
          description={t('me.timeZone.now', { zone: effective, time: clock })}
          data={[
            { value: NOT_CHOSEN_ZONE, label: t('me.timeZone.browser', { zone: BROWSER_ZONE }) },
            ...zonesWith(timeZone).map((one) => ({ value: one, label: one })),
          ]}
          value={timeZone}
          onChange={(value) => setTimeZone(value ?? NOT_CHOSEN_ZONE)}
          searchable
          allowDeselect={false}
        />
        {problem !== null && <ProblemNotice error={problem} compact />}
        <Button type="submit" loading={busy} className={classes.save}>
          {t('common.save')}
        </Button>
      </form>
      <Password />
      <div className={classes.form}>
        <div>
          <p className={classes.label}>{t('me.theme')}</p>
          <SegmentedControl
            size="sm"
            aria-label={t('me.theme')}
            value={colorScheme}
            onChange={(value) => setColorScheme(value as MantineColorScheme)}
            data={SCHEMES.map((scheme) => ({ value: scheme, label: t(`shell.theme.${scheme}`) }))}
          />
        </div>
        <Switch
          label={t('me.keys')}
          description={t('me.keys.help')}
          checked={singleKeys}
          onChange={(event) => setSingleKeys(event.currentTarget.checked)}
        />
      </div>
    </>
  );
}
