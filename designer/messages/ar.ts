/**
 * Every sentence of the app in Arabic; the ids and their order follow en.ts. Arabic has six plural forms, and sentences
 * here are written for readers of Arabic, not word for word.
 */

import { approvals } from './ar/approvals.ts';
import { cab } from './ar/cab.ts';
import { calendars } from './ar/calendars.ts';
import { changeSteps } from './ar/change-steps.ts';
import { changes } from './ar/changes.ts';
import { common } from './ar/common.ts';
import { contracts } from './ar/contracts.ts';
import { desk } from './ar/desk.ts';
import { forecast } from './ar/forecast.ts';
import { holds } from './ar/holds.ts';
import { items } from './ar/items.ts';
import { ladders } from './ar/ladders.ts';
import { levels } from './ar/levels.ts';
import { major } from './ar/major.ts';
import { onCall } from './ar/on-call.ts';
import { portal } from './ar/portal.ts';
import { recounts } from './ar/recounts.ts';
import { risk } from './ar/risk.ts';
import { rollout } from './ar/rollout.ts';
import { runs } from './ar/runs.ts';
import { service } from './ar/service.ts';
import { settings } from './ar/settings.ts';
import { shell } from './ar/shell.ts';
import { standards } from './ar/standards.ts';
import { standingIn } from './ar/standing-in.ts';
import { targets } from './ar/targets.ts';
import { ticket } from './ar/ticket.ts';
import { wall } from './ar/wall.ts';
import type { MessageId } from './en.ts';

export const messages = {
  ...common,
  ...shell,
  ...targets,
  ...holds,
  ...ladders,
  ...contracts,
  ...recounts,
  ...service,
  ...ticket,
  ...desk,
  ...portal,
  ...approvals,
  ...settings,
  ...standingIn,
  ...calendars,
  ...runs,
  ...rollout,
  ...onCall,
  ...wall,
  ...levels,
  ...major,
  ...items,
  ...forecast,
  ...changes,
  ...standards,
  ...changeSteps,
  ...cab,
  ...risk,
} satisfies Record<MessageId, string>;
