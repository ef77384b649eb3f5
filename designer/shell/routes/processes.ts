/** Processes: drawn, compared, tried on tickets of the past. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { toBacktestSearch } from '#designer/client/views.ts';
import { app } from './root.ts';

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

export const processesRoutes = [processes, canvas, compare, backtests] as const;

/** A version by its number, or the caller's draft. */
type Side = number | 'draft';

function toSide(value: unknown): Side | undefined {
  if (value === 'draft') return 'draft';
  return Number.isInteger(value) && Number(value) > 0 ? Number(value) : undefined;
}
