/**
 * Every sentence of the app in Arabic; the ids and their order follow en.ts. Arabic has six plural forms, and sentences
 * here are written for readers of Arabic, not word for word.
 */

import { approvals } from './ar/approvals.ts';
import { common } from './ar/common.ts';
import { desk } from './ar/desk.ts';
import { portal } from './ar/portal.ts';
import { rollout } from './ar/rollout.ts';
import { runs } from './ar/runs.ts';
import { settings } from './ar/settings.ts';
import { shell } from './ar/shell.ts';
import { ticket } from './ar/ticket.ts';
import type { MessageId } from './en.ts';

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
} satisfies Record<MessageId, string>;
