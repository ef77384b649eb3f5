/** The key that seals what events tell of one person. Destroying it erases those values everywhere, backups included. */
import { defineEntity, p } from '@mikro-orm/postgresql';

const PersonKeySchema = defineEntity({
  name: 'PersonKey',
  tableName: 'person_key',
  properties: {
    personId: p.uuid().primary(),
    tenantId: p.uuid(),
    sealed: p.blob().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    destroyedAt: p.datetime().nullable(),
  },
});

export class PersonKey extends PersonKeySchema.class {}
PersonKeySchema.setClass(PersonKey);
