/**
 * Drawings in which it may matter who comes when: forks that meet at joins of every kind, the wrong ones included, loops
 * around them, events on borders and outcomes that lead to wherever something comes together. They are drawn from a list of
 * numbers, each of which settles one question; where it ends, every answer is the first.
 */
import fc from 'fast-check';
import type { Definition, Element, Flow } from '#engine/definition.ts';

const HOUR = { after: { hours: 1 } };
const outcomesOf = (...keys: string[]) => ({
  task: { outcomes: keys.map((key) => ({ key, label: key })) },
});

type Loose = { readonly from: string; readonly parent?: string; readonly port?: string };
type Block = { readonly entry: string; readonly exit: string };

class Tangle {
  readonly elements: Element[] = [];
  readonly flows: Flow[] = [];
  readonly #numbers: readonly number[];
  #next = 0;
  /** Ways that are to lead to where something comes together, once all is drawn. */
  readonly #loose: Loose[] = [];

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  draw(): Definition {
    const start = this.#add('startEvent', { trigger: { type: 'manual' } });
    const { entry, exit } = this.#block(3);
    this.#flow(start, entry);
    this.#flow(exit, this.#add('endEvent'));
    for (const one of this.#loose.splice(0)) this.#lead(one);
    if (this.#choose(6) === 5) this.#listen();
    return { key: 'test', name: 'Test', elements: this.elements, flows: this.flows };
  }

  /** One of so many answers. */
  #choose(count: number): number {
    const number = this.#numbers[this.#next] ?? 0;
    this.#next += 1;
    return number % count;
  }

  #add(type: string, fields: object = {}, parent?: string): string {
    const id = `${type[0]}${this.elements.length}`;
    const inside = parent === undefined ? {} : { parent };
    this.elements.push({ id, name: id, type, ...inside, ...fields } as Element);
    return id;
  }

  #flow(from: string, to: string, more: Partial<Flow> = {}): void {
    this.flows.push({ id: `f${this.flows.length}`, from, to, ...more });
  }

  #block(depth: number, parent?: string): Block {
    const draw = (): Block => this.#block(depth - 1, parent);
    switch (depth > 0 ? this.#choose(11) : 0) {
      case 1:
        return this.#bordered(parent);
      case 2: {
        const first = draw();
        const second = draw();
        this.#flow(first.exit, second.entry);
        return { entry: first.entry, exit: second.exit };
      }
      case 3:
      case 4:
        return this.#branches('parallelGateway', 2 + this.#choose(2), draw, parent);
      case 5:
        return this.#branches('inclusiveGateway', 2, draw, parent);
      case 6:
        return this.#branches('userTask', 2, draw, parent);
      case 7:
        return this.#loop(draw, parent);
      case 8:
        return this.#stray(parent);
      case 9:
        return this.#race(draw, parent);
      case 10:
        return parent === undefined ? this.#inside(depth) : draw();
      default: {
        const task = this.#add('userTask', { task: {} }, parent);
        return { entry: task, exit: task };
      }
    }
  }

  #bordered(parent?: string): Block {
    const task = this.#add('userTask', { task: {} }, parent);
    const interrupting = this.#choose(3) === 2;
    const event = { attachedTo: task, timer: HOUR, interrupting };
    this.#loose.push(loose(this.#add('boundaryEvent', event, parent), parent));
    return { entry: task, exit: task };
  }

  /** A task that one outcome of leads elsewhere. */
  #stray(parent?: string): Block {
    const task = this.#add('userTask', outcomesOf('on', 'off'), parent);
    const next = this.#add('userTask', { task: {} }, parent);
    this.#flow(task, next, { port: 'on' });
    this.#loose.push({ ...loose(task, parent), port: 'off' });
    return { entry: task, exit: next };
  }

  #branches(type: string, count: number, draw: () => Block, parent?: string): Block {
    const keys = ['a', 'b'];
    const more = type === 'userTask' ? outcomesOf(...keys) : {};
    const fork = this.#add(type, more, parent);
    const join = this.#join(count, parent);
    for (let index = 0; index < count; index += 1) {
      const { entry, exit } = draw();
      const isAsked = type === 'inclusiveGateway' && index > 0;
      const about = { fact: `ticket.custom.x${this.flows.length}`, operator: 'equal', value: true };
      this.#flow(fork, entry, {
        ...(type === 'userTask' ? { port: keys[index] ?? 'a' } : {}),
        ...(isAsked ? { conditions: about as NonNullable<Flow['conditions']> } : {}),
      });
      this.#flow(exit, join);
    }
    return { entry: fork, exit: join };
  }

  #join(count: number, parent?: string): string {
    const needed = 1 + this.#choose(count);
    switch (this.#choose(6)) {
      case 1:
        return this.#add('parallelGateway', { join: { needed } }, parent);
      case 2:
        return this.#add('parallelGateway', { join: { needed, cancelRest: true } }, parent);
      case 3:
        return this.#add('inclusiveGateway', {}, parent);
      case 4:
        return this.#add('exclusiveGateway', {}, parent);
      default:
        return this.#add('parallelGateway', {}, parent);
    }
  }

  #loop(draw: () => Block, parent?: string): Block {
    const entry = this.#add('exclusiveGateway', {}, parent);
    const ask = this.#add('userTask', outcomesOf('again', 'on'), parent);
    const around = draw();
    this.#flow(entry, around.entry);
    this.#flow(around.exit, ask);
    this.#flow(ask, entry, { port: 'again' });
    const exit = this.#add('exclusiveGateway', {}, parent);
    this.#flow(ask, exit, { port: 'on' });
    return { entry, exit };
  }

  #race(draw: () => Block, parent?: string): Block {
    const gateway = this.#add('eventBasedGateway', {}, parent);
    const join = this.#join(2, parent);
    for (const more of [{ timer: HOUR }, { message: { name: 'news' } }]) {
      const event = this.#add('intermediateCatchEvent', more, parent);
      const { entry, exit } = draw();
      this.#flow(gateway, event);
      this.#flow(event, entry);
      this.#flow(exit, join);
    }
    return { entry: gateway, exit: join };
  }

  #inside(depth: number): Block {
    const sub = this.#add('subProcess');
    const start = this.#add('startEvent', { trigger: { type: 'inner' } }, sub);
    const { entry, exit } = this.#block(depth - 1, sub);
    this.#flow(start, entry);
    this.#flow(exit, this.#add('endEvent', {}, sub));
    const isBordered = this.#choose(3) > 0;
    if (isBordered) {
      const event = { attachedTo: sub, timer: HOUR, interrupting: this.#choose(2) === 1 };
      this.#loose.push(loose(this.#add('boundaryEvent', event)));
    }
    return { entry: sub, exit: sub };
  }

  /** Something that may happen in the background. */
  #listen(): void {
    const sub = this.#add('subProcess', { triggeredByEvent: true });
    const trigger = {
      type: 'event',
      signal: { name: 'news' },
      interrupting: this.#choose(2) === 1,
    };
    const start = this.#add('startEvent', { trigger }, sub);
    const { entry, exit } = this.#block(1, sub);
    this.#flow(start, entry);
    this.#flow(exit, this.#add('endEvent', {}, sub));
    for (const one of this.#loose.splice(0)) this.#lead(one);
  }

  #lead({ from, parent, port }: Loose): void {
    const more = port === undefined ? {} : { port };
    const gateways = this.elements.filter(
      (one) => one.parent === parent && this.flows.filter(({ to }) => to === one.id).length > 1,
    );
    const choice = this.#choose(gateways.length + 3);
    const gateway = gateways[choice];
    if (gateway) {
      this.#flow(from, gateway.id, more);
      return;
    }
    const terminate = choice === gateways.length ? { terminate: true } : {};
    const end = this.#add('endEvent', terminate, parent);
    if (choice === gateways.length + 1) {
      const task = this.#add('userTask', { task: {} }, parent);
      this.#flow(from, task, more);
      this.#flow(task, end);
    } else this.#flow(from, end, more);
  }
}

const loose = (from: string, parent?: string) => ({
  from,
  ...(parent === undefined ? {} : { parent }),
});

export const tangle = (numbers: readonly number[]): Definition => new Tangle(numbers).draw();

export const tangled: fc.Arbitrary<Definition> = fc
  .array(fc.nat(400), { minLength: 5, maxLength: 40, size: 'max' })
  .map(tangle);
