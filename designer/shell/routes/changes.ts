/** Changes: the calendar, the catalogue of standard ones, boards and their meetings. */
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { toChangesSearch } from '#designer/changes/search.ts';
import { toCatalogSearch } from '#designer/standard-changes/search.ts';
import { app } from './root.ts';

const changes = createRoute({
  getParentRoute: () => app,
  path: '/change-calendar',
  validateSearch: toChangesSearch,
  staticData: { title: 'shell.changes' },
  component: lazyRouteComponent(() => import('#designer/changes/ChangesPage.tsx'), 'ChangesPage'),
});

/** What people type who look for it. */
const changesTyped = createRoute({
  getParentRoute: () => app,
  path: '/changes',
  validateSearch: toChangesSearch,
  beforeLoad: ({ search }) => {
    throw redirect({ to: '/change-calendar', search, replace: true });
  },
});

const standards = createRoute({
  getParentRoute: () => app,
  path: '/standard-changes',
  validateSearch: toCatalogSearch,
  staticData: { title: 'standards.title' },
  component: lazyRouteComponent(
    () => import('#designer/standard-changes/CatalogPage.tsx'),
    'CatalogPage',
  ),
});

const standard = createRoute({
  getParentRoute: () => app,
  path: '/standard-changes/$key',
  staticData: { title: 'standards.title' },
  component: lazyRouteComponent(
    () => import('#designer/standard-changes/StandardPage.tsx'),
    'StandardPage',
  ),
});

const meetings = createRoute({
  getParentRoute: () => app,
  path: '/cab',
  validateSearch: (search: Record<string, unknown>): { board?: string } => ({
    board: typeof search.board === 'string' && search.board !== '' ? search.board : undefined,
  }),
  staticData: { title: 'shell.cab' },
  component: lazyRouteComponent(() => import('#designer/cab/MeetingsPage.tsx'), 'MeetingsPage'),
});

const meeting = createRoute({
  getParentRoute: () => app,
  path: '/cab/$id',
  validateSearch: (search: Record<string, unknown>): { change?: string } => ({
    change: typeof search.change === 'string' ? search.change : undefined,
  }),
  staticData: { title: 'shell.cab', full: true },
  component: lazyRouteComponent(() => import('#designer/cab/MeetingPage.tsx'), 'MeetingPage'),
});

export const changesRoutes = [
  changes,
  changesTyped,
  standards,
  standard,
  meetings,
  meeting,
] as const;
