/**
 * A version on its way: published, and taken by new runs from an instant on, or by a share of them. There is one at a time, so
 * that it can always be said in one sentence who takes what. What is written here is a promise (`takenVersion` keeps it); when
 * its instant has come the record follows, which only tells people and makes room for the next.
 */
import type { Definition } from '#engine/definition.ts';
import { touchConfiguration } from '../configuration.ts';
import { DomainError, invalid } from '../errors.ts';
import { record } from '../events/record.ts';
import { send } from '../outbox.ts';
import { demandVersion } from '../version.ts';
import { SYSTEM, type Work } from '../work.ts';
import { definitionOf } from './definitions.ts';
import { lockProcess } from './lock-process.ts';
import { Process } from './process.ts';

/** From when, and for how many of a hundred new runs; nothing said is now, and everyone. */
export type Way = { readonly from?: Date | null; readonly share?: number | null };

/** Nobody knows what a process will be asked to do in more than a year. */
export const FROM_DAYS_MAX = 366;
const DAY_MS = 86_400_000;

export const isAtOnce = ({ from, share }: Way): boolean => from == null && share == null;

/** The version that all new runs take, or all but a share: `present_version` in the database. */
export const presentOf = (process: Process, now: Date): number | null => {
  const { activeVersion, nextVersion, nextFrom, nextShare } = process;
  const isNext = nextShare == null && nextFrom != null && nextFrom <= now;
  return (isNext ? nextVersion : activeVersion) ?? null;
};

/** @throws DomainError invalid_input: what could not be kept, each with its field */
export function demandWay(process: Process, { from = null, share = null }: Way, now: Date): void {
  if (from !== null && !(from > now)) invalid('/from', 'Name a moment that is still to come.');
  if (from !== null && from.getTime() > now.getTime() + FROM_DAYS_MAX * DAY_MS)
    invalid('/from', `Name a moment within the next ${FROM_DAYS_MAX} days.`);
  if (share !== null && (process.activeVersion ?? null) === null)
    invalid('/share', 'There is no version before it that could take the other runs.');
}

/** @throws DomainError version_on_its_way */
export function demandNoneOnItsWay({ nextVersion }: Process): void {
  if (nextVersion == null) return;
  throw new DomainError(
    'version_on_its_way',
    `Version ${nextVersion} is on its way and does not take all new runs yet. Give it to everyone or call it off, then publish.`,
    { values: { version: nextVersion } },
  );
}

/** The process is locked, and nothing is on its way. */
export async function sendOff(
  work: Work,
  process: Process,
  version: number,
  { from = null, share = null }: Way,
): Promise<void> {
  process.nextVersion = version;
  process.nextFrom = from ?? work.now;
  process.nextShare = share;
  process.nextSetBy = work.actor.kind === 'person' ? work.actor.id : null;
  process.nextBegun = from === null;
  await changed(work, process);
}

/**
 * Brings forward, puts off, raises, lowers, gives to everyone. Of the version that takes all new runs a share is what remains to
 * it; the one before it takes the others again.
 * @throws DomainError not_found, stale_version, invalid_input
 */
export async function changeRollout(
  work: Work,
  key: string,
  { version, from = null, share = null }: Way & { readonly version: number },
  expected?: number,
): Promise<void> {
  const process = await locked(work, key, expected);
  if (process.nextVersion !== version) return narrow(work, process, { version, from, share });
  const hasBegun = process.nextBegun;
  if (hasBegun && from !== null)
    invalid('/from', `Version ${version} takes new runs already. Call it off instead.`);
  demandWay(process, { from, share }, work.now);
  const before = wayOf(process);
  process.nextFrom = hasBegun ? process.nextFrom : (from ?? work.now);
  process.nextShare = share;
  process.nextBegun = from === null;
  const changes = changesIn(before, wayOf(process));
  if (changes === null) return;
  await record(work, {
    type: 'process.rolloutChanged',
    subject: { kind: 'process', id: process.id },
    changes,
    data: { key, version },
  });
  if (from === null && share === null) await activate(work, process);
  await changed(work, process);
}

/** @throws DomainError not_found, stale_version */
export async function callOffRollout(work: Work, key: string, expected?: number): Promise<void> {
  const process = await locked(work, key, expected);
  if (process.nextVersion == null)
    throw new DomainError(
      'not_found',
      `No version of “${key}” is on its way: version ${process.activeVersion} takes all new runs.`,
    );
  await callOff(work, process);
}

/** The active version takes all new runs again; what runs on the other stays on it. Does nothing where none is on its way. */
export async function callOff(work: Work, process: Process): Promise<void> {
  const version = process.nextVersion ?? null;
  if (version === null) return;
  const { from, share } = wayOf(process);
  clear(process);
  await record(work, {
    type: 'process.rolloutCalledOff',
    subject: { kind: 'process', id: process.id },
    changes: { nextVersion: { before: version, after: null } },
    data: { key: process.key, version, from, share },
  });
  await changed(work, process);
}

/** What the workflow of a version on its way asks when it wakes: when to come again, or null when there is nothing to tell. */
export async function rolloutDue(work: Work, id: string): Promise<Date | null> {
  const known = await work.em.findOne(Process, { id });
  const process = known && (await lockProcess(work, known.key));
  if (!process) return null;
  await settle(work, process);
  return process.nextVersion == null || process.nextBegun ? null : (process.nextFrom ?? null);
}

/** The record follows what is so already. Whoever has locked a process to publish does this first. */
export async function settle(work: Work, process: Process): Promise<void> {
  const { nextVersion, nextFrom, nextShare, nextBegun } = process;
  if (nextVersion == null || nextFrom == null || nextFrom > work.now || nextBegun) return;
  // Nobody does this now: somebody said so beforehand.
  const byTime: Work = {
    ...work,
    actor: SYSTEM,
    cause: { kind: 'clock', id: process.id, label: null },
  };
  if (nextShare === null) await activate(byTime, process);
  else {
    process.nextBegun = true;
    await record(byTime, {
      type: 'process.shareBegan',
      subject: { kind: 'process', id: process.id },
      data: { key: process.key, version: nextVersion, share: nextShare, from: nextFrom },
    });
  }
  await touchConfiguration(work);
  await work.em.flush();
}

/** It takes all new runs. */
async function activate(work: Work, process: Process): Promise<void> {
  const version = process.nextVersion;
  if (version == null) throw new Error('invariant: a version is on its way');
  const before = process.activeVersion ?? null;
  const { from } = wayOf(process);
  clear(process);
  makeActive(process, version, await definitionOf(work, process.id, version));
  await record(work, {
    type: 'process.versionActivated',
    subject: { kind: 'process', id: process.id },
    changes: { version: { before, after: version } },
    data: { key: process.key, from },
  });
}

/** A process is called what the version says that its new runs take. */
export function makeActive(
  process: Process,
  version: number,
  { name, description = '' }: Pick<Definition, 'name' | 'description'>,
): void {
  process.formerVersion = process.activeVersion ?? null;
  process.activeVersion = version;
  process.name = name;
  process.description = description;
}

/** @throws DomainError stale_version, invalid_input */
async function narrow(
  work: Work,
  process: Process,
  { version, from, share }: Required<Way> & { readonly version: number },
): Promise<void> {
  const active = process.activeVersion ?? null;
  const next = process.nextVersion ?? null;
  if (next !== null || version !== active)
    throw new DomainError(
      'stale_version',
      version === active
        ? `Version ${next} is on its way, and version ${active} takes what is left of the new runs: say it of version ${next}.`
        : `Version ${version} is not on its way any more: version ${active} takes new runs.`,
      { values: { currentVersion: active } },
    );
  if (from !== null) invalid('/from', `Version ${version} takes all new runs already.`);
  if (share === null) return;
  const former = process.formerVersion ?? null;
  if (former === null)
    return invalid('/share', 'There is no version before it that could take the other runs.');
  makeActive(process, former, await definitionOf(work, process.id, former));
  process.formerVersion = null;
  await record(work, {
    type: 'process.rolloutChanged',
    subject: { kind: 'process', id: process.id },
    changes: changesIn({ from: null, share: null }, { from: null, share }) ?? {},
    data: { key: process.key, version },
  });
  await sendOff(work, process, version, { share });
}

async function locked(work: Work, key: string, expected: number | undefined): Promise<Process> {
  const process = await lockProcess(work, key);
  if (!process) throw new DomainError('not_found', `There is no process “${key}”.`);
  demandVersion(expected, process.version);
  await settle(work, process);
  return process;
}

/** New tickets must know of it, and who waits for its instant must know the right one. */
async function changed(work: Work, process: Process): Promise<void> {
  const { nextFrom, nextBegun } = process;
  const waits = nextFrom != null && !nextBegun;
  send(work, 'rollout', process.id, { at: waits ? nextFrom.toISOString() : null });
  await touchConfiguration(work);
  await work.em.flush();
}

function clear(process: Process): void {
  process.nextVersion = null;
  process.nextFrom = null;
  process.nextShare = null;
  process.nextSetBy = null;
  process.nextBegun = false;
}

type Told = { readonly from: string | null; readonly share: number | null };

const wayOf = ({ nextFrom, nextShare }: Process): Told => ({
  from: nextFrom?.toISOString() ?? null,
  share: nextShare ?? null,
});

function changesIn(before: Told, after: Told) {
  const changes = {
    ...(before.from === after.from ? {} : { from: { before: before.from, after: after.from } }),
    ...(before.share === after.share
      ? {}
      : { share: { before: before.share, after: after.share } }),
  };
  return Object.keys(changes).length === 0 ? null : changes;
}
