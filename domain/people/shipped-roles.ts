/** The roles every tenant has from the start. Installing them again brings them up to this version and touches no other. */
import { newId } from '../ids.ts';
import type { Work } from '../work.ts';
import { type Grant, PERMISSIONS, type Permission, type Scope } from './access.ts';

type ShippedRole = {
  readonly key: string;
  readonly name: string;
  readonly permissions: readonly Grant[];
};

const grant = (scope: Scope, ...permissions: Permission[]): Grant[] =>
  permissions.map((permission) => ({ permission, scope }));

const REQUESTER = grant(
  'own',
  'ticket.read',
  'ticket.create',
  'ticket.comment',
  'catalog.request',
  'approval.decide',
  'task.work',
);

export const SHIPPED_ROLES: readonly ShippedRole[] = [
  { key: 'requester', name: 'Requester', permissions: REQUESTER },
  {
    key: 'agent',
    name: 'Agent',
    permissions: [
      // Who may change every ticket may also finish what its process asks for: an agent without a group can begin to work.
      ...grant(
        'all',
        'ticket.read',
        'ticket.create',
        'ticket.update',
        'ticket.comment',
        'task.work',
        'catalog.request',
        'run.read',
        'process.read',
        'report.read',
        'wallboard.read',
        'majorIncident.declare',
      ),
      ...grant('own', 'approval.decide'),
    ],
  },
  {
    key: 'approver',
    name: 'Approver',
    permissions: [...REQUESTER, ...grant('own', 'approval.decide')],
  },
  {
    key: 'process-owner',
    name: 'Process owner',
    permissions: [
      ...grant(
        'all',
        'process.read',
        'process.author',
        'process.publish',
        'ruleset.author',
        'run.read',
        'run.operate',
        'message.send',
        'ticket.read',
        'ticket.create',
        'ticket.comment',
        'report.read',
        'wallboard.read',
        'catalog.request',
      ),
      ...grant('own', 'approval.decide', 'task.work'),
    ],
  },
  {
    key: 'change-manager',
    name: 'Change manager',
    permissions: [
      ...grant(
        'all',
        'ticket.read',
        'ticket.create',
        'ticket.update',
        'ticket.comment',
        'cab.manage',
        'configItem.manage',
        'freeze.override',
        'run.read',
        'process.read',
        'report.read',
        'wallboard.read',
        'catalog.request',
      ),
      ...grant('group', 'task.work'),
      ...grant('own', 'approval.decide'),
    ],
  },
  {
    key: 'operator',
    name: 'Operator',
    permissions: [
      ...grant(
        'all',
        'run.read',
        'run.operate',
        'message.send',
        'ticket.read',
        'process.read',
        'audit.read',
        'wallboard.read',
      ),
      ...grant('own', 'approval.decide', 'task.work'),
    ],
  },
  { key: 'admin', name: 'Administrator', permissions: grant('all', ...PERMISSIONS) },
];

export async function installRoles(work: Work): Promise<void> {
  for (const role of SHIPPED_ROLES) {
    await work.em.execute(
      `insert into role (id, tenant_id, key, name, permissions, built_in) values (?, ?, ?, ?, ?, true)
       on conflict (tenant_id, key) do update set name = excluded.name, permissions = excluded.permissions, built_in = true, version = role.version + 1
       where role.built_in and (role.name, role.permissions) is distinct from (excluded.name, excluded.permissions)`,
      [newId(), work.tenantId, role.key, role.name, JSON.stringify(role.permissions)],
    );
  }
}
