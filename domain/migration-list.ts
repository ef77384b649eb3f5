/** The migrations in their order. Names are frozen: a database remembers them. */
import { Foundation } from '#migrations/20261101T0900_foundation.ts';
import { Tickets } from '#migrations/20261101T0910_tickets.ts';
import { Processes } from '#migrations/20261101T0920_processes.ts';
import { Access } from '#migrations/20261101T0930_access.ts';
import { Steps } from '#migrations/20261101T0930_steps.ts';
import { Desk } from '#migrations/20261101T0940_desk.ts';
import { Delivery } from '#migrations/20261101T0950_delivery.ts';
import { EventReader } from '#migrations/20261101T0960_event_reader.ts';
import { Correlation } from '#migrations/20261121T0900_correlation.ts';
import { Moves } from '#migrations/20261121T0910_moves.ts';
import { Backtests } from '#migrations/20261121T0920_backtests.ts';
import { Comments } from '#migrations/20261121T0930_comments.ts';
import { Rotas } from '#migrations/20261122T0900_rotas.ts';
import { MajorIncidents } from '#migrations/20261122T0930_major_incidents.ts';
import { Forecasts } from '#migrations/20261122T0940_forecasts.ts';
import { ConfigItems } from '#migrations/20261122T1010_config_items.ts';
import { Delegations } from '#migrations/20261123T0910_delegations.ts';
import { ChangePlans } from '#migrations/20261123T0920_change_plans.ts';
import { Boards } from '#migrations/20261123T0930_boards.ts';
import { ChangeRisk } from '#migrations/20261123T0940_change_risk.ts';
import { StandardChanges } from '#migrations/20261123T0950_standard_changes.ts';

export const MIGRATIONS = [
  { name: '20261101T0900_foundation', class: Foundation },
  { name: '20261101T0910_tickets', class: Tickets },
  { name: '20261101T0920_processes', class: Processes },
  { name: '20261101T0930_steps', class: Steps },
  { name: '20261101T0930_access', class: Access },
  { name: '20261101T0940_desk', class: Desk },
  { name: '20261101T0950_delivery', class: Delivery },
  { name: '20261101T0960_event_reader', class: EventReader },
  { name: '20261121T0900_correlation', class: Correlation },
  { name: '20261121T0910_moves', class: Moves },
  { name: '20261121T0920_backtests', class: Backtests },
  { name: '20261121T0930_comments', class: Comments },
  { name: '20261122T0900_rotas', class: Rotas },
  { name: '20261122T0930_major_incidents', class: MajorIncidents },
  { name: '20261122T0940_forecasts', class: Forecasts },
  { name: '20261122T1010_config_items', class: ConfigItems },
  { name: '20261123T0910_delegations', class: Delegations },
  { name: '20261123T0920_change_plans', class: ChangePlans },
  { name: '20261123T0930_boards', class: Boards },
  { name: '20261123T0940_change_risk', class: ChangeRisk },
  { name: '20261123T0950_standard_changes', class: StandardChanges },
];
