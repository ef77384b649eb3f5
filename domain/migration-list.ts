/** The migrations in their order. Names are frozen: a database remembers them. */
import { Foundation } from '../migrations/20261101T0900_foundation.ts';
import { Tickets } from '../migrations/20261101T0910_tickets.ts';
import { Processes } from '../migrations/20261101T0920_processes.ts';

export const MIGRATIONS = [
  { name: '20261101T0900_foundation', class: Foundation },
  { name: '20261101T0910_tickets', class: Tickets },
  { name: '20261101T0920_processes', class: Processes },
];
