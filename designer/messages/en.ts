/**
 * Every sentence of the app in English, as one flat table of ids. The parts are files of their own so that two people can
 * work on two areas; ids start with the area's name and never repeat. Arabic has exactly the same ids (a test holds it).
 */
import { approvals } from './en/approvals.ts';
import { common } from './en/common.ts';
import { desk } from './en/desk.ts';
import { portal } from './en/portal.ts';
import { rollout } from './en/rollout.ts';
import { runs } from './en/runs.ts';
import { settings } from './en/settings.ts';
import { shell } from './en/shell.ts';
import { ticket } from './en/ticket.ts';

export const messages = {
  ...common,
  ...shell,
  ...ticket,
  ...desk,
  ...portal,
  ...approvals,
  ...settings,
  ...runs,
  ...rollout,
} as const;

export type MessageId = keyof typeof messages;
