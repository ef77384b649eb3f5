/** ⌘K: every act, record and page from one field. Tickets come from the server's search; everything else is here. */
import { useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import {
  Spotlight,
  type SpotlightActionData,
  type SpotlightActionGroupData,
} from '@mantine/spotlight';
import {
  IconActivityHeartbeat,
  IconAlertTriangle,
  IconCalendarEvent,
  IconChartBar,
  IconChecklist,
  IconChecks,
  IconDeviceTv,
  IconGavel,
  IconInbox,
  IconKeyboard,
  IconLanguage,
  IconMoon,
  IconPhoneCall,
  IconPlus,
  IconSearch,
  IconSettings,
  IconShoppingBag,
  IconSitemap,
  IconSun,
  IconTicket,
  IconUrgent,
} from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { catalogQuery } from '#designer/client/catalog.ts';
import { may, useMe } from '#designer/client/me.ts';
import { processesByName } from '#designer/client/processes.ts';
import { ticketsPage } from '#designer/client/tickets.ts';
import { LOCALE_NAMES, LOCALES, useLocale, useText } from '#designer/ui/locale.ts';
import classes from './CommandPalette.module.css';
import { openHelp } from './GlobalKeys.tsx';
import { placesOf } from './home.ts';
import { useChooseLocale } from './MeMenu.tsx';
import { palette, paletteStore } from './palette.ts';

const icon = { size: 18, stroke: 1.6 } as const;
const MAX_TICKETS = 7;
const MIN_LETTERS = 2;

export function CommandPalette() {
  const t = useText();
  const [query, setQuery] = useState('');
  const pages = usePages();
  const acts = useActs();
  const processes = useProcesses(query);
  const requests = useRequests();
  const { tickets, searching } = useTickets(query);
  useFirstSelected(tickets.map((ticket) => ticket.id).join());
  const groups: SpotlightActionGroupData[] = [
    { group: t('palette.tickets'), actions: tickets },
    { group: t('palette.processes'), actions: processes },
    { group: t('palette.pages'), actions: pages },
    { group: t('palette.acts'), actions: acts },
    { group: t('palette.requests'), actions: requests },
  ];
  return (
    <Spotlight
      store={paletteStore}
      actions={groups}
      query={query}
      onQueryChange={setQuery}
      shortcut="mod + K"
      tagsToIgnore={[]}
      scrollable
      maxHeight={440}
      size={620}
      radius={10}
      highlightQuery
      centered={false}
      yOffset="12vh"
      overlayProps={{ color: 'var(--p-scrim)', backgroundOpacity: 1, blur: 0 }}
      limit={24}
      classNames={{
        action: classes.action,
        actionsGroup: classes.group,
        actionLabel: classes.label,
        content: classes.content,
      }}
      filter={(text, actions) => keepFound(text, actions, t('palette.tickets'))}
      nothingFound={searching ? t('palette.searching') : t('palette.empty', { query })}
      searchProps={{
        leftSection: <IconSearch {...icon} />,
        placeholder: t('palette.placeholder'),
        'aria-label': t('palette.placeholder'),
      }}
    />
  );
}

/** What the server found comes later than what was typed; Enter still opens what stands first. */
function useFirstSelected(found: string): void {
  useEffect(() => {
    const { listId, opened, selected } = paletteStore.getState();
    const list = opened && found !== '' ? document.getElementById(listId) : null;
    if (list === null || selected > 0) return;
    for (const one of list.querySelectorAll('[data-selected]'))
      one.removeAttribute('data-selected');
    list.querySelector('[data-action]')?.setAttribute('data-selected', 'true');
    paletteStore.setState({ ...paletteStore.getState(), selected: 0 });
  }, [found]);
}

type Entry = SpotlightActionData | SpotlightActionGroupData;

/** The server has already searched the tickets; the rest is filtered here, word by word, in any order. */
function keepFound(query: string, entries: Entry[], ticketsGroup: string): Entry[] {
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const kept: Entry[] = [];
  for (const entry of entries) {
    if (!('actions' in entry)) continue;
    const actions =
      entry.group === ticketsGroup
        ? entry.actions
        : entry.actions.filter((action) => {
            const text = `${action.label ?? ''} ${action.description ?? ''}`.toLocaleLowerCase();
            return words.every((word) => text.includes(word));
          });
    if (actions.length > 0) kept.push({ ...entry, actions });
  }
  return kept;
}

function usePages(): SpotlightActionData[] {
  const t = useText();
  const me = useMe();
  const navigate = useNavigate();
  const table = {
    desk: { icon: IconInbox, go: () => navigate({ to: '/desk' }) },
    approvals: { icon: IconChecks, go: () => navigate({ to: '/approvals' }) },
    portal: { icon: IconShoppingBag, go: () => navigate({ to: '/portal' }) },
    processes: { icon: IconSitemap, go: () => navigate({ to: '/processes' }) },
    onCall: { icon: IconPhoneCall, go: () => navigate({ to: '/on-call' }) },
    reports: { icon: IconChartBar, go: () => navigate({ to: '/reports/service-levels' }) },
    changes: { icon: IconCalendarEvent, go: () => navigate({ to: '/change-calendar' }) },
    cab: { icon: IconGavel, go: () => navigate({ to: '/cab' }) },
    majors: { icon: IconUrgent, go: () => navigate({ to: '/major-incidents' }) },
    settings: {
      icon: IconSettings,
      go: () => navigate({ to: '/settings/{-$section}', params: { section: 'me' } }),
    },
  };
  const stuck = {
    id: 'page-runs',
    label: t('runs.stuck.title'),
    leftSection: <IconAlertTriangle {...icon} />,
    onClick: () => void navigate({ to: '/runs', search: {} }),
  };
  const standards = {
    id: 'page-standards',
    label: t('standards.title'),
    leftSection: <IconChecklist {...icon} />,
    onClick: () => void navigate({ to: '/standard-changes', search: {} }),
  };
  const places = placesOf(me).map((place) => {
    const Icon = table[place].icon;
    return {
      id: `page-${place}`,
      label: t(`shell.${place}`),
      leftSection: <Icon {...icon} />,
      onClick: () => void table[place].go(),
    };
  });
  const wall = {
    id: 'page-wallboard',
    label: t('wall.title'),
    leftSection: <IconDeviceTv {...icon} />,
    onClick: () => void navigate({ to: '/wallboard', search: {} }),
  };
  const status = {
    id: 'page-status',
    label: t('status.title'),
    leftSection: <IconActivityHeartbeat {...icon} />,
    onClick: () => void navigate({ to: '/status' }),
  };
  return [
    ...places,
    ...(placesOf(me).includes('changes') ? [standards] : []),
    ...(may(me, 'run.read') ? [stuck] : []),
    ...(may(me, 'wallboard.read') ? [wall] : []),
    status,
  ];
}

function useActs(): SpotlightActionData[] {
  const t = useText();
  const me = useMe();
  const navigate = useNavigate();
  const { locale } = useLocale();
  const chooseLocale = useChooseLocale();
  const { setColorScheme } = useMantineColorScheme();
  const acts: SpotlightActionData[] = [];
  if (may(me, 'ticket.create')) {
    acts.push({
      id: 'new-ticket',
      label: t('shell.newTicket'),
      leftSection: <IconPlus {...icon} />,
      onClick: () => void navigate({ to: '/tickets/new' }),
    });
  }
  acts.push(
    {
      id: 'light',
      label: t('palette.theme', { theme: t('shell.theme.light') }),
      leftSection: <IconSun {...icon} />,
      onClick: () => setColorScheme('light'),
    },
    {
      id: 'dark',
      label: t('palette.theme', { theme: t('shell.theme.dark') }),
      leftSection: <IconMoon {...icon} />,
      onClick: () => setColorScheme('dark'),
    },
  );
  for (const one of LOCALES.filter((other) => other !== locale)) {
    acts.push({
      id: `locale-${one}`,
      label: t('palette.language', { language: LOCALE_NAMES[one] }),
      leftSection: <IconLanguage {...icon} />,
      onClick: () => chooseLocale(one),
    });
  }
  acts.push({
    id: 'help',
    label: t('shell.help'),
    leftSection: <IconKeyboard {...icon} />,
    onClick: () => setTimeout(openHelp, 150),
  });
  return acts;
}

/** Only by name: a list of all of them would bury the rest. */
function useProcesses(query: string): SpotlightActionData[] {
  const t = useText();
  const me = useMe();
  const navigate = useNavigate();
  const enabled = placesOf(me).includes('processes') && query.trim().length >= MIN_LETTERS;
  const processes = useQuery({ ...processesByName, enabled });
  if (!enabled) return [];
  return (processes.data?.items ?? []).map(({ key, name }) => ({
    id: `process-${key}`,
    label: name,
    description: t('palette.process'),
    leftSection: <IconSitemap {...icon} />,
    onClick: () => void navigate({ to: '/processes/$key', params: { key } }),
  }));
}

function useRequests(): SpotlightActionData[] {
  const me = useMe();
  const navigate = useNavigate();
  const catalog = useQuery({
    ...catalogQuery(),
    enabled: may(me, 'catalog.request'),
    staleTime: 300_000,
  });
  return (catalog.data?.items ?? []).map((item) => ({
    id: `item-${item.key}`,
    label: item.name,
    description: item.description ?? undefined,
    leftSection: <IconShoppingBag {...icon} />,
    onClick: () => void navigate({ to: '/portal/catalog/$key', params: { key: item.key } }),
  }));
}

function useTickets(query: string): { tickets: SpotlightActionData[]; searching: boolean } {
  const navigate = useNavigate();
  const me = useMe();
  const [wanted] = useDebouncedValue(query.trim(), 180);
  const enabled = wanted.length >= MIN_LETTERS;
  const found = useQuery({
    queryKey: ['tickets', 'palette', wanted],
    queryFn: ({ signal }) => ticketsPage({ q: wanted, limit: MAX_TICKETS }, signal),
    enabled,
    placeholderData: keepPreviousData,
  });
  const agent = placesOf(me).includes('desk');
  const items = enabled ? (found.data?.items ?? []) : [];
  return {
    searching: query.trim().length >= MIN_LETTERS && (query.trim() !== wanted || found.isFetching),
    tickets: items.map((ticket) => ({
      id: `ticket-${ticket.id}`,
      label: ticket.title,
      description: `${ticket.number} · ${ticket.requester.name}`,
      leftSection: <IconTicket {...icon} />,
      onClick: () => {
        palette.close();
        void navigate(
          agent
            ? { to: '/tickets/$id', params: { id: ticket.number } }
            : { to: '/portal/requests/$id', params: { id: ticket.number } },
        );
      },
    })),
  };
}
