/** Roles, to read: what each allows and with whose records. */
import { useQuery } from '@tanstack/react-query';
import { rolesQuery } from '#designer/client/people.ts';
import type { Role } from '#designer/client/types/people.ts';
import { Chip } from '#designer/ui/Chip.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { Lead } from './parts.tsx';
import classes from './Roles.module.css';

export function Roles() {
  const t = useText();
  const roles = useQuery(rolesQuery());
  return (
    <>
      <Lead>{t('roles.text')}</Lead>
      {roles.isPending && <PageSkeleton />}
      {roles.isError && <ProblemNotice error={roles.error} onRetry={() => void roles.refetch()} />}
      <ul className={classes.roles}>
        {roles.data?.items.map((role) => (
          <li key={role.key} className={classes.role}>
            <RoleCard role={role} />
          </li>
        ))}
      </ul>
    </>
  );
}

function RoleCard({ role }: { role: Role }) {
  const t = useText();
  const scopes = (['all', 'organization', 'group', 'own'] as const)
    .map((scope) => ({ scope, permissions: role.permissions.filter((one) => one.scope === scope) }))
    .filter((entry) => entry.permissions.length > 0);
  return (
    <>
      <p className={classes.name}>
        {role.name} {role.builtIn && <Chip>{t('roles.builtIn')}</Chip>}
      </p>
      <dl className={classes.scopes}>
        {scopes.map(({ scope, permissions }) => (
          <div key={scope} className={classes.scope}>
            <dt>{t(`roles.scope.${scope}`)}</dt>
            <dd>
              {permissions.map((one) => (
                <code key={one.permission} className={classes.permission}>
                  {one.permission}
                </code>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
