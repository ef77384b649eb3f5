/** Who is on call, major incidents, and what is told of them. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { app } from './root.ts';

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

const status = createRoute({
  getParentRoute: () => app,
  path: '/status',
  staticData: { title: 'status.title' },
  component: lazyRouteComponent(() => import('#designer/status/StatusPage.tsx'), 'StatusPage'),
});

export const onCallRoutes = [onCall, rota, majors, major, status] as const;

/** Whether the plan is being made or changed. */
function toEditing(search: Record<string, unknown>): { edit?: true } {
  return search.edit === true ? { edit: true } : {};
}
