/** Runs: where they are, what is stuck, and how they move to another version. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { toLiveSearch } from '#designer/runs/live/search.ts';
import { toMoveSearch } from '#designer/runs/move/search.ts';
import { toRunsSearch } from '#designer/runs/stuck/search.ts';
import { app } from './root.ts';

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

export const runsRoutes = [live, moveRuns, moveProgress, runs, run] as const;
