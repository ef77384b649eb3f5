/**
 * What all pages hang under: the root, and for those behind sign-in one route that loads who is signed in, or sends to the
 * sign-in page and back again.
 */
import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, Outlet, redirect } from '@tanstack/react-router';
import { meQuery } from '#designer/client/me.ts';
import { isProblem } from '#designer/client/problem.ts';
import { ErrorPage, NotFoundPage } from '../ErrorPage.tsx';
import { Layout } from '../Layout.tsx';

export const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Outlet,
  errorComponent: ErrorPage,
  notFoundComponent: NotFoundPage,
});

export const app = createRoute({
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
