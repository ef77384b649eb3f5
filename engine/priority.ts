/** How urgent a ticket is by what it affects (impact) and how soon it hurts (urgency): 1 is the most, as in ITIL's matrix. */
import type { Json } from './json.ts';

export type Level = 1 | 2 | 3;
export type Priority = 1 | 2 | 3 | 4;

const MATRIX: Readonly<Record<Level, Readonly<Record<Level, Priority>>>> = {
  1: { 1: 1, 2: 2, 3: 3 },
  2: { 1: 2, 2: 3, 3: 4 },
  3: { 1: 3, 2: 4, 3: 4 },
};

export const priorityFor = (impact: Level, urgency: Level): Priority => MATRIX[impact][urgency];

/** How far a ticket reaches and how soon it hurts where nobody has said: of a change the middle, since its risk hangs on it. */
export const usualLevel = (type: string): Level => (type === 'change' ? 2 : 3);

export const isLevel = (value: Json | undefined): value is Level =>
  value === 1 || value === 2 || value === 3;
