/** A round of votes against a model of it in a few lines: whatever people do, in whatever order, both come to the same. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { wantAgain } from '#domain/approvals/ask-again.ts';
import type { Decision } from '#engine/approval/tally.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';
import { createWorld, type World } from '../processes/world.ts';
import { createRounds, type Round, type Rounds } from './rounds.ts';

const NAMES = ['ann', 'ben', 'cyd'] as const;
type Name = (typeof NAMES)[number];
const NEEDED = 2;
const DUE_MINUTES = 60;
/** So that nothing falls due in the very minute in which it is looked at. */
const STEP_MINUTES = 25;

let test: TestApp;
let world: World;
let round: Rounds;
let people: Record<Name, Client>;
beforeAll(async () => {
  test = await createTestApp();
  world = createWorld(test);
  const admin = await test.signInAs('admin', { email: 'admin@example.test' });
  const requester = await test.signInAs('requester', { email: 'ravi@example.test' });
  const person = (name: Name) => test.signInAs([], { email: `${name}@example.test` });
  people = { ann: await person('ann'), ben: await person('ben'), cyd: await person('cyd') };
  round = createRounds({ test, world, admin, requester });
});
afterAll(() => test?.close());

type Model = {
  state: 'open' | 'approved' | 'rejected';
  round: number;
  minutes: number;
  votes: Map<Name, Decision>;
};

function settle(model: Model): void {
  const said = [...model.votes.values()];
  const yes = said.filter((one) => one === 'approve').length;
  if (yes >= NEEDED) model.state = 'approved';
  else if (yes + NAMES.length - said.length < NEEDED) model.state = 'rejected';
}

type Act =
  | { readonly kind: 'vote'; readonly who: Name; readonly decision: Decision }
  | { readonly kind: 'again'; readonly who: Name }
  | { readonly kind: 'wait' };

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('vote' as const),
      who: fc.constantFrom(...NAMES),
      decision: fc.constantFrom<Decision>('approve', 'reject', 'abstain'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('again' as const), who: fc.constantFrom(...NAMES) }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'wait' as const }) },
);

/** What the model comes to, and whether it lets this be done. */
function expected(model: Model, one: Act): boolean {
  if (one.kind === 'wait') {
    model.minutes += STEP_MINUTES;
    if (model.state === 'open' && model.minutes > DUE_MINUTES) model.state = 'rejected';
    return true;
  }
  if (model.state !== 'open') return false;
  if (one.kind === 'again') {
    if (!model.votes.has(one.who)) return false;
    Object.assign(model, { round: model.round + 1, minutes: 0, votes: new Map() });
    return true;
  }
  if (model.votes.has(one.who)) return false;
  model.votes.set(one.who, one.decision);
  settle(model);
  return true;
}

async function really(asked: Round, one: Act): Promise<boolean> {
  if (one.kind === 'wait') {
    test.advance(STEP_MINUTES * 60_000);
    await asked.due();
    return true;
  }
  const done =
    one.kind === 'vote'
      ? asked.vote(people[one.who], one.decision)
      : world.as(people[one.who], (work, principal) =>
          wantAgain(work, principal, asked.id, 'Once more'),
        );
  return done.then(
    () => true,
    (error: { code?: string }) => {
      expect(['already_voted', 'approval_not_open', 'not_permitted']).toContain(error.code);
      return false;
    },
  );
}

it('comes to what its model comes to, and lets nobody do what the model does not', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 12 }), async (acts) => {
      const asked = await round({
        mode: 'nOfM',
        needed: NEEDED,
        due: { minutes: DUE_MINUTES },
        late: { outcome: 'rejected' },
        approvers: NAMES.map((name) => ({ user: `${name}@example.test` })),
      });
      const model: Model = { state: 'open', round: 1, minutes: 0, votes: new Map() };
      for (const one of acts) {
        const may = expected(model, one);
        expect([one, await really(asked, one)]).toEqual([one, may]);
        const [row] = await world.rows<{ state: string; round: number }>(
          'select state, round from approval where id = ?',
          [asked.id],
        );
        expect(row).toEqual({ state: model.state, round: model.round });
        expect(await asked.messages()).toEqual(model.state === 'open' ? [] : [model.state]);
      }
    }),
    { numRuns: 25 },
  );
}, 60_000);
