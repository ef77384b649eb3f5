/** A person of one tenant: who signs in, asks, works, decides. Never removed, since events name them; made inactive instead. */
import { defineEntity, p } from '@mikro-orm/postgresql';
import { isTimeZone } from '#engine/calendar/zone.ts';
import { invalid } from '../errors.ts';

const PersonSchema = defineEntity({
  name: 'Person',
  tableName: 'person',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    email: p.string(),
    name: p.string(),
    passwordHash: p.string().nullable().lazy(),
    active: p.boolean().default(true),
    /** Known by an address only; see `outsiders.ts`. */
    outside: p.boolean().default(false),
    locale: p.string().default('en'),
    timeZone: p.string().default('UTC'),
    organizationId: p.uuid().nullable(),
    managerId: p.uuid().nullable(),
    version: p.integer().version(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});

export class Person extends PersonSchema.class {}
PersonSchema.setClass(Person);

/** How addresses are kept and compared. */
export const normalEmail = (email: string): string => email.trim().toLowerCase();

/** @throws DomainError invalid_input for a time zone nobody knows. */
export function demandTimeZone(timeZone: string | undefined): void {
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    invalid('/timeZone', 'must be an IANA time zone, such as Europe/Berlin.');
  }
}
