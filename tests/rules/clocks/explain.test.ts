/** What is explained about policies is what holds: the verdicts are held to the choice, for any policies and tickets. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { subjectOf } from '#engine/clocks/measures.ts';
import type { ClockPolicy } from '#engine/clocks/policy.ts';
import { choosePolicies } from '#rules/clocks/decide.ts';
import { explainPolicies } from '#rules/clocks/explain.ts';
import { policyOf } from '#tests/support/policies.ts';

const TODAY = '2027-03-01';
const SUBJECTS = ['ticket', 'task', 'approval'] as const;
const QUEUES = ['network', 'hardware'] as const;

const whens = fc.option(
  fc
    .constantFrom(...QUEUES)
    .map((value) => ({ fact: 'ticket.queue', operator: 'equal', value }) as const),
  { nil: undefined },
);
const policies: fc.Arbitrary<ClockPolicy[]> = fc
  .array(
    fc.record(
      {
        kind: fc.constantFrom('sla', 'ola'),
        measures: fc.constantFrom('resolution', 'firstResponse', 'task', 'custom'),
        ticketTypes: fc.constantFrom(['incident'], ['change'], ['incident', 'change']),
        when: whens,
        active: fc.constantFrom(true, false),
        beside: fc.boolean(),
        validFrom: fc.constantFrom('2027-01-01', '2027-06-01'),
        validUntil: fc.constantFrom('2027-02-01', '2027-12-31'),
        priorities: fc.option(fc.constantFrom([1], [2, 3]), { nil: undefined }),
        only: whens,
      },
      { requiredKeys: ['kind', 'measures', 'ticketTypes'] },
    ),
    { maxLength: 8 },
  )
  .map((drawn) =>
    drawn.map(({ priorities, only, ticketTypes, ...more }, index) =>
      policyOf(`p${index}`, ticketTypes as ClockPolicy['ticketTypes'], 60, {
        ...(more as Partial<ClockPolicy>),
        targets: [
          {
            id: 'only',
            within: { hours: 1 },
            ...(priorities ? { priorities } : {}),
            ...(only ? { when: only } : {}),
          },
        ],
      }),
    ),
  );
const tickets = fc.record({
  type: fc.constantFrom('incident', 'change'),
  priority: fc.integer({ min: 1, max: 4 }),
  queue: fc.constantFrom(...QUEUES, null),
});

describe('explaining which policy holds', () => {
  it('says “holds” of those that are chosen, “later” and “no target” of those that lost, and a reason of all others', async () => {
    await fc.assert(
      fc.asyncProperty(policies, tickets, async (all, ticket) => {
        const facts = { ticket };
        const choices = SUBJECTS.flatMap((subject) => choosePolicies(all, subject, facts, TODAY));
        const said = new Map(
          (await explainPolicies(all, facts, TODAY)).map((one) => [one.policy.key, one]),
        );
        expect([...said.values()].filter(({ verdict }) => verdict === 'holds').length).toBe(
          choices.length,
        );
        for (const { policy, target, track, lost } of choices) {
          expect(said.get(policy.key)).toMatchObject({
            verdict: 'holds',
            holder: policy.key,
            target,
            track,
            subject: subjectOf(policy),
          });
          for (const loss of lost)
            expect(said.get(loss.policy)).toMatchObject({
              verdict: loss.reason,
              holder: policy.key,
            });
        }
        for (const { verdict, when, targets } of said.values()) {
          if (verdict === 'unmet') expect(when?.result).toBe(false);
          if (verdict === 'noTarget') expect(targets.some(({ fits }) => fits)).toBe(false);
        }
      }),
    );
  });
});
