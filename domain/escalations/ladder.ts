/** A ladder as it holds now. Each of its states is kept as a version: an escalation climbs the one it began on. */
import { defineEntity, p } from '@mikro-orm/postgresql';
import type { Ladder } from '#engine/escalation/ladder.ts';

const EscalationLadderSchema = defineEntity({
  name: 'EscalationLadder',
  tableName: 'escalation_ladder',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    key: p.text(),
    ladder: p.json().$type<Ladder>(),
    version: p.integer().version(),
  },
});

export class EscalationLadder extends EscalationLadderSchema.class {}
EscalationLadderSchema.setClass(EscalationLadder);
