/** What holds for every process and every order of events. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Definition } from '#engine/definition.ts';
import { advance } from '#engine/interpreter.ts';
import { lint } from '#engine/lint/index.ts';
import type { Command, Event, Step } from '#engine/messages.ts';
import { keyOf } from '#engine/soundness/marking.ts';
import { prove, proveFrom } from '#engine/soundness/prove.ts';
import { MAX_TOKENS, MAX_VISITS, type State } from '#engine/state.ts';
import { beside, slipped, structured } from '../support/definitions.ts';
import { answersIn, begin, explore, type Played, play } from '../support/play.ts';
import { process } from '../support/process.ts';

/** Without loops that never wait: those only play against the limits, thousands of tokens a step. */
const waiting = slipped.filter((one) => !lint(one).some(({ rule }) => rule === 'gateway-cycle'));
const anyDefinition = fc.oneof(structured, waiting);
const RUNS = { numRuns: 60 };
const choices = fc.infiniteStream(fc.nat());
const played = (definition: Definition, stream: Iterator<number>): Played =>
  play(definition, (options) => Number(stream.next().value) % options, 40);

/** The same state as a database might give it back: copied, and its names in another order. */
function carried(state: State): State {
  const turned = { ...state, tokens: Object.fromEntries(Object.entries(state.tokens).reverse()) };
  return JSON.parse(JSON.stringify(turned)) as State;
}

function closed(commands: readonly Command[]): ReadonlySet<string> {
  return new Set(
    commands.flatMap((command) =>
      command.type === 'left' || command.type === 'withdraw' ? [command.token] : [],
    ),
  );
}

describe('any run', () => {
  it('is the same after its state was carried through JSON', () =>
    fc.assert(
      fc.property(anyDefinition, choices, (definition, stream) => {
        const { events, steps } = played(definition, stream);
        for (const [index, event] of events.entries()) {
          const before = steps[index]?.state;
          if (!before) continue;
          expect(carried(before)).toEqual(before);
          expect(advance(definition, carried(before), event)).toEqual(steps[index + 1]);
        }
      }),
      RUNS,
    ));

  it('is the same for the same events', () =>
    fc.assert(
      fc.property(anyDefinition, choices, (definition, stream) => {
        const { events, steps } = played(definition, stream);
        const copy = JSON.parse(JSON.stringify(definition)) as Definition;
        const again: Step[] = [begin(copy)];
        for (const event of events) again.push(advance(copy, again.at(-1)?.state as State, event));
        expect(again).toEqual(steps);
      }),
      RUNS,
    ));

  it('neither makes nor loses a token: what has entered is there or was closed, once', () =>
    fc.assert(
      fc.property(anyDefinition, choices, (definition, stream) => {
        const { steps } = played(definition, stream);
        const there = new Set<string>();
        const gone = new Set<string>();
        for (const { state, commands } of steps) {
          for (const command of commands) {
            if (command.type !== 'entered') continue;
            expect(there.has(command.token) || gone.has(command.token)).toBe(false);
            there.add(command.token);
          }
          for (const token of closed(commands)) {
            expect(there.delete(token)).toBe(true);
            gone.add(token);
          }
          expect(new Set(Object.keys(state.tokens))).toEqual(there);
        }
      }),
      RUNS,
    ));

  it('keeps its limits and rests: every token waits for something, and a run without tokens has ended', () =>
    fc.assert(
      fc.property(anyDefinition, choices, (definition, stream) => {
        for (const { state, commands } of played(definition, stream).steps) {
          const tokens = Object.values(state.tokens);
          const moving = tokens.filter(
            ({ guards, listens, wait }) =>
              !(guards || listens || (wait.kind === 'failed' && wait.code === 'token_limit')),
          );
          expect(moving.length).toBeLessThanOrEqual(MAX_TOKENS);
          for (const count of Object.values(state.visits)) {
            expect(count).toBeLessThanOrEqual(MAX_VISITS + MAX_TOKENS);
          }
          expect(tokens.length === 0).toBe(state.status === 'completed');
          expect(commands.some(({ type }) => type === 'ended')).toBe(state.status === 'completed');
          const isStuck = tokens.length > 0 && tokens.every(({ wait }) => wait.kind === 'join');
          expect(isStuck).toBe(false);
        }
      }),
      RUNS,
    ));

  it('can be cancelled anywhere, and then holds nothing', () =>
    fc.assert(
      fc.property(anyDefinition, choices, (definition, stream) => {
        const { state } = play(definition, (options) => Number(stream.next().value) % options, 5);
        if (state.status !== 'running') return;
        const { commands, state: over } = advance(definition, state, {
          type: 'cancelled',
          at: '2026-03-03T08:00:00.000Z',
          reason: 'enough',
        });
        expect(closed(commands)).toEqual(new Set(Object.keys(state.tokens)));
        expect(over.tokens).toEqual({});
      }),
      RUNS,
    ));
});

describe('a process made of blocks', () => {
  it('has no errors, and its runs never fail', () =>
    fc.assert(
      fc.property(structured, choices, (definition, stream) => {
        const errors = lint(definition).filter(({ level }) => level === 'error');
        // A loop around nothing but choices never waits in itself; the blocks always put a task into it.
        expect(errors).toEqual([]);
        const { state } = played(definition, stream);
        expect(Object.values(state.tokens).filter(({ wait }) => wait.kind === 'failed')).toEqual(
          [],
        );
      }),
    ));

  it('ends when every loop is left', () =>
    fc.assert(
      fc.property(structured, (definition) => {
        // The last answer to a gateway is its default, which leaves loops.
        const { state } = play(definition, (options) => options - 1, 2_000);
        expect(state.status).toBe('completed');
      }),
    ));
});

describe('a run of a process made of blocks', () => {
  it('is shown to come to its end from wherever it stands', () =>
    fc.assert(
      fc.property(structured, choices, (definition, stream) => {
        const { state } = play(definition, (options) => Number(stream.next().value) % options, 8);
        if (state.status !== 'running') return;
        const { verdict } = proveFrom(definition, state, { states: 2_000, moves: 10_000 });
        if (verdict !== 'open') expect(verdict).toBe('sound');
      }),
      RUNS,
    ));
});

describe('events of tokens that have nothing to do with each other', () => {
  it('come to the same in either order', () =>
    fc.assert(
      fc.property(structured, structured, choices, (left, right, stream) => {
        const definition = beside(left, right);
        // What is undone is what all of a scope has done.
        if (definition.elements.some((element) => 'compensation' in element)) return;
        const first = played(definition, stream).steps.at(-6)?.state;
        if (first?.status !== 'running') return;
        const isLeft = (event: Event): boolean =>
          'token' in event && first.tokens[event.token ?? '']?.element.startsWith('l') === true;
        const options = answersIn(definition, first);
        const one = options.find(isLeft);
        const other = options.find((event) => !isLeft(event));
        if (!one || !other) return;
        const comesTo = (events: readonly Event[]): string =>
          keyOf(events.reduce((state, event) => advance(definition, state, event).state, first));
        expect(comesTo([one, other])).toBe(comesTo([other, one]));
      }),
      RUNS,
    ));
});

describe('compensation', () => {
  it('undoes exactly what was done, the latest first', () =>
    fc.assert(
      fc.property(fc.array(fc.nat(2), { minLength: 1, maxLength: 6 }), choices, (kinds, stream) => {
        const { events, steps } = played(undoable(kinds), stream);
        const commands = steps.flatMap((step) => step.commands);
        const done: string[] = [];
        const undone: string[] = [];
        for (const command of commands) {
          if (command.type === 'left' && command.element.startsWith('work'))
            done.push(command.element);
          if (command.type === 'entered' && command.element.startsWith('undo'))
            undone.push(command.element.replace('undo', 'work'));
        }
        expect(events.length).toBeGreaterThan(0);
        if (steps.at(-1)?.state.status === 'completed') expect(undone).toEqual([...done].reverse());
        else expect([...done].reverse().slice(0, undone.length)).toEqual(undone);
      }),
      RUNS,
    ));

  /** Tasks one after the other: always done, done or skipped by choice, or not reached by a race; then all is undone. */
  function undoable(kinds: readonly number[]): Definition {
    const lines: string[] = [];
    const sketch: Record<string, { type: string }> = {
      back: { type: 'intermediateThrowEvent', compensation: {} } as { type: string },
    };
    let at = 'start';
    let flows = 0;
    for (const [index, kind] of kinds.entries()) {
      const task = `work${index}`;
      sketch[task] = { type: 'userTask', task: {}, undo: `undo${index}` } as { type: string };
      sketch[`undo${index}`] = { type: 'userTask', task: {}, forCompensation: true } as {
        type: string;
      };
      if (kind === 0) {
        lines.push(`${at} > ${task}`);
        flows += 1;
        at = task;
      } else {
        lines.push(`${at} > x${index}0 -?maybe> ${task} > x${index}1; x${index}0 > x${index}1`);
        sketch[`x${index}0`] = { type: 'exclusiveGateway', default: `f${flows + 4}` } as {
          type: string;
        };
        flows += 4;
        at = `x${index}1`;
      }
    }
    return process(`${lines.join('; ')}; ${at} > back > end`, sketch, { maybe: { all: [] } });
  }
});

describe('a process drawn with slips', () => {
  const failuresIn = (states: readonly State[]): readonly string[] =>
    states.flatMap(({ tokens }) =>
      Object.values(tokens).flatMap(({ wait }) => (wait.kind === 'failed' ? [wait.code] : [])),
    );
  const soundness = ['can-get-stuck', 'not-proved'];

  it(
    'never fails when the lint finds no error in it',
    () =>
      fc.assert(
        fc.property(slipped, (definition) => {
          if (
            lint(definition).some(
              ({ level, rule }) => level === 'error' || soundness.includes(rule),
            )
          )
            return;
          const explored = explore(definition, 300);
          if (explored) expect(failuresIn(explored.states)).toEqual([]);
        }),
        { numRuns: 150 },
      ),
    60_000,
  );

  it('really gets stuck where the lint says that it can, and ends where it is proved to', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(slipped, (definition) => {
        const errors = lint(definition).filter(({ level }) => level === 'error');
        if (!errors.every(({ rule }) => soundness.includes(rule))) return;
        const { verdict } = prove(definition, 'e0');
        const explored = explore(definition, 400);
        if (!explored || verdict === 'growing') return;
        seen.add(verdict);
        const isStuck = failuresIn(explored.states).length > 0;
        expect({ verdict, isStuck, isTrapped: explored.isTrapped }).toEqual(
          verdict === 'stuck'
            ? { verdict, isStuck: true, isTrapped: expect.any(Boolean) }
            : { verdict, isStuck: false, isTrapped: verdict === 'endless' },
        );
      }),
      { numRuns: 200 },
    );
    expect([...seen]).toEqual(expect.arrayContaining(['sound', 'stuck']));
  }, 60_000);

  it(
    'is judged the same when every order of events is looked at',
    () =>
      fc.assert(
        fc.property(slipped, (definition) => {
          const errors = lint(definition).filter(({ level }) => level === 'error');
          if (!errors.every(({ rule }) => soundness.includes(rule))) return;
          const whole = prove(definition, 'e0', { states: 1_500, moves: 20_000, whole: true });
          if (whole.verdict === 'open' || whole.verdict === 'growing') return;
          const { verdict } = prove(definition, 'e0');
          if (verdict !== 'growing') expect(verdict).toBe(whole.verdict);
        }),
        { numRuns: 150 },
      ),
    60_000,
  );
});
