/**
 * Arbitrary definitions. `structured` makes processes out of blocks that are sound by construction, with every element of
 * the language; `slipped` makes them wrong in a few places, as people do half-way through a drawing.
 */
import fc from 'fast-check';
import { isActivity } from '#engine/definition/is-activity.ts';
import type { Definition, Element, Flow } from '#engine/definition.ts';

/** Free to hold or not, each for itself. */
const perhaps = (about: string) => ({
  fact: `ticket.custom.${about}`,
  operator: 'equal' as const,
  value: true,
});
const HOUR = { after: { hours: 1 } };

type Block =
  | { readonly kind: 'work'; readonly element: number }
  | { readonly kind: 'sequence'; readonly blocks: readonly Block[] }
  | { readonly kind: 'choice'; readonly blocks: readonly Block[] }
  | { readonly kind: 'parallel'; readonly blocks: readonly Block[] }
  | { readonly kind: 'early'; readonly blocks: readonly Block[] }
  | { readonly kind: 'inclusive'; readonly blocks: readonly Block[] }
  | { readonly kind: 'race'; readonly blocks: readonly Block[] }
  | { readonly kind: 'loop'; readonly block: Block }
  | { readonly kind: 'bordered'; readonly element: number; readonly border: Border }
  | {
      readonly kind: 'sub';
      readonly block: Block;
      readonly border: Border;
      readonly each: Each;
      readonly beside: Beside;
    }
  | { readonly kind: 'undone'; readonly block: Block }
  /** A choice to end everything here and now. */
  | { readonly kind: 'stop' };

type Border = 'none' | 'timer' | 'reminder' | 'signal' | 'error' | 'escalation';
type Beside = 'none' | 'instead' | 'also';
type Each = 'once' | 'parallel' | 'sequential';

const several = <K extends string>(kind: K, one: fc.Arbitrary<Block>) =>
  fc.record({
    kind: fc.constant(kind),
    blocks: fc.array(one, { minLength: 2, maxLength: 3 }),
  });

const border = fc.constantFrom<Border>(
  'none',
  'timer',
  'reminder',
  'signal',
  'error',
  'escalation',
);

const { block } = fc.letrec<{ block: Block; work: Block }>((tie) => ({
  work: fc.record({ kind: fc.constant('work' as const), element: fc.nat(9) }),
  block: fc.oneof(
    { maxDepth: 3, depthSize: 'small', withCrossShrink: true },
    tie('work'),
    several('sequence', tie('block')),
    several('choice', tie('block')),
    several('parallel', tie('block')),
    several('early', tie('block')),
    several('inclusive', tie('block')),
    several('race', tie('block')),
    fc.record({ kind: fc.constant('loop' as const), block: tie('block') }),
    fc.record({ kind: fc.constant('bordered' as const), element: fc.nat(2), border }),
    fc.record({
      kind: fc.constant('sub' as const),
      block: tie('block'),
      border,
      each: fc.constantFrom<Each>('once', 'parallel', 'sequential'),
      beside: fc.constantFrom<Beside>('none', 'instead', 'also'),
    }),
    fc.record({ kind: fc.constant('undone' as const), block: tie('block') }),
    fc.constant({ kind: 'stop' as const }),
  ),
}));

/** Where a drawing goes on, and in which sub-process. */
type Pen = { readonly from: string; readonly parent?: string; readonly more?: Partial<Flow> };

class Drawing {
  readonly elements: Element[] = [];
  readonly flows: Flow[] = [];

  add(
    parent: string | undefined,
    fields: { readonly type: string; [field: string]: unknown },
  ): string {
    const id = `e${this.elements.length}`;
    const inside = parent === undefined ? {} : { parent };
    this.elements.push({ id, name: id, ...inside, ...fields } as Element);
    return id;
  }

  join(from: string, to: string, more: Partial<Flow> = {}): string {
    const id = `f${this.flows.length}`;
    this.flows.push({ id, from, to, ...more });
    return id;
  }

  change(id: string, fields: object): void {
    const index = this.elements.findIndex((element) => element.id === id);
    this.elements[index] = { ...this.elements[index], ...fields } as Element;
  }

  /** A new element after the pen; returns its id. */
  step(
    { from, parent, more }: Pen,
    fields: { readonly type: string; readonly [field: string]: unknown },
  ): string {
    const id = this.add(parent, fields);
    this.join(from, id, more);
    return id;
  }

  /** Draws a block and returns where it comes out. */
  draw(one: Block, pen: Pen): string {
    const { parent } = pen;
    switch (one.kind) {
      case 'work':
        return this.step(pen, work(one.element));
      case 'sequence':
        return one.blocks.reduce(
          (at, next, index) => this.draw(next, index === 0 ? pen : { ...pen, from: at, more: {} }),
          pen.from,
        );
      case 'parallel':
        return this.#split(one.blocks, pen, 'parallelGateway', 'parallelGateway');
      case 'early': {
        const out = this.#split(one.blocks, pen, 'parallelGateway', 'parallelGateway');
        this.change(out, { join: { needed: 1, cancelRest: true } });
        return out;
      }
      case 'choice':
        return this.#split(one.blocks, pen, 'exclusiveGateway', 'exclusiveGateway');
      case 'inclusive':
        return this.#split(one.blocks, pen, 'inclusiveGateway', 'inclusiveGateway');
      case 'race': {
        const waits = one.blocks.map((next, index): Block => {
          return { kind: 'sequence', blocks: [{ kind: 'work', element: 4 + (index % 2) }, next] };
        });
        return this.#split(waits, pen, 'eventBasedGateway', 'exclusiveGateway');
      }
      case 'loop': {
        const entry = this.step(pen, { type: 'exclusiveGateway' });
        const wait = this.step({ from: entry, parent }, work(0));
        const out = this.draw(one.block, { from: wait, parent });
        const exit = this.step({ from: out, parent }, { type: 'exclusiveGateway' });
        this.join(exit, entry, { conditions: perhaps(exit) });
        const on = this.add(parent, work(1));
        this.change(exit, { default: this.join(exit, on) });
        return on;
      }
      case 'bordered':
        return this.#border(this.step(pen, work(one.element)), one.border, parent);
      case 'sub':
        return this.#sub(one, pen);
      case 'stop': {
        const choice = this.step(pen, { type: 'exclusiveGateway' });
        const end = this.add(parent, { type: 'endEvent', terminate: true });
        this.join(choice, end, { conditions: perhaps(choice) });
        const on = this.add(parent, work(0));
        this.change(choice, { default: this.join(choice, on) });
        return on;
      }
      case 'undone': {
        const first = this.elements.length;
        const out = this.draw(one.block, pen);
        const done = this.elements
          .slice(first)
          .filter(
            (element) =>
              element.parent === parent && element.type === 'serviceTask' && !element.undo,
          );
        for (const { id } of done) {
          const undo = this.add(parent, { ...work(0), forCompensation: true });
          this.change(id, { undo });
        }
        if (done.length === 0) return out;
        return this.step(
          { from: out, parent },
          { type: 'intermediateThrowEvent', compensation: {} },
        );
      }
    }
  }

  #split(blocks: readonly Block[], pen: Pen, fork: string, meet: string): string {
    const { parent } = pen;
    const isChoice = fork === 'exclusiveGateway' || fork === 'inclusiveGateway';
    const split = this.step(pen, { type: fork });
    const outs = blocks.map((next, index) => {
      const first = this.flows.length;
      const more = isChoice && index > 0 ? { conditions: perhaps(`${split}-${index}`) } : {};
      const out = this.draw(next, { from: split, parent, more });
      if (isChoice && index === 0) this.change(split, { default: this.flows[first]?.id });
      return out;
    });
    const merge = this.add(parent, { type: meet });
    for (const out of outs) this.join(out, merge);
    return merge;
  }

  #border(host: string, kind: Border, parent: string | undefined): string {
    if (kind === 'none') return host;
    const event = this.add(parent, { type: 'boundaryEvent', attachedTo: host, ...BORDERS[kind] });
    const after = this.step({ from: event, parent }, work(0));
    if (kind === 'reminder' || kind === 'escalation') {
      this.step({ from: after, parent }, { type: 'endEvent' });
      return host;
    }
    const merge = this.step({ from: host, parent }, { type: 'exclusiveGateway' });
    this.join(after, merge);
    return merge;
  }

  #sub(one: Extract<Block, { kind: 'sub' }>, pen: Pen): string {
    const loop =
      one.each === 'once'
        ? {}
        : { loop: { each: 'ticket.tags', sequential: one.each === 'sequential' } };
    const sub = this.step(pen, { type: 'subProcess', ...loop });
    const start = this.add(sub, { type: 'startEvent', trigger: { type: 'inner' } });
    const drawn = this.draw(one.block, { from: start, parent: sub });
    const out =
      one.border === 'escalation' ? this.step({ from: drawn, parent: sub }, SAYS_LATE) : drawn;
    if (one.border === 'error') {
      const choice = this.step({ from: out, parent: sub }, { type: 'exclusiveGateway' });
      const bad = this.add(sub, { type: 'endEvent', error: { code: 'broken' } });
      this.join(choice, bad, { conditions: perhaps(choice) });
      const end = this.add(sub, { type: 'endEvent' });
      this.change(choice, { default: this.join(choice, end) });
    } else {
      this.step({ from: out, parent: sub }, { type: 'endEvent' });
    }
    if (one.beside !== 'none') {
      const beside = this.add(sub, { type: 'subProcess', triggeredByEvent: true });
      const trigger =
        one.beside === 'instead'
          ? { type: 'event', signal: { name: 'news' } }
          : { type: 'event', timer: HOUR, interrupting: false };
      const from = this.add(beside, { type: 'startEvent', trigger });
      const look = this.step({ from, parent: beside }, work(0));
      this.step({ from: look, parent: beside }, { type: 'endEvent' });
    }
    return this.#border(sub, one.border, pen.parent);
  }
}

const SAYS_LATE = { type: 'intermediateThrowEvent', escalation: { code: 'late' } };
const BORDERS = {
  timer: { timer: HOUR },
  reminder: { timer: HOUR, interrupting: false },
  signal: { signal: { name: 'stop' } },
  error: { error: {} },
  escalation: { escalation: {}, interrupting: false },
} as const;

export const structured: fc.Arbitrary<Definition> = block.map((root) => {
  const drawing = new Drawing();
  const from = drawing.add(undefined, { type: 'startEvent', trigger: { type: 'manual' } });
  const out = drawing.draw(root, { from });
  drawing.step({ from: out }, { type: 'endEvent' });
  const { elements, flows } = drawing;
  return { key: 'structured', name: 'Structured', elements, flows };
});

/** Both at once, as the two branches of one process. */
export function beside(left: Definition, right: Definition): Definition {
  const elements: Element[] = [
    { id: 'start', type: 'startEvent', trigger: { type: 'manual' } },
    { id: 'fork', type: 'parallelGateway' },
  ];
  const flows: Flow[] = [{ id: 'begin', from: 'start', to: 'fork' }];
  for (const [mark, definition] of [
    ['l', left],
    ['r', right],
  ] as const) {
    const root = definition.elements.find(({ type, parent }) => type === 'startEvent' && !parent);
    const named = (id: string | undefined) => (id === undefined ? undefined : `${mark}${id}`);
    for (const element of definition.elements) {
      if (element === root) continue;
      const marked: Record<string, unknown> = { ...element, id: named(element.id) };
      for (const field of ['parent', 'attachedTo', 'undo', 'default'])
        if (typeof marked[field] === 'string') marked[field] = named(marked[field]);
      elements.push(marked as Element);
    }
    for (const flow of definition.flows) {
      const from = flow.from === root?.id ? 'fork' : `${mark}${flow.from}`;
      flows.push({ ...flow, id: `${mark}${flow.id}`, from, to: `${mark}${flow.to}` });
    }
  }
  return { key: 'beside', name: 'Beside', elements, flows };
}

function work(kind: number): { readonly type: string } & { readonly [field: string]: unknown } {
  switch (kind) {
    case 0:
      return { type: 'userTask', task: {} };
    case 1:
      return { type: 'serviceTask', action: { type: 'comment', body: 'Hello' } };
    case 2:
      return {
        type: 'serviceTask',
        action: { type: 'httpRequest', method: 'GET', url: 'https://example.test' },
      };
    case 3:
      return { type: 'businessRuleTask', ruleset: 'rules' };
    case 4:
      return { type: 'intermediateCatchEvent', timer: HOUR };
    case 5:
      return { type: 'intermediateCatchEvent', message: { name: 'reply' } };
    case 6:
      return { type: 'callActivity', process: 'other', inputs: { a: '1' }, outputs: { b: '2' } };
    case 7:
      return { type: 'intermediateThrowEvent', signal: { name: 'news' } };
    case 8:
      return { type: 'cabReview', cab: { board: 'cab', message: '{{ticket.title}}' } };
    default:
      return { type: 'approval', approval: { mode: 'any', approvers: [{ role: 'admin' }] } };
  }
}

type Slip =
  | { readonly kind: 'lead'; readonly flow: number; readonly to: number }
  | { readonly kind: 'swap'; readonly element: number; readonly to: number }
  | { readonly kind: 'link'; readonly from: number; readonly to: number };

const slip: fc.Arbitrary<Slip> = fc.oneof(
  fc.record({ kind: fc.constant('lead' as const), flow: fc.nat(), to: fc.nat() }),
  fc.record({ kind: fc.constant('swap' as const), element: fc.nat(), to: fc.nat() }),
  fc.record({ kind: fc.constant('link' as const), from: fc.nat(), to: fc.nat() }),
);

/**
 * Processes of blocks with a few slips of the pen: a flow that leads elsewhere, a gateway of the wrong kind, a flow too
 * many. Gateways get conditions and a default, so that what is wrong is wrong about the ways.
 */
export const slipped: fc.Arbitrary<Definition> = fc
  .record({ definition: structured, slips: fc.array(slip, { minLength: 1, maxLength: 3 }) })
  .map(({ definition, slips }) => tidy(slips.reduce(make, definition)));

function make(definition: Definition, one: Slip): Definition {
  const { elements, flows } = definition;
  /** One of those that a flow in this scope could lead to. */
  const target = (parent: string | undefined, index: number): string => {
    const near = elements.filter((element) => element.parent === parent && takesFlows(element));
    return near[index % Math.max(1, near.length)]?.id ?? '';
  };
  const parentOf = (id: string) => elements.find((element) => element.id === id)?.parent;
  switch (one.kind) {
    case 'lead': {
      const at = one.flow % flows.length;
      const led = flows.map((flow, index) =>
        index === at ? { ...flow, to: target(parentOf(flow.to), one.to) } : flow,
      );
      return { ...definition, flows: led };
    }
    case 'link': {
      const from = elements[one.from % elements.length]?.id ?? '';
      const to = target(parentOf(from), one.to);
      return { ...definition, flows: [...flows, { id: `f${flows.length}`, from, to }] };
    }
    case 'swap': {
      const gateways = elements.filter(isGateway);
      const wrong = gateways[one.element % Math.max(1, gateways.length)];
      const swapped = elements.map((old): Element => {
        if (old !== wrong) return old;
        const others = GATEWAYS.filter((type) => type !== old.type);
        const { id, name, parent } = old;
        const type = others[one.to % others.length] ?? 'exclusiveGateway';
        return { id, name, type, ...(parent === undefined ? {} : { parent }) } as Element;
      });
      return { ...definition, elements: swapped };
    }
  }
}

/** Conditions on all but the first flow of a gateway that chooses, which is the default, and nowhere else. */
function tidy(definition: Definition): Definition {
  const firstOf = (id: string) => definition.flows.find(({ from }) => from === id);
  const elements = definition.elements.map((element): Element => {
    const first = firstOf(element.id);
    return isChoosing(element) && first ? ({ ...element, default: first.id } as Element) : element;
  });
  const flows = definition.flows.map(({ conditions: _, ...flow }): Flow => {
    const source = elements.find(({ id }) => id === flow.from);
    const asks = source && isChoosing(source) && 'default' in source && source.default !== flow.id;
    return asks ? { ...flow, conditions: perhaps(flow.id) } : flow;
  });
  return { ...definition, elements, flows };
}

const GATEWAYS = ['exclusiveGateway', 'parallelGateway', 'inclusiveGateway'] as const;

function isGateway({ type }: Element): boolean {
  return (GATEWAYS as readonly string[]).includes(type);
}

function isChoosing({ type }: Element): boolean {
  return type === 'exclusiveGateway' || type === 'inclusiveGateway';
}

function takesFlows(element: Element): boolean {
  if (element.type === 'subProcess' && element.triggeredByEvent) return false;
  return !(isActivity(element) && element.forCompensation) && element.type !== 'boundaryEvent';
}
