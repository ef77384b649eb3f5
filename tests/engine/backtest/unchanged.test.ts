/** A process that has not been changed does with every ticket what it really did: whatever it is, and whoever answered when. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backtest } from '#engine/backtest/compare.ts';
import type { Happening } from '#engine/backtest/history.ts';
import { toPast } from '#engine/backtest/play.ts';
import type { Definition } from '#engine/definition.ts';
import type { Event } from '#engine/messages.ts';
import { portsOf } from '#engine/ports.ts';
import {
  A_REQUESTER,
  A_TICKET,
  beginScenario,
  inWeek,
  type Judge,
  Rehearsal,
} from '#engine/rehearsal/index.ts';
import type { Json, Token } from '#engine/state.ts';
import { judgeBy } from '#rules/judge.ts';
import { shippedRulesets } from '#rules/shipped/index.ts';
import { STORIES } from '../../scenarios/files.ts';
import { OFFICE } from '../../support/clock.ts';
import { slipped, structured } from '../../support/definitions.ts';
import { historyOf } from '../../support/history.ts';

const shipped = { judge: judgeBy(shippedRulesets), calendar: () => OFFICE };
/** Rules that know one thing more than the gateways do. */
const judge: Judge = { ...judgeBy([]), runRuleset: async () => ({ level: 'high' }) };
const setting = { judge, calendar: () => OFFICE };
const BEGIN = '2026-03-02T08:00:00.000Z';
const TURNS = 40;

describe('a process that has not been changed', () => {
  it.each(STORIES.map((story) => [story.title, story] as const))(
    '%s: goes the same way again',
    async (_, { definition, scenario }) => {
      const { rehearsal, happens, week } = await beginScenario(definition, scenario, shipped);
      const given = (scenario.given?.ticket ?? {}) as { [field: string]: Json };
      const ticket = { ...A_TICKET, ...inWeek(week, given) };
      const changes: Happening[] = [];
      for (const [index, happening] of scenario.happenings.entries()) {
        // Nobody does two things at the very same instant.
        await rehearsal.moveTo(later(rehearsal.at, 1_000));
        if (happening.type === 'change') {
          const set = inWeek(week, happening.set as { [field: string]: Json });
          changes.push({ kind: 'change', at: rehearsal.at, set });
        }
        await happens(index);
      }
      await rehearsal.moveTo(later(rehearsal.at, 1_000));
      if (rehearsal.state.status === 'running')
        await rehearsal.send({ type: 'cancelled', at: rehearsal.at, reason: 'Enough.' });
      const history = historyOf(rehearsal, { ticket, requester: A_REQUESTER }, changes);
      const result = await backtest(definition, toPast(definition, definition), history, shipped);
      const mended = scenario.happenings.some(({ type }) => type === 'move');
      expect(result.diverged?.reason ?? null).toBe(mended ? 'movedByHand' : null);
      expect(result.differences.filter(({ kind }) => kind === 'path')).toEqual([]);
      if (!mended) expect(result.paths.after).toEqual(result.paths.before);
    },
  );

  it('goes the same way again with any process, at any time', () =>
    fc.assert(
      fc.asyncProperty(structured, fc.infiniteStream(fc.nat()), async (definition, stream) => {
        const choose = (options: number): number => Number(stream.next().value) % options;
        const { rehearsal, ticket, changes } = await lived(definition, choose);
        const history = historyOf(rehearsal, { ticket, requester: {} }, changes);
        const result = await backtest(definition, toPast(definition, definition), history, setting);
        expect(result).toMatchObject({ result: 'same', differences: [], diverged: null });
        expect(result.waitedMs.after).toBe(result.waitedMs.before);
        expect(result.paths.after).toEqual(result.paths.before);
      }),
      { numRuns: 150 },
    ));
});

const later = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString();

describe('any draft, however wrong', () => {
  it('comes to a result with any past', () =>
    fc.assert(
      fc.asyncProperty(
        structured,
        slipped,
        fc.infiniteStream(fc.nat()),
        async (definition, draft, stream) => {
          const choose = (options: number): number => Number(stream.next().value) % options;
          const { rehearsal, ticket, changes } = await lived(definition, choose);
          const history = historyOf(rehearsal, { ticket, requester: {} }, changes);
          const { result, diverged } = await backtest(
            draft,
            toPast(draft, definition),
            history,
            setting,
          );
          expect(result === 'diverged').toBe(diverged !== null);
        },
      ),
      { numRuns: 100 },
    ));
});

type Choose = (options: number) => number;

/** Somebody works on it: answers, lets time pass, changes the ticket, and in the end has enough of it. */
async function lived(definition: Definition, choose: Choose) {
  const custom = Object.fromEntries(
    definition.elements.flatMap(({ id }) =>
      [0, 1, 2].map((way) => [way ? `${id}-${way}` : id, choose(3) === 0]),
    ),
  );
  const ticket = { custom, tags: ['a', 'b'], priority: 3 };
  const world = { judge, calendar: () => OFFICE, ticket, requester: {} };
  const rehearsal = new Rehearsal(definition, world, null, BEGIN);
  const changes: Happening[] = [];
  await rehearsal.start(definition.elements[0]?.id ?? '', {});
  for (let turn = 0; turn < TURNS && rehearsal.state.status === 'running'; turn += 1) {
    const pass = 1_000 * (1 + choose(5_000));
    await rehearsal.moveTo(later(rehearsal.at, pass));
    if (choose(4) === 0) {
      const set = { custom: { ...custom, [`e${choose(12)}`]: choose(2) === 0 } };
      changes.push({ kind: 'change', at: rehearsal.at, set });
      rehearsal.world.change(set);
    }
    const answers = rehearsal.tokens.flatMap((token) => answersTo(definition, token, rehearsal.at));
    const event = answers[choose(Math.max(1, answers.length))];
    if (rehearsal.state.status === 'running' && event) await rehearsal.send(event);
  }
  if (rehearsal.state.status === 'running')
    await rehearsal.send({ type: 'cancelled', at: rehearsal.at, reason: 'Enough.' });
  for (let turn = 0; turn < TURNS && rehearsal.state.status === 'running'; turn += 1)
    for (const event of rehearsal.tokens
      .flatMap((token) => answersTo(definition, token, rehearsal.at))
      .slice(0, 1))
      await rehearsal.send(event);
  return { rehearsal, ticket, changes };
}

function answersTo(
  definition: Definition,
  { id: token, element: id, wait }: Token,
  at: string,
): readonly Event[] {
  const element = definition.elements.find((one) => one.id === id);
  const of = { at, token };
  switch (wait.kind) {
    case 'task':
      return [
        {
          type: 'taskCompleted',
          ...of,
          outcome: (element && portsOf(element)[0]) ?? null,
          values: { seen: at },
        },
      ];
    case 'approval':
      return (['approved', 'rejected'] as const).map((outcome) => ({
        type: 'approvalDecided',
        ...of,
        outcome,
      }));
    case 'review':
      return (['approved', 'deferred'] as const).map((outcome) => ({
        type: 'reviewDecided',
        ...of,
        outcome,
      }));
    case 'call':
      return [{ type: 'callDone', ...of, variables: { answer: 1 } }];
    case 'called':
      return [{ type: 'runEnded', ...of, outcome: 'done', variables: {} }];
    case 'message':
      return [{ type: 'messageReceived', ...of, value: { on: at } }];
    case 'failed':
      return [{ type: 'skipped', ...of, outcome: null, reason: 'x' }];
    default:
      return [];
  }
}
