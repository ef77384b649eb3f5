/**
 * How the three lines of a box are shared out: a name takes one or two, and what is said below it has the rest, so that a board or
 * those who are asked can be read where the name is short. The drawing and a picture of it agree on that. Pure.
 */
import { linesOf } from './svg/text.ts';

/** Beside the sign of a box and the space around it. */
export const roomIn = (width: number): number => width - 66;

/** Names are judged generously, so that three lines are never four. */
export const linesBelow = (name: string, room: number): 1 | 2 =>
  linesOf(name, { size: 13, colour: '', lines: 2, width: room }).length > 1 ? 1 : 2;
