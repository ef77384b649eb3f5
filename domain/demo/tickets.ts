/** The tickets of the demo, as data: what a service desk of a middling company might have on a Tuesday. */
import type { PlanPatch } from '../changes/edit-plan.ts';
import type { NewTicket } from '../desk/open-ticket.ts';
import data from './tickets.json' with { type: 'json' };

export type DemoTicket = {
  /** Whose request it is, and who opens it. */
  readonly by: string;
  readonly minutesAgo: number;
  readonly ticket: NewTicket;
  /** Of a change. */
  readonly plan?: PlanPatch;
  /** Keys of the services and systems it is about. */
  readonly affected?: readonly string[];
  readonly comments?: readonly {
    readonly by: string;
    readonly body: string;
    readonly internal?: boolean;
  }[];
};
/** A request for the catalog's laptop. */
export type DemoRequest = {
  readonly by: string;
  readonly minutesAgo: number;
  readonly values: Readonly<Record<string, unknown>>;
};

// A JSON module's literals are widened to plain strings and numbers; that they are taken is what the seed's test shows.
export const DEMO_TICKETS = data.tickets as unknown as readonly DemoTicket[];
export const DEMO_REQUESTS: readonly DemoRequest[] = data.requests;
