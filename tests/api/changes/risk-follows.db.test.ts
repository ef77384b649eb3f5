/** A change whose risk the tenant’s own rules take from when it is, of which kind, or in how many steps: just that moves while it is being approved. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deliverMessage } from '#domain/correlation/deliver-message.ts';
import { type ChangeWorld, createChangeWorld, done, NOW, type Opened } from './change-world.ts';

const DAY = 24 * 3_600_000;
const at = (days: number): string => new Date(NOW + days * DAY).toISOString();
const PLAN = { kind: 'normal', plannedFrom: at(1), plannedTo: at(2) };
const STEP = { title: 'Put the new one there', undo: 'Put the old one back' };

/** What the rule looks at, when it holds, and the one thing that comes to it. */
const CASES = [
  ['when it begins', 'plannedFrom', { operator: 'lessThan', value: at(1) }, { plannedFrom: at(0) }],
  ['when it ends', 'plannedTo', { operator: 'greaterThan', value: at(2) }, { plannedTo: at(3) }],
  ['its kind', 'kind', { operator: 'equal', value: 'emergency' }, { kind: 'emergency' }],
  ['its steps', 'steps', { operator: 'isNotEmpty' }, { steps: [STEP] }],
] as const;

let own: ChangeWorld;
let ruleset: { readonly rules: readonly object[] };
beforeAll(async () => {
  own = await createChangeWorld({ now: NOW });
  // Of another kind other questions are asked, and these alone would have it assessed anew.
  await done(own.admin.put('/change-questions', { questions: [] }));
  ({ ruleset } = await done<{ ruleset: typeof ruleset }>(
    own.admin.get('/rulesets/change-risk-points'),
  ));
});
afterAll(() => own.close());

const rule = (condition: object): Promise<object> =>
  done(
    own.admin.put('/rulesets/change-risk-points', {
      ...ruleset,
      rules: [
        ...ruleset.rules,
        { id: 'own', name: 'Our own', conditions: { all: [condition] }, set: { points: 50 } },
      ],
    }),
  );
const planned = ({ number }: Opened, patch: object) =>
  done(own.agent.patch(`/changes/${number}`, patch));
const elementsAsked = async (change: Opened) =>
  (await own.asked(change)).map(({ element }) => element);

/** Carries what was said of it to its process, which goes on. Returns how much that was. */
async function heard(change: Opened): Promise<number> {
  const messages = await own.world.rows<{ id: string }>(
    "select id from message where name = 'change.weighed' and key = ? and state = 'sent'",
    [change.number],
  );
  for (const { id } of messages)
    await deliverMessage(own.test.store, { tenantId: own.test.tenant.id, id });
  await own.driven(change);
  return messages.length;
}

describe.each(CASES)('a risk that hangs on %s', (_, fact, holds, move) => {
  let change: Opened;
  beforeEach(async () => {
    await rule({ fact: `ticket.change.${fact}`, ...holds });
    change = await own.opened(PLAN, { impact: 2, urgency: 2 });
  });

  it('is assessed anew when just that moves, and asks for a stricter approval', async () => {
    await own.driven(change);
    expect(await elementsAsked(change)).toEqual(['cab-approval']);
    await planned(change, move);
    expect(await heard(change)).toBe(1);
    expect(await elementsAsked(change)).toEqual(['board-approval']);
    const { risk, riskBy } = (await own.agent.get(`/changes/${change.number}`)).json();
    expect([risk, riskBy]).toEqual(['high', 'rules']);
  });

  it('stays as it was assessed where what the rules say of it is the same', async () => {
    await rule({ fact: 'ticket.title', operator: 'equal', value: 'Something else' });
    await own.driven(change);
    await planned(change, move);
    expect(await heard(change)).toBe(0);
    expect(await elementsAsked(change)).toEqual(['cab-approval']);
  });
});
