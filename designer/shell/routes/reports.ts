/** Reports. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { toLevelsSearch } from '#designer/reports/search.ts';
import { app } from './root.ts';

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

export const reportsRoutes = [serviceLevels, forecast] as const;
