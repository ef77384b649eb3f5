/**
 * Every sentence of the app in English, as one flat table of ids. The parts are files of their own so that two people can
 * work on two areas; ids start with the area's name and never repeat. Arabic has exactly the same ids (a test holds it).
 */
import { approvals } from './en/approvals.ts';
import { cab } from './en/cab.ts';
import { calendars } from './en/calendars.ts';
import { changeSteps } from './en/change-steps.ts';
import { changes } from './en/changes.ts';
import { common } from './en/common.ts';
import { contracts } from './en/contracts.ts';
import { desk } from './en/desk.ts';
import { forecast } from './en/forecast.ts';
import { holds } from './en/holds.ts';
import { items } from './en/items.ts';
import { ladders } from './en/ladders.ts';
import { levels } from './en/levels.ts';
import { major } from './en/major.ts';
import { onCall } from './en/on-call.ts';
import { portal } from './en/portal.ts';
import { recounts } from './en/recounts.ts';
import { risk } from './en/risk.ts';
import { rollout } from './en/rollout.ts';
import { runs } from './en/runs.ts';
import { service } from './en/service.ts';
import { settings } from './en/settings.ts';
import { shell } from './en/shell.ts';
import { standards } from './en/standards.ts';
import { standingIn } from './en/standing-in.ts';
import { targets } from './en/targets.ts';
import { ticket } from './en/ticket.ts';
import { wall } from './en/wall.ts';

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
} as const;

export type MessageId = keyof typeof messages;
