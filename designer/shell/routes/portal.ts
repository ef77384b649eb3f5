/** Where people ask for things and follow what they asked for. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { app } from './root.ts';

const portal = createRoute({
  getParentRoute: () => app,
  path: '/portal',
  validateSearch: (search: Record<string, unknown>): { q?: string } => ({
    q: typeof search.q === 'string' && search.q !== '' ? search.q : undefined,
  }),
  staticData: { title: 'shell.portal' },
  component: lazyRouteComponent(() => import('#designer/portal/PortalPage.tsx'), 'PortalPage'),
});

const portalItem = createRoute({
  getParentRoute: () => app,
  path: '/portal/catalog/$key',
  staticData: { title: 'shell.portal' },
  component: lazyRouteComponent(
    () => import('#designer/portal/RequestFormPage.tsx'),
    'RequestFormPage',
  ),
});

const portalBroken = createRoute({
  getParentRoute: () => app,
  path: '/portal/broken',
  staticData: { title: 'shell.portal' },
  component: lazyRouteComponent(() => import('#designer/portal/BrokenPage.tsx'), 'BrokenPage'),
});

const portalRequest = createRoute({
  getParentRoute: () => app,
  path: '/portal/requests/$id',
  validateSearch: (search: Record<string, unknown>): { sent?: boolean } => ({
    sent: search.sent === true ? true : undefined,
  }),
  staticData: { title: 'shell.portal' },
  component: lazyRouteComponent(() => import('#designer/portal/FollowPage.tsx'), 'FollowPage'),
});

export const portalRoutes = [portal, portalItem, portalBroken, portalRequest] as const;
