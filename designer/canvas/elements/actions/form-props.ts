/** What the form of one kind of action is given. */
import type { Action } from '#engine/definition.ts';

type ActionOf<T extends Action['type']> = Extract<Action, { type: T }>;

export type FormProps<T extends Action['type']> = {
  readonly action: ActionOf<T>;
  readonly set: (changes: Partial<ActionOf<T>>, field: string) => void;
};
