/** The same words in Arabic; ids and order follow en.ts. */
import { approval } from './ar/approval.ts';
import { arranging } from './ar/arranging.ts';
import { backtest } from './ar/backtest.ts';
import { bpmn } from './ar/bpmn.ts';
import { cab } from './ar/cab.ts';
import { comments } from './ar/comments.ts';
import { compare } from './ar/compare.ts';
import { editing } from './ar/editing.ts';
import { findings } from './ar/findings.ts';
import { notes } from './ar/notes.ts';
import { pages } from './ar/pages.ts';
import { panel } from './ar/panel.ts';
import { rehearse } from './ar/rehearse.ts';
import { words } from './ar/words.ts';
import type { CanvasMessageId } from './en.ts';

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
} satisfies Record<CanvasMessageId, string>;
