/**
 * A run is the same by the skeleton of its definition as by the whole: for what people draw, for what they draw wrong, for
 * elements with every property there is, and whatever happens to the run.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Definition, Element, type Skeleton } from '#engine/definition.ts';
import { advance, outstanding, start } from '#engine/interpreter.ts';
import { lint } from '#engine/lint/index.ts';
import type { Command, Event, Step } from '#engine/messages.ts';
import { fleshedOut, skeletonOf } from '#engine/skeleton.ts';
import type { State } from '#engine/state.ts';
import { shippedProcesses } from '#rules/shipped/index.ts';
import { slipped, structured } from '../support/definitions.ts';
import { fromSchema } from '../support/from-schema.ts';
import { border, eventSub, on } from '../support/nested.ts';
import { answersIn, BEGIN } from '../support/play.ts';
import { process } from '../support/process.ts';

const STEPS = 30;
/** Without loops that never wait: those only play against the limits, thousands of tokens a step. */
const waiting = slipped.filter((one) => !lint(one).some(({ rule }) => rule === 'gateway-cycle'));
const shipped = fc.constantFrom(...(shippedProcesses as readonly Definition[]));

/** Elements as the schema allows them, each with two ways on, that may have conditions; none of them leads back. */
const wild: fc.Arbitrary<Definition> = fc
  .record({
    elements: fc.array(fromSchema(Element as never), { minLength: 2, maxLength: 7 }),
    asks: fc.array(fc.boolean(), { minLength: 14, maxLength: 14 }),
    start: fc.nat(6),
  })
  .map(({ elements: drawn, asks, start: first }) => {
    const elements = (drawn as Element[]).map((element, index) => ({
      ...element,
      id: `e${index}`,
      ...(asks[index] ? { parent: undefined, loop: undefined } : {}),
      ...('attachedTo' in element ? { attachedTo: 'e1' } : {}),
      ...('default' in element ? { default: `f${2 * index}` } : {}),
    })) as Element[];
    const some = { all: [{ fact: 'ticket.priority', operator: 'equal' as const, value: 1 }] };
    const flows = elements.flatMap(({ id }, index) =>
      [0, 1].map((more) => ({
        id: `f${2 * index + more}`,
        from: id,
        to: `e${Math.min(index + 1 + more, elements.length)}`,
        name: 'A way on',
        ...(asks[2 * index + more] ? { conditions: some } : {}),
      })),
    );
    const from = `e${first % elements.length}`;
    const begin = {
      id: 'start',
      type: 'startEvent' as const,
      trigger: { type: 'manual' as const },
    };
    const end = { id: `e${elements.length}`, type: 'endEvent' as const };
    const definition = {
      key: 'wild',
      name: 'Wild',
      elements: [begin, ...elements, end],
      flows: [{ id: 'f', from: 'start', to: from }, ...flows],
    };
    return JSON.parse(JSON.stringify(definition)) as Definition;
  });

/** Elements that say their own name as a reason, and what comes again. */
const telling = fc.constant(
  process('start > work > stop; ring > end', {
    work: { type: 'userTask', task: {} },
    stop: { type: 'endEvent', terminate: true, name: 'Enough' },
    remind: {
      ...border('work', { timer: { after: { hours: 1 } }, interrupting: false, repeat: 3 }),
      name: 'A reminder',
    },
    call: { ...border('work', { signal: { name: 'stop' } }), name: 'Called off' },
    beside: eventSub,
    ring: { ...on({ signal: { name: 'ring' } }), parent: 'beside', name: 'It rang' },
    end: { type: 'endEvent', parent: 'beside' },
  }),
);

/** What the world or a person could do next: mostly an answer, now and then a hand that interferes. */
function nextEvent(definition: Definition, state: State, choose: () => number): Event | undefined {
  const tokens = Object.keys(state.tokens);
  const of = { at: BEGIN, token: tokens[choose() % tokens.length] ?? '' };
  const reason = 'by hand';
  const anywhere = definition.elements[choose() % definition.elements.length]?.id ?? '';
  const hands: readonly Event[] = [
    { type: 'retried', ...of },
    { type: 'skipped', ...of, outcome: null, reason },
    { type: 'moved', ...of, to: anywhere, reason },
    { type: 'corrected', ...of, variables: { cost: 7 }, reason },
    { type: 'askFailed', ...of, code: 'Paid', message: 'No.' },
    { type: 'callFailed', ...of, code: 'Paid', message: 'No.' },
    { type: 'cancelled', at: BEGIN, reason, undo: true },
  ];
  const answers = answersIn(definition, state);
  return answers.length > 0 && choose() % 4 > 0
    ? answers[choose() % answers.length]
    : hands[choose() % hands.length];
}

const carried = (definition: Definition): Skeleton =>
  JSON.parse(JSON.stringify(skeletonOf(definition))) as Skeleton;

function expectSame(definition: Definition, byBones: Step, whole: Step): void {
  expect(byBones.state).toEqual(whole.state);
  expect(fleshed(definition, byBones.commands)).toEqual(whole.commands);
}

const fleshed = (definition: Definition, commands: readonly Command[]): readonly Command[] =>
  commands.map((command) => fleshedOut(definition, command));

/** Plays by the whole, and each step by the skeleton beside it. */
function playBoth(definition: Definition, choose: () => number): ReadonlySet<string> {
  const bones = carried(definition);
  const first = definition.elements.find(
    ({ type, parent }) => type === 'startEvent' && parent === undefined,
  );
  const started: Event = { type: 'started', at: BEGIN, start: first?.id ?? '', variables: {} };
  let step = start(definition, started);
  expectSame(definition, start(bones, started), step);
  const seen = new Set<string>();
  for (let count = 0; count < STEPS && step.state.status === 'running'; count += 1) {
    const { state } = step;
    for (const command of step.commands)
      if (command.type === 'ask') seen.add(command.ask.kind);
      else if (command.type === 'call') seen.add('call');
    expect(fleshed(definition, outstanding(bones, state))).toEqual(outstanding(definition, state));
    const event = nextEvent(definition, state, choose);
    if (!event) break;
    step = advance(definition, state, event);
    expectSame(definition, advance(bones, state, event), step);
  }
  return seen;
}

describe('the skeleton of a definition', () => {
  it.each([
    ['what is shipped', shipped, ['chooseFlow', 'runRuleset', 'act']],
    ['what is sound', structured, ['chooseFlow', 'chooseFlows', 'act', 'compute']],
    ['what is half drawn', waiting, ['chooseFlow', 'act']],
    ['what the schema allows', wild, ['chooseFlow', 'chooseFlows', 'runRuleset', 'act', 'call']],
    ['what tells its name or comes again', telling, []],
  ])(
    'runs as the whole does: %s',
    (_, definitions, given) => {
      const seen = new Set<string>();
      fc.assert(
        fc.property(definitions, fc.infiniteStream(fc.nat()), (definition, stream) => {
          for (const kind of playBoth(definition, () => Number(stream.next().value)))
            seen.add(kind);
        }),
        { numRuns: 300 },
      );
      // Otherwise nothing that has to be given back was ever asked.
      expect([...seen]).toEqual(expect.arrayContaining(given));
    },
    60_000,
  );

  it('has no texts, no forms, and nothing of what is asked, decided or called', () => {
    const definition: Definition = {
      key: 'secretive',
      name: 'SAID',
      description: 'SAID',
      elements: [
        {
          id: 'start',
          type: 'startEvent',
          name: 'SAID',
          trigger: { type: 'ticketCreated', catalogItem: 'SAID' },
        },
        {
          id: 'work',
          type: 'userTask',
          documentation: 'SAID',
          task: { instructions: 'SAID', form: { title: 'SAID' } },
        },
        {
          id: 'ask',
          type: 'approval',
          approval: { mode: 'any', approvers: [{ user: 'SAID' }], message: 'SAID' },
        },
        { id: 'board', type: 'cabReview', cab: { board: 'SAID', message: 'SAID' } },
        {
          id: 'call',
          type: 'serviceTask',
          action: {
            type: 'httpRequest',
            method: 'POST',
            url: 'https://example.test/SAID',
            timeoutSeconds: 7,
          },
        },
        { id: 'tell', type: 'serviceTask', action: { type: 'comment', body: 'SAID' } },
      ],
      flows: [
        {
          id: 'f1',
          from: 'start',
          to: 'work',
          name: 'SAID',
          conditions: { fact: 'ticket.title', operator: 'equal', value: 'SAID' },
        },
      ],
      notes: [{ id: 'n', text: 'SAID', x: 0, y: 0 }],
      layout: { start: { x: 0, y: 0 } },
    };
    const text = JSON.stringify(skeletonOf(definition));
    expect(text).not.toContain('SAID');
    expect(text).not.toContain('example.test');
    expect(text).toContain('"timeoutSeconds":7');
  });

  it('leaves a question what the run has put into it', () => {
    const drawn = process('start > a > end; late > chase > end', {
      late: border('a', { timer: { after: { businessHours: 4 } }, repeat: 3, interrupting: false }),
    });
    const asked: Command = {
      type: 'ask',
      token: 't4',
      element: 'late',
      at: '2026-03-02T08:00:00.000Z',
      ask: { kind: 'resolveInstant', timer: { after: {} }, from: '2026-03-02T12:00:00.000Z' },
    };
    expect(fleshedOut(drawn, asked)).toMatchObject({
      ask: { timer: { after: { businessHours: 4 } }, from: '2026-03-02T12:00:00.000Z' },
    });
  });

  it('leaves out how long before an instant a timer waits, and gives it back', () => {
    const timer = { fact: 'ticket.dueAt', before: { businessDays: 2 } };
    const drawn = process('start > t > end', { t: { type: 'intermediateCatchEvent', timer } });
    const at = '2026-03-02T08:00:00.000Z';
    const event = { type: 'started', at, start: 'start', variables: {} } as const;
    const [asked] = start(skeletonOf(drawn), event).commands.filter(({ type }) => type === 'ask');
    expect(fleshedOut(drawn, asked!)).toMatchObject({ ask: { kind: 'resolveInstant', timer } });
  });

  it('is less than half of what is shipped', () => {
    for (const definition of shippedProcesses as readonly Definition[]) {
      const whole = JSON.stringify(definition).length;
      expect(JSON.stringify(skeletonOf(definition)).length).toBeLessThan(whole / 2);
    }
  });
});
