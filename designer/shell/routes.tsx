/**
 * Every page of the app, one lazy line each: an area is downloaded when somebody first goes there. Pages behind sign-in
 * hang under one route that loads who is signed in, or sends to the sign-in page and back again.
 */

import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { toChangesSearch } from '#designer/changes/search.ts';
import { meQuery } from '#designer/client/me.ts';
import { isProblem } from '#designer/client/problem.ts';
import { queryClient } from '#designer/client/query.ts';
import { type TicketTab, toBacktestSearch, toDeskSearch, toTab } from '#designer/client/views.ts';
import type { MessageId } from '#designer/messages/en.ts';
import { toLevelsSearch } from '#designer/reports/search.ts';
import { toLiveSearch } from '#designer/runs/live/search.ts';
import { toMoveSearch } from '#designer/runs/move/search.ts';
import { toRunsSearch } from '#designer/runs/stuck/search.ts';
import { toCatalogSearch } from '#designer/standard-changes/search.ts';
import { toWallSearch } from '#designer/wallboard/search.ts';
import { ErrorPage, NotFoundPage } from './ErrorPage.tsx';
import { homeOf, placesOf } from './home.ts';
import { Layout } from './Layout.tsx';
import { SignInPage } from './SignInPage.tsx';

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

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Outlet,
  errorComponent: ErrorPage,
  notFoundComponent: NotFoundPage,
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { next?: string } => ({
    next: localPath(search.next),
  }),
  staticData: { title: 'shell.signIn' },
  component: SignInPage,
});

/** Stands alone: a screen on a wall has its own token and no session. */
const wallboard = createRoute({
  getParentRoute: () => root,
  path: '/wallboard',
  validateSearch: toWallSearch,
  staticData: { title: 'wall.title' },
  component: lazyRouteComponent(
    () => import('#designer/wallboard/WallboardPage.tsx'),
    'WallboardPage',
  ),
});

const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.ensureQueryData(meQuery);
    } catch (error) {
      if (isProblem(error) && error.status === 401)
        throw redirect({ to: '/sign-in', search: { next: location.href } });
      throw error;
    }
  },
  component: Layout,
});

const home = createRoute({
  getParentRoute: () => app,
  path: '/',
  beforeLoad: async ({ context }) => {
    throw redirect({ to: homeOf(await context.queryClient.ensureQueryData(meQuery)) });
  },
});

const desk = createRoute({
  getParentRoute: () => app,
  path: '/desk',
  beforeLoad: ({ context }) => demandDesk(context.queryClient),
  validateSearch: toDeskSearch,
  staticData: { title: 'shell.desk', full: true },
  component: lazyRouteComponent(() => import('#designer/desk/DeskPage.tsx'), 'DeskPage'),
});

const newTicket = createRoute({
  getParentRoute: () => app,
  path: '/tickets/new',
  beforeLoad: ({ context }) => demandDesk(context.queryClient),
  validateSearch: (search: Record<string, unknown>): { standard?: string; type?: 'change' } => ({
    type: search.type === 'change' ? search.type : undefined,
    standard: typeof search.standard === 'string' ? search.standard : undefined,
  }),
  staticData: { title: 'shell.newTicket' },
  component: lazyRouteComponent(
    () => import('#designer/desk/new-ticket/NewTicketPage.tsx'),
    'NewTicketPage',
  ),
});

const ticket = createRoute({
  getParentRoute: () => app,
  path: '/tickets/$id',
  beforeLoad: async ({ context, params }) => {
    const places = placesOf(await context.queryClient.ensureQueryData(meQuery));
    // Who asks for things reads their own tickets in the portal, in its words.
    if (!places.includes('desk') && places.includes('portal'))
      throw redirect({ to: '/portal/requests/$id', params, replace: true });
  },
  validateSearch: (search: Record<string, unknown>): { tab?: TicketTab } => ({
    tab: toTab(search.tab),
  }),
  staticData: { title: 'shell.ticket', full: true },
  component: lazyRouteComponent(() => import('#designer/desk/TicketPage.tsx'), 'TicketPage'),
});

const approvals = createRoute({
  getParentRoute: () => app,
  path: '/approvals',
  staticData: { title: 'shell.approvals' },
  component: lazyRouteComponent(
    () => import('#designer/approvals/ApprovalsPage.tsx'),
    'ApprovalsPage',
  ),
});

const approval = createRoute({
  getParentRoute: () => app,
  path: '/approvals/$id',
  staticData: { title: 'shell.approvals' },
  component: lazyRouteComponent(
    () => import('#designer/approvals/ApprovalPage.tsx'),
    'ApprovalPage',
  ),
});

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

const processes = createRoute({
  getParentRoute: () => app,
  path: '/processes',
  staticData: { title: 'shell.processes' },
  component: lazyRouteComponent(() => import('#designer/canvas/ProcessList.tsx'), 'ProcessList'),
});

const canvas = createRoute({
  getParentRoute: () => app,
  path: '/processes/$key',
  staticData: { title: 'shell.processes', full: true },
  component: lazyRouteComponent(() => import('#designer/canvas/CanvasPage.tsx'), 'CanvasPage'),
});

const compare = createRoute({
  getParentRoute: () => app,
  path: '/processes/$key/compare',
  validateSearch: (
    search: Record<string, unknown>,
  ): { from?: Side; to?: Side; author?: string } => ({
    from: toSide(search.from),
    to: toSide(search.to),
    author: typeof search.author === 'string' ? search.author : undefined,
  }),
  staticData: { title: 'shell.processes', full: true },
  component: lazyRouteComponent(
    () => import('#designer/canvas/compare/ComparePage.tsx'),
    'ComparePage',
  ),
});

const live = createRoute({
  getParentRoute: () => app,
  path: '/processes/$key/live',
  validateSearch: toLiveSearch,
  staticData: { title: 'shell.processes' },
  component: lazyRouteComponent(() => import('#designer/runs/live/LivePage.tsx'), 'LivePage'),
});

const moveRuns = createRoute({
  getParentRoute: () => app,
  path: '/processes/$key/move',
  validateSearch: toMoveSearch,
  staticData: { title: 'shell.processes' },
  component: lazyRouteComponent(() => import('#designer/runs/move/MovePage.tsx'), 'MovePage'),
});

const moveProgress = createRoute({
  getParentRoute: () => app,
  path: '/moves/$id',
  staticData: { title: 'shell.processes' },
  component: lazyRouteComponent(
    () => import('#designer/runs/move/MoveProgressPage.tsx'),
    'MoveProgressPage',
  ),
});

const runs = createRoute({
  getParentRoute: () => app,
  path: '/runs',
  validateSearch: toRunsSearch,
  staticData: { title: 'runs.stuck.title' },
  component: lazyRouteComponent(() => import('#designer/runs/stuck/RunsPage.tsx'), 'RunsPage'),
});

const run = createRoute({
  getParentRoute: () => app,
  path: '/runs/$id',
  staticData: { title: 'shell.processes' },
  component: lazyRouteComponent(() => import('#designer/runs/run/RunPage.tsx'), 'RunPage'),
});

const backtests = createRoute({
  getParentRoute: () => app,
  path: '/processes/$key/backtests',
  validateSearch: toBacktestSearch,
  staticData: { title: 'shell.processes' },
  component: lazyRouteComponent(
    () => import('#designer/canvas/backtest/BacktestPage.tsx'),
    'BacktestPage',
  ),
});

const serviceLevels = createRoute({
  getParentRoute: () => app,
  path: '/reports/service-levels',
  validateSearch: toLevelsSearch,
  staticData: { title: 'levels.title' },
  component: lazyRouteComponent(
    () => import('#designer/reports/ServiceLevelsPage.tsx'),
    'ServiceLevelsPage',
  ),
});

const forecast = createRoute({
  getParentRoute: () => app,
  path: '/reports/forecast',
  staticData: { title: 'forecast.title' },
  component: lazyRouteComponent(
    () => import('#designer/reports/forecast/ForecastPage.tsx'),
    'ForecastPage',
  ),
});

const onCall = createRoute({
  getParentRoute: () => app,
  path: '/on-call',
  validateSearch: toEditing,
  staticData: { title: 'shell.onCall' },
  component: lazyRouteComponent(() => import('#designer/on-call/OnCallPage.tsx'), 'OnCallPage'),
});

const rota = createRoute({
  getParentRoute: () => app,
  path: '/on-call/$key',
  validateSearch: toEditing,
  staticData: { title: 'shell.onCall' },
  component: lazyRouteComponent(() => import('#designer/on-call/RotaPage.tsx'), 'RotaPage'),
});

const majors = createRoute({
  getParentRoute: () => app,
  path: '/major-incidents',
  staticData: { title: 'shell.majors' },
  component: lazyRouteComponent(() => import('#designer/major/MajorsPage.tsx'), 'MajorsPage'),
});

const major = createRoute({
  getParentRoute: () => app,
  path: '/major-incidents/$id',
  staticData: { title: 'shell.majors' },
  component: lazyRouteComponent(() => import('#designer/major/MajorPage.tsx'), 'MajorPage'),
});

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

const status = createRoute({
  getParentRoute: () => app,
  path: '/status',
  staticData: { title: 'status.title' },
  component: lazyRouteComponent(() => import('#designer/status/StatusPage.tsx'), 'StatusPage'),
});

/** Behind no sign-in: whoever holds the address reads. */
const publicStatus = createRoute({
  getParentRoute: () => root,
  path: '/status/$address',
  staticData: { title: 'status.title' },
  component: lazyRouteComponent(
    () => import('#designer/status/StatusPage.tsx'),
    'PublicStatusPage',
  ),
});

/** Behind no sign-in: the key is behind the `#`. */
const decide = createRoute({
  getParentRoute: () => root,
  path: '/decide',
  staticData: { title: 'approval.link.title' },
  component: lazyRouteComponent(
    () => import('#designer/approvals/DecideByLinkPage.tsx'),
    'DecideByLinkPage',
  ),
});

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

/** Whoever has mistyped an address still finds the way from here. */
const nowhere = createRoute({
  getParentRoute: () => app,
  path: '$',
  staticData: { title: 'error.notFound.title' },
  component: NotFoundPage,
});

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    wallboard,
    publicStatus,
    decide,
    app.addChildren([
      home,
      desk,
      newTicket,
      ticket,
      approvals,
      approval,
      portal,
      portalItem,
      portalBroken,
      portalRequest,
      processes,
      canvas,
      compare,
      live,
      moveRuns,
      moveProgress,
      runs,
      run,
      backtests,
      serviceLevels,
      forecast,
      onCall,
      rota,
      majors,
      major,
      changes,
      changesTyped,
      standards,
      standard,
      meetings,
      meeting,
      status,
      settings,
      calendar,
      target,
      ladder,
      item,
      recount,
      nowhere,
    ]),
  ]),
  context: { queryClient },
  defaultPreload: 'intent',
  defaultErrorComponent: ErrorPage,
  defaultNotFoundComponent: NotFoundPage,
  scrollRestoration: true,
});

/** The desk is for those who work on tickets; others start where they start. */
async function demandDesk(client: QueryClient): Promise<void> {
  const me = await client.ensureQueryData(meQuery);
  if (!placesOf(me).includes('desk')) throw redirect({ to: homeOf(me), replace: true });
}

/** A version by its number, or the caller's draft. */
type Side = number | 'draft';

function toSide(value: unknown): Side | undefined {
  if (value === 'draft') return 'draft';
  return Number.isInteger(value) && Number(value) > 0 ? Number(value) : undefined;
}

/** Whether the plan is being made or changed. */
function toEditing(search: Record<string, unknown>): { edit?: true } {
  return search.edit === true ? { edit: true } : {};
}

/** Only addresses of our own: a link to the sign-in page must not be able to send people elsewhere. */
function localPath(value: unknown): string | undefined {
  return typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : undefined;
}
