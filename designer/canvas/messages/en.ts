/**
 * The words of the process designer and of every drawn process. Ids begin with `canvas.`; some are made at run time from
 * kinds and keys (`canvas.kind.userTask`), so a test holds that every kind has its words, and that Arabic has the same ids.
 */
import { approval } from './en/approval.ts';
import { arranging } from './en/arranging.ts';
import { backtest } from './en/backtest.ts';
import { bpmn } from './en/bpmn.ts';
import { cab } from './en/cab.ts';
import { comments } from './en/comments.ts';
import { compare } from './en/compare.ts';
import { editing } from './en/editing.ts';
import { findings } from './en/findings.ts';
import { notes } from './en/notes.ts';
import { pages } from './en/pages.ts';
import { panel } from './en/panel.ts';
import { rehearse } from './en/rehearse.ts';
import { words } from './en/words.ts';

export const messages = {
  ...words,
  ...arranging,
  ...editing,
  ...notes,
  ...panel,
  ...approval,
  ...cab,
  ...pages,
  ...bpmn,
  ...rehearse,
  ...findings,
  ...compare,
  ...backtest,
  ...comments,
} as const;

export type CanvasMessageId = keyof typeof messages;
