/**
 * Messages, signals, steps and endings in any order and at the same time, over the real database: no message is lost and
 * none is heard twice, and who goes on listening hears every signal once.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DomainError } from '#domain/errors.ts';
import { cancelOpenRun } from '#domain/processes/operate-run.ts';
import type { Definition } from '#engine/definition.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';
import { createWorld, type World } from '../processes/world.ts';
import { caught, createPost, hearing, race } from './post.ts';

let test: TestApp;
let world: World;
let admin: Client;
let post: ReturnType<typeof createPost>;
beforeAll(async () => {
  test = await createTestApp();
  world = createWorld(test);
  admin = await test.signInAs('admin');
  post = createPost(test, world, admin);
  for (const definition of definitions) await world.publish(admin, definition);
});
afterAll(() => test.close());

const echo = { type: 'intermediateThrowEvent', message: { name: 'echo', value: 'variables.last' } };
const border = (event: object) => ({ type: 'boundaryEvent', attachedTo: 'work', ...event });
const letter = { message: { name: 'letter', into: 'last' } };
const news = { signal: { name: 'news', into: 'last' }, interrupting: false };

/** Each waits in another way; all say what they have heard. */
const definitions: readonly Definition[] = [
  hearing('staying', 'start > work > rest > end; told > echo > end; read > echo2 > end', {
    told: border({ ...letter, interrupting: false }),
    read: border(news),
    echo2: echo,
  }),
  hearing('called.off', 'start > work > rest > end; told > echo > rest', { told: border(letter) }),
  hearing('racing', 'start > race > m > echo > rest > end; race > n > echo', {
    race,
    m: caught('letter'),
    n: caught('parcel'),
  }),
  hearing('twice', 'start > m > echo > m2 > echo2 > end', {
    m: caught('letter'),
    m2: caught('letter'),
    echo2: echo,
  }),
].map((definition) => ({
  ...definition,
  elements: definition.elements.map((element) =>
    element.id === 'echo' ? { ...element, ...(echo as object) } : element,
  ),
}));

type Act =
  | { readonly type: 'start' | 'carry' | 'drive' | 'finish' | 'cancel'; readonly which: number }
  | { readonly type: 'letter' | 'parcel' | 'signal' }
  | { readonly type: 'during'; readonly which: number; readonly act: Act }
  | { readonly type: 'together'; readonly acts: readonly Act[] };

const which = fc.nat({ max: 11 });
const simple: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ type: fc.constantFrom('start', 'carry', 'drive', 'finish'), which }),
  fc.record({ type: fc.constantFrom('letter', 'parcel', 'letter', 'signal') }),
  fc.record({ type: fc.constant('cancel'), which }),
) as fc.Arbitrary<Act>;
const anyAct: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: simple },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('during'), which, act: simple }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('together'),
      acts: fc.array(simple, { minLength: 2, maxLength: 4 }),
    }),
  },
) as fc.Arbitrary<Act>;

let count = 0;
/** Runs that were neither finished nor cancelled by hand. */
const untouched = new Set<string>();
/** Who waited when each signal was given. */
const given = new Map<number, readonly string[]>();

async function play(runs: string[], act: Act): Promise<void> {
  const run = 'which' in act ? runs[act.which % Math.max(runs.length, 1)] : undefined;
  switch (act.type) {
    case 'start': {
      const definition = definitions[act.which % definitions.length];
      if (!definition) return;
      const { id } = await world.start(admin, definition.key);
      runs.push(id);
      untouched.add(id);
      return;
    }
    case 'letter':
    case 'parcel':
      await post.put(act.type, ++count);
      return;
    case 'signal': {
      const value = ++count;
      given.set(value, await post.waits('news'));
      await post.send('news', value, { kind: 'signal' });
      return;
    }
    case 'carry': {
      const waiting = await world.rows<{ target: string }>(
        `select target from outbox where kind = 'message' order by id desc limit 8`,
      );
      const one = waiting[act.which % Math.max(waiting.length, 1)];
      if (one) await post.carry(one.target);
      return;
    }
    case 'together':
      await Promise.all(act.acts.map((one) => play(runs, one)));
      return;
  }
  if (run === undefined) return;
  if (act.type === 'drive') await world.drive(run);
  if (act.type === 'finish') {
    untouched.delete(run);
    const [token, at] = [await post.tokenAt(run, 'work'), new Date().toISOString()];
    await world.send(run, { type: 'taskCompleted', token, at, outcome: null, values: {} });
  }
  if (act.type === 'cancel') {
    untouched.delete(run);
    await world
      .as(admin, (work) => cancelOpenRun(work, run, 'Not wanted.'))
      .catch((error: unknown) => {
        if (!(error instanceof DomainError)) throw error;
      });
  }
  if (act.type === 'during') {
    const acts = [act.act];
    const onStep = async () => {
      for (const one of acts.splice(0)) await play(runs, one);
      return true;
    };
    await world.drive(run, { onStep });
  }
}

/** Until nothing waits to be carried or taken in. */
async function comeToRest(): Promise<void> {
  for (let left = 1; left > 0; ) {
    const carried = await post.carryAll();
    const owing = await world.rows<{ id: string }>(
      `select id from run where ended_at is null and (step = 0 or last_message > applied_message or pending_events <> '[]')`,
    );
    for (const { id } of owing) await world.drive(id);
    left = carried + owing.length;
  }
}

async function endAll(): Promise<void> {
  const open = await world.rows<{ id: string }>('select id from run where ended_at is null');
  for (const { id } of open)
    await world.as(admin, (work) => cancelOpenRun(work, id, 'The play is over.'));
  untouched.clear();
  await comeToRest();
}

it('loses nothing and hears nothing twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyAct, { minLength: 4, maxLength: 16 }), async (acts) => {
      const runs: string[] = [];
      for (const act of [{ type: 'start', which: 0 }, ...acts] as const) await play(runs, act);
      await comeToRest();
      const wrong = await world.rows(
        `select name, state, value, heard from (
           select m.*, (select count(*)::int from message e where e.name = 'echo' and e.value = m.value) as heard
           from message m where name in ('letter', 'parcel')) m
         where state = 'sent' or heard <> case state when 'received' then 1 else 0 end`,
      );
      expect(wrong).toEqual([]);
      const missed = await world.rows(
        `select m.name from message m join subscription s on s.kind = m.kind and s.name = m.name and s.key is not distinct from m.key
           join run r on r.id = s.run_id where m.state = 'kept' and r.ended_at is null`,
      );
      expect(missed).toEqual([]);
      const told = await world.rows<{ value: number; run: string }>(
        `select m.value, v.actor_id as run from message m join event v on v.subject_id = m.id and v.type = 'message.sent' where m.name = 'echo'`,
      );
      const pairs = told.map(({ value, run }) => `${value} ${run}`);
      expect(new Set(pairs).size).toBe(pairs.length);
      const owed = [...given].flatMap(([value, waiting]) =>
        waiting.filter((run) => untouched.has(run)).map((run) => `${value} ${run}`),
      );
      expect(owed.filter((pair) => !pairs.includes(pair))).toEqual([]);
      await endAll();
    }),
    { numRuns: 25, endOnFailure: true },
  );
}, 180_000);
