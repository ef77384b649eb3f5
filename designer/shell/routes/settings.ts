/** Settings, and what has a page of its own there. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { app } from './root.ts';

const settings = createRoute({
  getParentRoute: () => app,
  path: '/settings/{-$section}',
  staticData: { title: 'shell.settings' },
  component: lazyRouteComponent(
    () => import('#designer/settings/SettingsPage.tsx'),
    'SettingsPage',
  ),
});

const calendar = createRoute({
  getParentRoute: () => app,
  path: '/settings/calendars/$calendar',
  staticData: { title: 'settings.calendars' },
  component: lazyRouteComponent(
    () => import('#designer/settings/calendars/CalendarPage.tsx'),
    'CalendarPage',
  ),
});

const target = createRoute({
  getParentRoute: () => app,
  path: '/settings/targets/$target',
  staticData: { title: 'settings.targets' },
  component: lazyRouteComponent(
    () => import('#designer/settings/targets/TargetPage.tsx'),
    'TargetPage',
  ),
});

const ladder = createRoute({
  getParentRoute: () => app,
  path: '/settings/ladders/$ladder',
  staticData: { title: 'settings.ladders' },
  component: lazyRouteComponent(
    () => import('#designer/settings/ladders/LadderPage.tsx'),
    'LadderPage',
  ),
});

const item = createRoute({
  getParentRoute: () => app,
  path: '/settings/items/$item',
  staticData: { title: 'settings.items' },
  component: lazyRouteComponent(() => import('#designer/settings/items/ItemPage.tsx'), 'ItemPage'),
});

const recount = createRoute({
  getParentRoute: () => app,
  path: '/settings/recounts/$recount',
  staticData: { title: 'settings.recounts' },
  component: lazyRouteComponent(
    () => import('#designer/settings/recounts/RecountPage.tsx'),
    'RecountPage',
  ),
});

export const settingsRoutes = [settings, calendar, target, ladder, item, recount] as const;
