/** Every page of the app, area by area and one lazy line each: an area is downloaded when somebody first goes there. */
import { createRoute, createRouter, redirect } from '@tanstack/react-router';
import { meQuery } from '#designer/client/me.ts';
import { queryClient } from '#designer/client/query.ts';
import type { MessageId } from '#designer/messages/en.ts';
import { ErrorPage, NotFoundPage } from './ErrorPage.tsx';
import { homeOf } from './home.ts';
import { approvalsRoutes } from './routes/approvals.ts';
import { changesRoutes } from './routes/changes.ts';
import { deskRoutes } from './routes/desk.ts';
import { onCallRoutes } from './routes/on-call.ts';
import { portalRoutes } from './routes/portal.ts';
import { processesRoutes } from './routes/processes.ts';
import { publicRoutes } from './routes/public.ts';
import { reportsRoutes } from './routes/reports.ts';
import { app, root } from './routes/root.ts';
import { runsRoutes } from './routes/runs.ts';
import { settingsRoutes } from './routes/settings.ts';

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
  interface StaticDataRouteOption {
    /** What the header and the browser's tab call the page. */
    title?: MessageId;
    /** The page fills the window and scrolls inside itself. */
    full?: boolean;
  }
}

const home = createRoute({
  getParentRoute: () => app,
  path: '/',
  beforeLoad: async ({ context }) => {
    throw redirect({ to: homeOf(await context.queryClient.ensureQueryData(meQuery)) });
  },
});

/** Whoever has mistyped an address still finds the way from here. */
const nowhere = createRoute({
  getParentRoute: () => app,
  path: '$',
  staticData: { title: 'error.notFound.title' },
  component: NotFoundPage,
});

export const router = createRouter({
  routeTree: root.addChildren([
    ...publicRoutes,
    app.addChildren([
      home,
      ...deskRoutes,
      ...approvalsRoutes,
      ...portalRoutes,
      ...processesRoutes,
      ...runsRoutes,
      ...reportsRoutes,
      ...onCallRoutes,
      ...changesRoutes,
      ...settingsRoutes,
      nowhere,
    ]),
  ]),
  context: { queryClient },
  defaultPreload: 'intent',
  defaultErrorComponent: ErrorPage,
  defaultNotFoundComponent: NotFoundPage,
  scrollRestoration: true,
});
