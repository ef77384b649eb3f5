/** A rota as it is planned now; every plan it had is kept beside it. Overrides and swaps are rows of their own. */
import { defineEntity, p } from '@mikro-orm/postgresql';
import type { Plan } from '#engine/rota.ts';

const RotaSchema = defineEntity({
  name: 'Rota',
  tableName: 'rota',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    key: p.text(),
    name: p.text(),
    plan: p.json().$type<Plan>(),
    version: p.integer().version(),
  },
});

export class Rota extends RotaSchema.class {}
RotaSchema.setClass(Rota);
