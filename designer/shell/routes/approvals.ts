/** What one is asked to approve. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { app } from './root.ts';

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

export const approvalsRoutes = [approvals, approval] as const;
