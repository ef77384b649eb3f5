/** The desk, and tickets. */
import type { QueryClient } from '@tanstack/react-query';
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { meQuery } from '#designer/client/me.ts';
import { type TicketTab, toDeskSearch, toTab } from '#designer/client/views.ts';
import { homeOf, placesOf } from '../home.ts';
import { app } from './root.ts';

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

export const deskRoutes = [desk, newTicket, ticket] as const;

/** The desk is for those who work on tickets; others start where they start. */
async function demandDesk(client: QueryClient): Promise<void> {
  const me = await client.ensureQueryData(meQuery);
  if (!placesOf(me).includes('desk')) throw redirect({ to: homeOf(me), replace: true });
}
