/** What a tenant has settled about major incidents: how often each severity is reported on, to whom, and who may read the status page. */
import { randomBytes } from 'node:crypto';
import type { Party } from '#engine/action.ts';
import { record } from '../events/record.ts';
import { groupMeant, personMeant, rolesMeant } from '../people/find.ts';
import { hashSecret } from '../people/principals.ts';
import { demandVersion } from '../version.ts';
import type { Store, Work } from '../work.ts';

/** 1 is the worst. */
export const SEVERITIES = [1, 2, 3] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Who hears of it: people by address, groups and roles by key. */
export type Audience = {
  readonly people: readonly string[];
  readonly groups: readonly string[];
  readonly roles: readonly string[];
};

export const NOBODY: Audience = { people: [], groups: [], roles: [] };

/** Minutes between two updates, by severity. */
export type UpdateMinutes = { readonly [severity in Severity]: number };

export type MajorSettings = {
  readonly updateMinutes: UpdateMinutes;
  readonly audience: Audience;
  /** Whether the status page can be read without signing in, by whoever has its address. */
  readonly isPublic: boolean;
  readonly version: number;
};

const USUAL = { updateMinutes: { 1: 30, 2: 60, 3: 120 }, audience: NOBODY } as const;

export async function majorSettings(work: Work): Promise<MajorSettings> {
  const [row] = await work.em.execute<MajorSettings[]>(
    `select update_minutes as "updateMinutes", audience, status_hash is not null as "isPublic", version
     from major_incident_settings where tenant_id = ?`,
    [work.tenantId],
  );
  return row ?? { ...USUAL, isPublic: false, version: 0 };
}

export type SettingsChange = {
  readonly updateMinutes?: UpdateMinutes;
  readonly audience?: Audience;
};

/** @throws DomainError invalid_input, stale_version */
export async function changeMajorSettings(
  work: Work,
  change: SettingsChange,
  expected?: number,
): Promise<MajorSettings> {
  const before = await lockSettings(work);
  demandVersion(expected, before.version);
  if (change.audience) await demandAudience(work, change.audience, '/audience');
  const { updateMinutes, audience } = { ...before, ...change };
  await work.em.execute(
    'update major_incident_settings set update_minutes = ?, audience = ?, version = version + 1 where tenant_id = ?',
    [JSON.stringify(updateMinutes), JSON.stringify(audience), work.tenantId],
  );
  await record(work, {
    type: 'majorIncident.settingsChanged',
    subject: { kind: 'tenant', id: work.tenantId },
    changes: { updateMinutes: { before: before.updateMinutes, after: updateMinutes } },
  });
  return majorSettings(work);
}

/** The secret part of the address; it is in the answer and nowhere else, and the one before ends. */
export async function openStatusPage(work: Work): Promise<string> {
  await lockSettings(work);
  const token = randomBytes(32).toString('base64url');
  await setHash(work, hashSecret(token));
  await tellOf(work, 'statusPage.opened');
  return token;
}

export async function closeStatusPage(work: Work): Promise<void> {
  if (!(await lockSettings(work)).isPublic) return;
  await setHash(work, null);
  await tellOf(work, 'statusPage.closed');
}

/** Whose page stands at this address; null for none, and for one that has ended. */
export async function tenantOfStatusPage(store: Store, token: string): Promise<string | null> {
  const [row] = await store.orm.em
    .fork()
    .execute<{ tenant: string | null }[]>('select status_page_tenant(?) as tenant', [
      hashSecret(token),
    ]);
  return row?.tenant ?? null;
}

/** @throws DomainError invalid_input with a pointer to whom nobody knows */
export async function demandAudience(
  work: Work,
  { people, groups, roles }: Audience,
  pointer: string,
): Promise<void> {
  for (const [index, person] of people.entries())
    await personMeant(work, person, `${pointer}/people/${index}`);
  for (const [index, group] of groups.entries())
    await groupMeant(work, group, `${pointer}/groups/${index}`);
  await rolesMeant(work, roles, `${pointer}/roles`);
}

export const partiesIn = ({ people, groups, roles }: Audience): Party[] => [
  ...people.map((user) => ({ user })),
  ...groups.map((group) => ({ group })),
  ...roles.map((role) => ({ role })),
];

async function lockSettings(work: Work): Promise<MajorSettings> {
  await work.em.execute(
    `insert into major_incident_settings (tenant_id, update_minutes, audience, version) values (?, ?, ?, 0)
     on conflict (tenant_id) do nothing`,
    [work.tenantId, JSON.stringify(USUAL.updateMinutes), JSON.stringify(USUAL.audience)],
  );
  await work.em.execute('select from major_incident_settings where tenant_id = ? for update', [
    work.tenantId,
  ]);
  return majorSettings(work);
}

const setHash = (work: Work, hash: Uint8Array | null) =>
  work.em.execute(
    'update major_incident_settings set status_hash = ?, version = version + 1 where tenant_id = ?',
    [hash, work.tenantId],
  );

const tellOf = (work: Work, type: string) =>
  record(work, { type, subject: { kind: 'tenant', id: work.tenantId } });
