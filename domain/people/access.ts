/**
 * Who is asking and what they may do. A role is a list of permissions, each with the records it reaches: one's own, those
 * of one's groups, those of one's organization and what lies beneath it, or all. A token may narrow that, never widen it.
 */
import { DomainError } from '../errors.ts';

export const PERMISSIONS = [
  'ticket.read',
  'ticket.create',
  'ticket.update',
  'ticket.comment',
  'ticket.delete',
  'task.work',
  'approval.decide',
  'catalog.request',
  'process.read',
  'process.author',
  'process.publish',
  'run.read',
  'run.operate',
  'message.send',
  'ruleset.author',
  'people.manage',
  'settings.manage',
  'audit.read',
  'report.read',
  'wallboard.read',
  'cab.manage',
  'freeze.override',
  'queue.manage',
  'majorIncident.declare',
  'configItem.manage',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** Who may see the directory: all who assign work or name approvers need to. */
export const DIRECTORY: readonly Permission[] = [
  'people.manage',
  'ticket.update',
  'process.author',
  'cab.manage',
  'queue.manage',
  'audit.read',
];

export const SCOPES = ['own', 'group', 'organization', 'all'] as const;
export type Scope = (typeof SCOPES)[number];

export type Grant = { readonly permission: Permission; readonly scope: Scope };

export type Principal = {
  readonly tenantId: string;
  readonly tenantKey: string;
  readonly tenantName: string;
  readonly personId: string;
  readonly email: string;
  readonly name: string;
  readonly locale: string;
  readonly timeZone: string;
  readonly roles: readonly string[];
  /** At most one per permission: the widest of all roles. */
  readonly permissions: readonly Grant[];
  readonly groupIds: readonly string[];
  readonly organizationId: string | null;
  /** One's own organization and all beneath it. */
  readonly organizationIds: readonly string[];
  /** What a token is limited to; null means no limit. */
  readonly scopes: readonly string[] | null;
  /** `link`: the address in a mail, for one act. */
  readonly via: 'session' | 'token' | 'link';
  readonly sessionId: string | null;
  readonly tokenId: string | null;
  readonly csrfToken: string | null;
  readonly expiresAt: Date | null;
};

/** What of somebody decides how far their permissions reach. */
type Granted = Pick<Principal, 'permissions' | 'scopes'>;

/** How far a permission of this person reaches. */
export function scopeOf(principal: Granted, permission: Permission): Scope | 'none' {
  if (principal.scopes !== null && !principal.scopes.includes(permission)) return 'none';
  return principal.permissions.find((grant) => grant.permission === permission)?.scope ?? 'none';
}

export const may = (principal: Granted, permission: Permission): boolean =>
  scopeOf(principal, permission) !== 'none';

/** @throws DomainError not_permitted */
export function demand(principal: Principal, permission: Permission): Scope {
  const scope = scopeOf(principal, permission);
  if (scope === 'none') {
    throw new DomainError('not_permitted', `This needs the permission ${permission}.`, {
      values: { permission },
    });
  }
  return scope;
}

/** For what needs no role: a token that is limited must still have been given one of these. @throws DomainError not_permitted */
export function demandToken({ scopes }: Principal, permissions: readonly Permission[]): void {
  if (scopes === null || permissions.some((permission) => scopes.includes(permission))) return;
  throw new DomainError('not_permitted', `This needs a token with ${permissions.join(' or ')}.`, {
    values: { permission: permissions[0] },
  });
}

/** For what cannot be done to a part only, such as changing roles. @throws DomainError not_permitted */
export function demandEverywhere(principal: Principal, permission: Permission): void {
  if (demand(principal, permission) === 'all') return;
  throw new DomainError(
    'not_permitted',
    `This needs the permission ${permission} over all records.`,
    {
      values: { permission },
    },
  );
}

/** What of a record decides whether somebody's scope reaches it. */
export type Reach = {
  /** People whose own record it is: requester, assignee, watcher, … */
  readonly people: readonly (string | null)[];
  readonly groupId?: string | null;
  readonly organizationId?: string | null;
};

/** Whether the permission reaches this record. The same rule as SQL stands with each list's query. */
export function reaches(principal: Principal, permission: Permission, record: Reach): boolean {
  const scope = scopeOf(principal, permission);
  switch (scope) {
    case 'none':
      return false;
    case 'all':
      return true;
    case 'organization':
      return (
        isOwn(principal, record) ||
        (record.organizationId != null && principal.organizationIds.includes(record.organizationId))
      );
    case 'group':
      return (
        isOwn(principal, record) ||
        (record.groupId != null && principal.groupIds.includes(record.groupId))
      );
    case 'own':
      return isOwn(principal, record);
  }
}

const isOwn = (principal: Principal, record: Reach): boolean =>
  record.people.includes(principal.personId);

/** Of several grants for one permission the widest counts. */
export function widest(grants: readonly Grant[]): Grant[] {
  const best = new Map<Permission, Scope>();
  for (const { permission, scope } of grants) {
    const known = best.get(permission);
    if (known === undefined || SCOPES.indexOf(scope) > SCOPES.indexOf(known)) {
      best.set(permission, scope);
    }
  }
  return [...best].map(([permission, scope]) => ({ permission, scope }));
}
