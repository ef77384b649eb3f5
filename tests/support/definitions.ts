/**
 * Arbitrary definitions. `structured` makes processes out of blocks (sequence, choice, parallel, loop) that are sound by
 * construction; `slipped` makes them wrong in a few places, as people do half-way through a drawing.
 */
import fc from 'fast-check';
import type { Definition, Element, Flow } from '#engine/definition.ts';

const TRUE = { all: [] };

type Block =
  | { readonly kind: 'work'; readonly element: number }
  | { readonly kind: 'sequence'; readonly blocks: readonly Block[] }
  | { readonly kind: 'choice'; readonly blocks: readonly Block[] }
  | { readonly kind: 'parallel'; readonly blocks: readonly Block[] }
  | { readonly kind: 'loop'; readonly block: Block };

const several = <K extends string>(kind: K, one: fc.Arbitrary<Block>) =>
  fc.record({
    kind: fc.constant(kind),
    blocks: fc.array(one, { minLength: 2, maxLength: 3 }),
  });

const { block } = fc.letrec<{ block: Block; work: Block }>((tie) => ({
  work: fc.record({ kind: fc.constant('work' as const), element: fc.nat(5) }),
  block: fc.oneof(
    { maxDepth: 3, depthSize: 'small', withCrossShrink: true },
    tie('work'),
    several('sequence', tie('block')),
    several('choice', tie('block')),
    several('parallel', tie('block')),
    fc.record({ kind: fc.constant('loop' as const), block: tie('block') }),
  ),
}));

export const structured: fc.Arbitrary<Definition> = block.map((root) => {
  const elements: Element[] = [];
  const flows: Flow[] = [];
  const add = (make: (id: string) => Element): string => {
    const id = `e${elements.length}`;
    elements.push(make(id));
    return id;
  };
  const join = (from: string, to: string, more: Partial<Flow> = {}): void => {
    flows.push({ id: `f${flows.length}`, from, to, ...more });
  };
  /** Draws a block after `from` and returns where it comes out. */
  const draw = (one: Block, from: string, more: Partial<Flow> = {}): string => {
    if (one.kind === 'work') {
      const id = add((name) => work(name, one.element));
      join(from, id, more);
      return id;
    }
    if (one.kind === 'sequence') {
      return one.blocks.reduce((at, next, index) => draw(next, at, index === 0 ? more : {}), from);
    }
    if (one.kind === 'parallel') {
      const fork = add((id) => ({ id, name: id, type: 'parallelGateway' }));
      join(from, fork, more);
      const outs = one.blocks.map((next) => draw(next, fork));
      const meet = add((id) => ({ id, name: id, type: 'parallelGateway' }));
      for (const out of outs) join(out, meet);
      return meet;
    }
    if (one.kind === 'choice') {
      const choice = add((id) => ({ id, name: id, type: 'exclusiveGateway' }));
      join(from, choice, more);
      const outs = one.blocks.map((next, index) => {
        const first = flows.length;
        const out = draw(next, choice, index === 0 ? {} : { conditions: TRUE });
        if (index === 0) setDefault(elements, choice, flows[first]?.id ?? '');
        return out;
      });
      const merge = add((id) => ({ id, name: id, type: 'exclusiveGateway' }));
      for (const out of outs) join(out, merge);
      return merge;
    }
    const entry = add((id) => ({ id, name: id, type: 'exclusiveGateway' }));
    join(from, entry, more);
    const wait = add((id) => work(id, 0));
    join(entry, wait);
    const out = draw(one.block, wait);
    const exit = add((id) => ({ id, name: id, type: 'exclusiveGateway' }));
    join(out, exit);
    join(exit, entry, { conditions: TRUE });
    const on = add((id) => work(id, 1));
    setDefault(elements, exit, `f${flows.length}`);
    join(exit, on);
    return on;
  };
  const start = add((id) => ({ id, type: 'startEvent', trigger: { type: 'manual' } }));
  const out = draw(root, start);
  const end = add((id) => ({ id, type: 'endEvent' }));
  join(out, end);
  return { key: 'structured', name: 'Structured', elements, flows };
});

function setDefault(elements: Element[], id: string, flow: string): void {
  const index = elements.findIndex((element) => element.id === id);
  elements[index] = { id, name: id, type: 'exclusiveGateway', default: flow };
}

function work(id: string, kind: number): Element {
  const name = id;
  switch (kind) {
    case 0:
      return { id, name, type: 'userTask', task: {} };
    case 1:
      return { id, name, type: 'serviceTask', action: { type: 'comment', body: 'Hello' } };
    case 2:
      return {
        id,
        name,
        type: 'serviceTask',
        action: { type: 'httpRequest', method: 'GET', url: 'https://example.test' },
      };
    case 3:
      return { id, name, type: 'businessRuleTask', ruleset: 'rules' };
    case 4:
      return { id, name, type: 'intermediateCatchEvent', timer: { after: { hours: 1 } } };
    default:
      return {
        id,
        name,
        type: 'approval',
        approval: { mode: 'any', approvers: [{ role: 'admin' }] },
      };
  }
}

type Slip =
  | { readonly kind: 'lead'; readonly flow: number; readonly to: number }
  | { readonly kind: 'swap'; readonly element: number }
  | { readonly kind: 'link'; readonly from: number; readonly to: number };

const slip: fc.Arbitrary<Slip> = fc.oneof(
  fc.record({ kind: fc.constant('lead' as const), flow: fc.nat(), to: fc.nat() }),
  fc.record({ kind: fc.constant('swap' as const), element: fc.nat() }),
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
  const element = (index: number): string => elements[index % elements.length]?.id ?? '';
  switch (one.kind) {
    case 'lead': {
      const at = one.flow % flows.length;
      const led = flows.map((flow, index) =>
        index === at ? { ...flow, to: element(one.to) } : flow,
      );
      return { ...definition, flows: led };
    }
    case 'link':
      return {
        ...definition,
        flows: [...flows, { id: `f${flows.length}`, from: element(one.from), to: element(one.to) }],
      };
    case 'swap': {
      const gateways = elements.filter(isGateway);
      const wrong = gateways[one.element % Math.max(1, gateways.length)];
      const swapped = elements.map((old): Element => {
        if (old !== wrong) return old;
        const type = old.type === 'parallelGateway' ? 'exclusiveGateway' : 'parallelGateway';
        return { id: old.id, name: old.id, type };
      });
      return { ...definition, elements: swapped };
    }
  }
}

/** Conditions on all but the first flow of an exclusive gateway, which is the default, and nowhere else. */
function tidy(definition: Definition): Definition {
  const firstOf = (id: string) => definition.flows.find(({ from }) => from === id);
  const elements = definition.elements.map((element): Element => {
    const first = firstOf(element.id);
    if (element.type !== 'exclusiveGateway' || !first) return element;
    return { id: element.id, name: element.id, type: element.type, default: first.id };
  });
  const flows = definition.flows.map(({ conditions: _, ...flow }): Flow => {
    const source = elements.find(({ id }) => id === flow.from);
    const asks = source?.type === 'exclusiveGateway' && source.default !== flow.id;
    return asks ? { ...flow, conditions: TRUE } : flow;
  });
  return { ...definition, elements, flows };
}

function isGateway({ type }: Element): boolean {
  return type === 'exclusiveGateway' || type === 'parallelGateway';
}
