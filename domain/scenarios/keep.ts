/**
 * Keeps, changes and removes scenarios of a process. One that the present draft cannot play is kept all the same: the draft
 * may be what is changed next. Whoever writes waits for whoever publishes, so that a publication knows all it has to pass.
 */
import type { Scenario } from '#engine/rehearsal/index.ts';
import { DomainError, invalid } from '../errors.ts';
import { changesBetween } from '../events/changes.ts';
import type { Change } from '../events/event.ts';
import { record } from '../events/record.ts';
import { newId } from '../ids.ts';
import { readScenario } from '../processes/check-scenario.ts';
import { lockProcess } from '../processes/lock-process.ts';
import type { Process } from '../processes/process.ts';
import { demandVersion } from '../version.ts';
import type { Work } from '../work.ts';
import { KeptScenario } from './kept-scenario.ts';
import { noScenario } from './read.ts';

/** More would make publishing slow, and nobody would look through them. */
export const SCENARIOS_MAX = 200;
export const SCENARIO_BYTES_MAX = 100_000;

type Told = { readonly scenario: unknown; readonly required: boolean };

/** @throws DomainError not_found, invalid_input, already_exists */
export async function keepScenario(work: Work, key: string, told: Told): Promise<string> {
  const scenario = demandKeepable(told.scenario, key);
  const process = await processOf(work, key);
  const known = await work.em.count(KeptScenario, { processId: process.id });
  if (known >= SCENARIOS_MAX)
    invalid('', `A process keeps at most ${SCENARIOS_MAX} scenarios. Remove one first.`);
  await demandFree(work, process, scenario.name);
  return addScenario(work, process, scenario, told.required);
}

/** Of a process that is locked, or new. */
export async function addScenario(
  work: Work,
  process: Process,
  scenario: Scenario,
  required: boolean,
): Promise<string> {
  const author = authorOf(work);
  const kept = work.em.create(
    KeptScenario,
    {
      id: newId(),
      tenantId: work.tenantId,
      processId: process.id,
      name: scenario.name,
      scenario,
      required,
      createdBy: author,
      updatedBy: author,
      createdAt: work.now,
      updatedAt: work.now,
      version: 1,
    },
    { persist: true },
  );
  await tell(work, 'process.scenarioKept', process, kept, {
    name: { before: null, after: kept.name },
    required: { before: null, after: required },
    scenario: { before: null, after: scenario },
  });
  await work.em.flush();
  return kept.id;
}

/** @throws DomainError not_found, invalid_input, already_exists, stale_version */
export async function changeScenario(
  work: Work,
  key: string,
  id: string,
  told: Told,
  expected?: number,
): Promise<void> {
  const scenario = demandKeepable(told.scenario, key);
  const { process, kept } = await keptOf(work, key, id, expected);
  const { required } = told;
  const { name } = scenario;
  const changes = changesBetween(
    { name: kept.name, required: kept.required, scenario: kept.scenario },
    { name, required, scenario },
  );
  if (Object.keys(changes).length === 0) return;
  if (name !== kept.name) await demandFree(work, process, name);
  Object.assign(kept, { name, required, scenario, updatedAt: work.now, updatedBy: authorOf(work) });
  await tell(work, 'process.scenarioChanged', process, kept, changes);
  await work.em.flush();
}

/** @throws DomainError not_found, stale_version */
export async function removeScenario(
  work: Work,
  key: string,
  id: string,
  expected?: number,
): Promise<void> {
  const { process, kept } = await keptOf(work, key, id, expected);
  work.em.remove(kept);
  await tell(work, 'process.scenarioRemoved', process, kept, {
    name: { before: kept.name, after: null },
    required: { before: kept.required, after: null },
    scenario: { before: kept.scenario, after: null },
  });
}

/** A scenario may tell of people, and events are for ever: what it says lies sealed beside them, under its author's key. */
async function tell(
  work: Work,
  type: string,
  process: Process,
  { id, name }: KeptScenario,
  { scenario, ...changes }: Readonly<Record<string, Change>>,
): Promise<void> {
  const author = authorOf(work);
  await record(work, {
    type,
    subject: { kind: 'process', id: process.id },
    changes,
    data: { key: process.key, scenario: id, name },
    ...(author === null || scenario === undefined
      ? {}
      : { personal: { personId: author, fields: { scenario } } }),
  });
}

/** @throws DomainError invalid_input, with a pointer to each mistake */
function demandKeepable(value: unknown, key: string): Scenario {
  const scenario = below('/scenario', () => readScenario(value));
  const { name, process } = scenario;
  if (name.trim() === '') invalid('/scenario/name', 'must say something.');
  if (process !== undefined && process !== key)
    invalid('/scenario/process', `must be “${key}”, or be left out.`);
  const bytes = Buffer.byteLength(JSON.stringify(scenario));
  if (bytes > SCENARIO_BYTES_MAX)
    invalid('/scenario', `has ${bytes} bytes; at most ${SCENARIO_BYTES_MAX} are kept.`);
  return scenario;
}

/** Its pointers go on from this one. */
function below<T>(pointer: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const errors = error.errors.map((one) => ({ ...one, pointer: `${pointer}${one.pointer}` }));
    throw new DomainError(error.code, error.message, { errors, cause: error });
  }
}

async function demandFree(work: Work, process: Process, name: string): Promise<void> {
  if (!(await work.em.findOne(KeptScenario, { processId: process.id, name }))) return;
  throw new DomainError('already_exists', `“${process.name}” has a scenario “${name}” already.`, {
    errors: [{ pointer: '/scenario/name', detail: 'is taken by another scenario of the process.' }],
  });
}

async function keptOf(work: Work, key: string, id: string, expected: number | undefined) {
  const process = await processOf(work, key);
  const kept = await work.em.findOne(KeptScenario, { id, processId: process.id });
  if (!kept) throw noScenario(key);
  demandVersion(expected, kept.version);
  return { process, kept };
}

async function processOf(work: Work, key: string): Promise<Process> {
  const process = await lockProcess(work, key);
  if (!process) throw new DomainError('not_found', `There is no process “${key}”.`);
  return process;
}

const authorOf = ({ actor }: Work): string | null => (actor.kind === 'person' ? actor.id : null);
