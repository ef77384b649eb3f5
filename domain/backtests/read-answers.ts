/** What people, calls and called processes answered, by the token that waited for it. */
import type { Answer, Stay } from '#engine/backtest/history.ts';
import type { Definition } from '#engine/definition.ts';
import { graphOf } from '#engine/graph.ts';
import type { Json } from '#engine/json.ts';
import { marks } from '../tickets/sql.ts';
import type { Work } from '../work.ts';
import type { EventRow } from './read-events.ts';
import type { RunRow } from './read-history.ts';

export type StayRow = {
  readonly run_id: string;
  readonly token: string;
  readonly element: string;
  readonly flow: string | null;
  readonly outcome: string | null;
  readonly failed: boolean;
  readonly entered_at: string;
  readonly left_at: string | null;
};

type Values = { readonly [name: string]: Json };
export type Answers = ReadonlyMap<string, Answer>;
type Stays = ReadonlyMap<string, readonly StayRow[]>;

/** Tries of one call that are looked for. */
const TRIES = 10;

const place = (run: string, token: string): string => `${run}:${token}`;

export const staysOf = (rows: readonly StayRow[], answers: Answers): readonly Stay[] =>
  rows.map(({ run_id, token, element, flow, outcome, entered_at, left_at }) => {
    const answer = answers.get(place(run_id, token));
    const stay = {
      element,
      flow,
      outcome,
      enteredAt: new Date(entered_at).toISOString(),
      leftAt: left_at === null ? null : new Date(left_at).toISOString(),
    };
    return answer ? { ...stay, answer } : stay;
  });

export async function answersOf(
  work: Work,
  runs: readonly RunRow[],
  stays: Stays,
  versions: ReadonlyMap<number, Definition>,
): Promise<Answers> {
  const answers = new Map<string, Answer>();
  const given = (
    rows: readonly { readonly run: string; readonly token: string; readonly answer: Answer }[],
  ) => {
    for (const { run, token, answer } of rows) answers.set(place(run, token), answer);
  };
  const ids = runs.map(({ id }) => id);
  given(await votesAndWork(work, ids, stays));
  given(await returned(work, ids));
  given(await called(work, runs, stays, versions));
  return answers;
}

/** With what operators did by hand to this run, and what failed and was caught by the process itself. */
export function withMended(
  run: string,
  events: readonly EventRow[],
  stays: readonly StayRow[],
  known: Answers,
): Answers {
  const more = mended(run, events, stays, known);
  if (more.length === 0) return known;
  return new Map([...known, ...more.map((one) => [place(run, one.token), one.answer] as const)]);
}

type Given = { readonly run: string; readonly token: string; readonly answer: Answer };

async function votesAndWork(work: Work, ids: readonly string[], stays: Stays): Promise<Given[]> {
  const rows = await work.em.execute<
    {
      kind: string;
      run_id: string;
      token: string;
      outcome: string;
      values: Values | null;
      at: string;
    }[]
  >(
    `select 'task' as kind, run_id, token, outcome, "values", to_json(completed_at) #>> '{}' as at from task
       where state = 'completed' and run_id in (${marks(ids)})
     union all select 'approval', run_id, token, state, null, to_json(decided_at) #>> '{}' from approval
       where state in ('approved', 'rejected', 'timedOut') and run_id in (${marks(ids)})
     union all select 'review', run_id, token, state, null, to_json(decided_at) #>> '{}' from cab_review
       where state in ('approved', 'rejected', 'deferred') and run_id in (${marks(ids)})`,
    [...ids, ...ids, ...ids],
  );
  const left = new Map(
    [...stays.values()].flat().map((stay) => [place(stay.run_id, stay.token), stay]),
  );
  return rows.flatMap(({ kind, run_id, token, outcome, values, at }): Given[] => {
    const stay = left.get(place(run_id, token));
    // What came when its run had gone on already changed nothing.
    if (stay?.outcome !== outcome && !isAt(stay?.left_at, at)) return [];
    const answer: Answer =
      kind === 'task'
        ? { kind: 'task', outcome, values: values ?? {} }
        : { kind: kind as 'approval' | 'review', outcome: outcome as 'approved' };
    return [{ run: run_id, token, answer }];
  });
}

const isAt = (one: string | null | undefined, other: string): boolean =>
  one != null && Date.parse(one) === Date.parse(other);

async function returned(work: Work, ids: readonly string[]): Promise<Given[]> {
  const rows = await work.em.execute<
    { run_id: string; token: string; outcome: string | null; variables: Values }[]
  >(
    `select parent_run_id as run_id, parent_token as token, outcome, coalesce(engine_state -> 'variables', '{}') as variables
     from run where parent_run_id in (${marks(ids)}) and state = 'completed' order by started_at`,
    [...ids],
  );
  return rows.map(({ run_id, token, outcome, variables }) => ({
    run: run_id,
    token,
    answer: { kind: 'called', outcome, variables },
  }));
}

async function called(
  work: Work,
  runs: readonly RunRow[],
  stays: Stays,
  versions: ReadonlyMap<number, Definition>,
): Promise<Given[]> {
  const callsOf = ({ id, version }: RunRow) => {
    const elements = versions.get(version) && graphOf(versions.get(version) as Definition).elements;
    return (stays.get(id) ?? []).filter((stay) => {
      const element = elements?.get(stay.element);
      return element?.type === 'serviceTask' && element.action.type === 'httpRequest';
    });
  };
  const calls = runs.flatMap(callsOf);
  if (calls.length === 0) return [];
  const tries = Array.from({ length: TRIES }, (_, index) => index + 1);
  const keys = calls.flatMap(({ run_id, token }) =>
    tries.map((one) => `${place(run_id, token)}:${one}`),
  );
  const rows = await work.em.execute<{ key: string; result: Values | null }[]>(
    `select key, result from effect where tenant_id = current_tenant()
       and key in (select value from jsonb_array_elements_text(?)) order by key`,
    [JSON.stringify(keys)],
  );
  return rows.map(({ key, result }) => {
    const [run = '', token = ''] = key.split(':');
    return { run, token, answer: { kind: 'call', variables: result ?? {} } };
  });
}

function mended(
  run: string,
  events: readonly EventRow[],
  stays: readonly StayRow[],
  known: Answers,
): Given[] {
  const thrown = new Set<string>();
  return events.flatMap(({ type, data }): Given[] => {
    const { kind, token, outcome, element, code, message } = data;
    if (type === 'run.repairRequested' && typeof token === 'string') {
      if (kind === 'skip')
        return [
          {
            run,
            token,
            answer: { kind: 'skipped', outcome: typeof outcome === 'string' ? outcome : null },
          },
        ];
      if (kind === 'move') return [{ run, token, answer: { kind: 'moved' } }];
    }
    if (type !== 'run.errorThrown') return [];
    const stay = stays.find(
      (one) =>
        one.element === element && !known.has(place(run, one.token)) && !thrown.has(one.token),
    );
    if (!stay) return [];
    thrown.add(stay.token);
    const answer: Answer = { kind: 'broken', code: String(code), message: String(message ?? '') };
    return [{ run, token: stay.token, answer }];
  });
}
