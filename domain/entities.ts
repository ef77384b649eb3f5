/** Every entity the mapper knows. Adding a record means one file and one line here. */
import { EventPersonal, EventRow } from './events/event.ts';
import { OutboxRow } from './outbox.ts';
import { Group } from './people/group.ts';
import { Organization } from './people/organization.ts';
import { Person } from './people/person.ts';
import { Role } from './people/role.ts';
import { PersonKey } from './seals/person-key.ts';

export const ENTITIES = [
  EventPersonal,
  EventRow,
  Group,
  Organization,
  OutboxRow,
  Person,
  PersonKey,
  Role,
] as const;
