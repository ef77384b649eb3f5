/** What a rehearsed ticket was at each moment that something happened to it: what its clocks are counted from. */
import type { Json } from '../json.ts';
import type { World } from './world.ts';

type Values = { readonly [name: string]: Json };

export type TicketMoment = {
  readonly at: string;
  /** `agentAnswered`: publicly, by somebody who works on it. */
  readonly happening: 'opened' | 'changed' | 'agentAnswered' | 'requesterAnswered';
  readonly ticket: Values;
};

export class TicketPast {
  readonly moments: TicketMoment[] = [];
  #changes = 0;

  /** Something happened to it, whether it changed or not. */
  note({ ticket, changes }: World, at: string, happening: TicketMoment['happening']): void {
    this.#changes = changes;
    this.moments.push({ at, happening, ticket: structuredCopy(ticket) });
  }

  /** Only where it has changed since it was looked at. */
  follow(world: World, at: string): void {
    if (world.changes !== this.#changes) this.note(world, at, 'changed');
  }
}

const structuredCopy = (ticket: Values): Values => JSON.parse(JSON.stringify(ticket)) as Values;
