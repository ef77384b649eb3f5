/** Oneself: language, settings, keyboard help, signing out. */
import { Menu, UnstyledButton } from '@mantine/core';
import { IconCheck, IconKeyboard, IconLogout, IconSettings } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { signOut, useMe, useUpdateMe } from '#designer/client/me.ts';
import { queryClient } from '#designer/client/query.ts';
import { Avatar } from '#designer/ui/Avatar.tsx';
import { LOCALE_NAMES, LOCALES, type Locale, useLocale, useText } from '#designer/ui/locale.ts';
import { openHelp } from './GlobalKeys.tsx';
import classes from './MeMenu.module.css';

export function MeMenu() {
  const t = useText();
  const me = useMe();
  const navigate = useNavigate();
  const { locale } = useLocale();
  const choose = useChooseLocale();
  const leave = async () => {
    await signOut().catch(() => {});
    await navigate({ to: '/sign-in', search: {} });
    queryClient.clear();
  };
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <UnstyledButton className={classes.target}>
          <Avatar person={me.user} size={28} />
          <span className="p-hidden">{t('shell.me', { name: me.user.name })}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <p className={classes.name}>{me.user.name}</p>
          <p className={classes.mail}>{me.user.email}</p>
          <p className={classes.mail}>{me.tenant.name}</p>
        </div>
        <Menu.Divider />
        <Menu.Label>{t('shell.language')}</Menu.Label>
        {LOCALES.map((one) => (
          <Menu.Item
            key={one}
            lang={one}
            onClick={() => choose(one)}
            rightSection={one === locale ? <IconCheck size={14} /> : null}
          >
            {LOCALE_NAMES[one]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconSettings size={16} stroke={1.7} />}
          onClick={() => void navigate({ to: '/settings/{-$section}', params: { section: 'me' } })}
        >
          {t('shell.settings')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} stroke={1.7} />} onClick={openHelp}>
          {t('shell.help')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.7} />} onClick={() => void leave()}>
          {t('shell.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** At once in this browser, and kept with the person for the next one; that it could not be kept is no reason to wait. */
export function useChooseLocale(): (locale: Locale) => void {
  const { setLocale } = useLocale();
  const update = useUpdateMe();
  return (locale) => {
    setLocale(locale);
    void update({ locale }).catch(() => {});
  };
}
