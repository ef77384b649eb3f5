/** The keys that work everywhere, and the help that lists all keys of the page at hand. */
import { Modal } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { may, useMe } from '#designer/client/me.ts';
import { Keys } from '#designer/ui/Keys.tsx';
import {
  type Shortcut,
  useRegisteredShortcuts,
  useShortcuts,
  useSingleKeys,
} from '#designer/ui/keyboard.tsx';
import { useText } from '#designer/ui/locale.ts';
import classes from './GlobalKeys.module.css';
import { placesOf } from './home.ts';
import { palette } from './palette.ts';

const HELP = 'perdura:help';
export const openHelp = () => document.dispatchEvent(new CustomEvent(HELP));

export function GlobalKeys() {
  const t = useText();
  const me = useMe();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const show = () => setOpen(true);
    document.addEventListener(HELP, show);
    return () => document.removeEventListener(HELP, show);
  }, []);
  const places = placesOf(me);
  const all: (Shortcut | false)[] = [
    { keys: 'Mod+k', label: t('help.palette'), run: palette.open, global: true, passive: true },
    { keys: '?', label: t('help.help'), run: () => setOpen(true), global: true },
    places.includes('desk') && {
      keys: 'g d',
      label: t('help.goDesk'),
      run: () => void navigate({ to: '/desk' }),
      global: true,
    },
    places.includes('approvals') && {
      keys: 'g a',
      label: t('help.goApprovals'),
      run: () => void navigate({ to: '/approvals' }),
      global: true,
    },
    places.includes('portal') && {
      keys: 'g r',
      label: t('help.goPortal'),
      run: () => void navigate({ to: '/portal' }),
      global: true,
    },
    places.includes('processes') && {
      keys: 'g p',
      label: t('help.goProcesses'),
      run: () => void navigate({ to: '/processes' }),
      global: true,
    },
    may(me, 'ticket.create') &&
      places.includes('desk') && {
        keys: 'n',
        label: t('help.newTicket'),
        run: () => void navigate({ to: '/tickets/new' }),
        global: true,
      },
  ];
  useShortcuts(all.filter((one) => one !== false));
  return <Help opened={open} onClose={() => setOpen(false)} />;
}

function Help({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const t = useText();
  const list = useRegisteredShortcuts();
  const [singleKeys] = useSingleKeys();
  const shortcuts = opened ? list() : [];
  const here = shortcuts.filter((one) => one.global !== true);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('help.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {!singleKeys && <p className={classes.off}>{t('help.off')}</p>}
      <div className={classes.columns}>
        {here.length > 0 && <Group title={t('help.here')} shortcuts={here} />}
        <Group
          title={t('help.everywhere')}
          shortcuts={shortcuts.filter((one) => one.global === true)}
        />
      </div>
    </Modal>
  );
}

function Group({ title, shortcuts }: { title: string; shortcuts: Shortcut[] }) {
  return (
    <section>
      <h3 className={classes.title}>{title}</h3>
      <ul className={classes.list}>
        {shortcuts.map((one) => (
          <li key={one.keys} className={classes.row}>
            <span>{one.label}</span>
            <Keys keys={one.keys} />
            <span className="p-hidden">{one.keys}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
