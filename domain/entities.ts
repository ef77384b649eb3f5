/** Every entity the mapper knows. Adding a record means one file and one line here. */
import { CatalogItem } from './catalog/catalog-item.ts';
import { Calendar } from './clocks/calendar.ts';
import { Clock, ClockMark, ClockRevision, ClockSegment } from './clocks/clock.ts';
import { ServiceContract } from './clocks/contract.ts';
import { SlaPolicy } from './clocks/sla-policy.ts';
import { Delegation } from './delegations/delegation.ts';
import { Escalation } from './escalations/escalation.ts';
import { EscalationLadder } from './escalations/ladder.ts';
import { EventPersonal, EventRow } from './events/event.ts';
import { OutboxRow } from './outbox.ts';
import { Group } from './people/group.ts';
import { Organization } from './people/organization.ts';
import { Person } from './people/person.ts';
import { Role } from './people/role.ts';
import { Draft } from './processes/draft.ts';
import { Process } from './processes/process.ts';
import { Rota } from './rotas/rota.ts';
import { KeptScenario } from './scenarios/kept-scenario.ts';
import { PersonKey } from './seals/person-key.ts';
import { Comment } from './tickets/comment.ts';
import { Queue } from './tickets/queue.ts';
import { Ticket } from './tickets/ticket.ts';

export const ENTITIES = [
  Calendar,
  CatalogItem,
  Clock,
  ClockMark,
  ClockRevision,
  ClockSegment,
  Comment,
  Delegation,
  Draft,
  Escalation,
  EscalationLadder,
  EventPersonal,
  EventRow,
  Group,
  KeptScenario,
  Organization,
  OutboxRow,
  Person,
  PersonKey,
  Process,
  Queue,
  Role,
  Rota,
  ServiceContract,
  SlaPolicy,
  Ticket,
] as const;
