/**
 * Makes a scenario of what has happened to a run: what it began with, what people and the world did, and as its trace what the
 * rehearsal of the run's own version then says. What people have said in it is made up (`made-up.ts`). Told in days of a week, if the rehearsal goes the way the run went, so that it
 * means the same at any time; else in instants.
 */

import type { Definition } from '#engine/definition.ts';
import { startOf } from '#engine/graph/start-of.ts';
import type { JsonObject } from '#engine/json.ts';
import type { StartedEvent } from '#engine/messages.ts';
import {
  type Given,
  type Happening,
  playScenario,
  RehearsalProblem,
  type Scenario,
  type Setting,
  Week,
} from '#engine/rehearsal/index.ts';
import { invalid } from '../errors.ts';
import { unplayableIn } from '../processes/check-scenario.ts';
import { definitionOf } from '../processes/definitions.ts';
import type { RunRecord } from '../processes/read-runs.ts';
import { settingOf } from '../processes/setting.ts';
import type { Work } from '../work.ts';
import { happenedTo } from './happened.ts';
import { SCENARIO_BYTES_MAX } from './keep.ts';
import { knownWords } from './known-words.ts';
import { createInventor } from './made-up.ts';
import type { Occurrence, Stay } from './occurrence.ts';
import { EVENTS_MAX, type IsOver } from './play.ts';
import { ticketThen } from './ticket-then.ts';

const HAPPENINGS_MAX = 500;

export type ToldRun = {
  readonly scenario: Scenario;
  readonly version: number;
  /** The first element, from 0, that the run and its rehearsal did not enter alike; null where all is alike. */
  readonly differs: {
    readonly place: number;
    readonly run: string | null;
    readonly rehearsed: string | null;
  } | null;
};

type Story = {
  readonly name: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly given: Omit<Given, 'at'>;
  readonly occurrences: readonly Occurrence[];
  readonly path: readonly string[];
};

/** @throws DomainError invalid_input where it cannot be told or not be played, with why */
export async function scenarioOfRun(
  work: Work,
  run: RunRecord,
  name: string,
  isOver: IsOver,
): Promise<ToldRun> {
  const definition = await definitionOf(work, run.processId, run.version);
  const setting = await settingOf(work, definition, { events: EVENTS_MAX, isOver });
  const story = await storyOf(work, run, name, definition);
  const week = new Week(setting.calendar(undefined)?.timeZone ?? 'UTC', story.startedAt);
  const spoken = await rehearse(definition, story, setting, (at) => week.spoken(at));
  const told =
    'scenario' in spoken && spoken.differs === null
      ? spoken
      : await rehearse(definition, story, setting, (at) => at);
  const best = 'scenario' in told && told.differs === null ? told : spoken;
  const { version } = run;
  if ('scenario' in best) return { ...best, version };
  if ('scenario' in told) return { ...told, version };
  return invalid('/runId', `cannot be told as a scenario: ${best.problem}`);
}

async function storyOf(
  work: Work,
  run: RunRecord,
  name: string,
  definition: Definition,
): Promise<Story> {
  const [row] = await work.em.execute<{ start: StartedEvent; stays: Stay[] }[]>(
    `select start_event as start, (select coalesce(jsonb_agg(jsonb_build_object('token', token, 'element', element, 'enteredAt', entered_at) order by ord), '[]') from run_element where run_id = r.id) as stays
     from run r where r.id = ?`,
    [run.id],
  );
  const { start, stays = [] } = row ?? {};
  if (!start || stays.length === 0) return invalid('/runId', 'has not begun yet.');
  const startedAt = new Date(start.at).toISOString();
  const { occurrences, failing } = await happenedTo(work, run.id, definition, stays);
  const then =
    run.ticket === null ? null : await ticketThen(work, run.ticket.id, { id: run.id, startedAt });
  const last = run.endedAt ?? stays.at(-1)?.enteredAt ?? startedAt;
  const item = then?.ticket.catalogItem;
  const words = await knownWords(work, definition, typeof item === 'string' ? item : null);
  const madeUp = createInventor(words);
  return {
    name,
    startedAt,
    endedAt: new Date(last).toISOString(),
    given: {
      ...(start.start === startOf(definition, 'manual') ? {} : { start: start.start }),
      // Who asked for it is the first person there is.
      ...(then === null
        ? {}
        : { requester: madeUp.requester(then.requester), ticket: madeUp.ticket(then.ticket) }),
      ...(isEmpty(start.variables) ? {} : { variables: madeUp.json(start.variables) }),
      ...(isEmpty(failing) ? {} : { failing }),
    },
    occurrences: merged(then?.changes ?? [], occurrences).map(({ at, happening }) => ({
      at,
      happening: madeUp.happening(happening),
    })),
    path: stays.map(({ element }) => element),
  };
}

type Rehearsed = Omit<ToldRun, 'version'> | { readonly problem: string };

async function rehearse(
  definition: Definition,
  story: Story,
  setting: Setting,
  speak: (at: string) => string,
): Promise<Rehearsed> {
  const first = await attempt(definition, story, tell(story, speak), setting);
  const isShort = 'scenario' in first && first.differs !== null && first.differs.rehearsed === null;
  if (!isShort) return first;
  // What was left to come came by itself.
  const { startedAt, endedAt, occurrences } = story;
  const moment = speak(endedAt);
  if (moment === speak(occurrences.at(-1)?.at ?? startedAt)) return first;
  const told = tell(story, speak);
  const waited: Happening = { type: 'waitUntil', moment };
  return attempt(definition, story, { ...told, happenings: [...told.happenings, waited] }, setting);
}

async function attempt(
  definition: Definition,
  { path }: Story,
  told: Scenario,
  setting: Setting,
): Promise<Rehearsed> {
  const { length } = told.happenings;
  if (length > HAPPENINGS_MAX)
    return { problem: `${length} things happened to it, and a scenario has ${HAPPENINGS_MAX}.` };
  const [wrong] = unplayableIn(told, definition);
  if (wrong) return { problem: `${wrong.pointer}: ${wrong.detail}` };
  try {
    const { rehearsal } = await playScenario(definition, told, setting);
    const scenario = { ...told, trace: [...rehearsal.trace] };
    const bytes = Buffer.byteLength(JSON.stringify(scenario));
    if (bytes > SCENARIO_BYTES_MAX)
      return { problem: `it comes to ${bytes} bytes, and at most ${SCENARIO_BYTES_MAX} are kept.` };
    const rehearsed = rehearsal.commands.flatMap((command) =>
      command.type === 'entered' ? [command.element] : [],
    );
    return { scenario, differs: firstDifference(path, rehearsed) };
  } catch (error) {
    if (error instanceof RehearsalProblem) return { problem: error.message };
    throw error;
  }
}

function tell(
  { name, startedAt, given, occurrences }: Story,
  speak: (at: string) => string,
): Scenario {
  const happenings: Happening[] = [];
  let now = speak(startedAt);
  const at = now;
  for (const occurrence of occurrences) {
    const moment = speak(occurrence.at);
    if (moment !== now && occurrence.happening.type !== 'fail') {
      happenings.push({ type: 'waitUntil', moment });
      now = moment;
    }
    happenings.push(occurrence.happening);
  }
  return { name, given: { at, ...given }, happenings };
}

function firstDifference(
  path: readonly string[],
  rehearsed: readonly string[],
): ToldRun['differs'] {
  const length = Math.max(path.length, rehearsed.length);
  for (let place = 0; place < length; place += 1)
    if (path[place] !== rehearsed[place])
      return { place, run: path[place] ?? null, rehearsed: rehearsed[place] ?? null };
  return null;
}

/** A change of the ticket comes before what it brings about in the same moment. */
const merged = (
  changes: readonly Occurrence[],
  occurrences: readonly Occurrence[],
): readonly Occurrence[] =>
  [...changes, ...occurrences].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));

const isEmpty = (values: JsonObject): boolean => Object.keys(values).length === 0;
