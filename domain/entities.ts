/** Every entity the mapper knows. Adding a record means one file and one line here. */
import { EventPersonal, EventRow } from './events/event.ts';
import { OutboxRow } from './outbox.ts';
import { PersonKey } from './seals/person-key.ts';

export const ENTITIES = [EventRow, EventPersonal, OutboxRow, PersonKey] as const;
