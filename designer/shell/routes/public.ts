/** Pages that ask nobody to sign in. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { toWallSearch } from '#designer/wallboard/search.ts';
import { SignInPage } from '../SignInPage.tsx';
import { root } from './root.ts';

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

export const publicRoutes = [signIn, wallboard, publicStatus, decide] as const;

/** Only addresses of our own: a link to the sign-in page must not be able to send people elsewhere. */
function localPath(value: unknown): string | undefined {
  return typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : undefined;
}
