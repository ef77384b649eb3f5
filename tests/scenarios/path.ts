/** The path of a run, row by row, as the record keeps it and as a rehearsal tells it. */
import type { Rehearsal } from '#engine/rehearsal/index.ts';

export type Stay = {
  readonly token: string;
  readonly element: string;
  readonly flow: string | null;
  outcome: string | null;
  readonly entered: string | null;
  left: string | boolean;
};

export function pathOf({ commands }: Rehearsal, isExact: boolean): readonly Stay[] {
  const stays = new Map<string, Stay>();
  const time = (at: string): string | null => (isExact ? at : null);
  for (const command of commands) {
    if (command.type === 'entered') {
      const { token, element, flow, at } = command;
      stays.set(token, { token, element, flow, outcome: null, entered: time(at), left: false });
    }
    if (command.type !== 'left' && command.type !== 'withdraw') continue;
    const stay = stays.get(command.token);
    if (stay?.left !== false) continue;
    stay.left = time(command.at) ?? true;
    stay.outcome = command.type === 'left' ? command.outcome : 'withdrawn';
  }
  return [...stays.values()];
}

type Row = Pick<Stay, 'token' | 'element' | 'flow' | 'outcome'> & {
  readonly entered_at: Date;
  readonly left_at: Date | null;
};

export function asKept(rows: readonly object[], isExact: boolean): readonly Stay[] {
  return (rows as readonly Row[]).map(({ token, element, flow, outcome, entered_at, left_at }) => ({
    token,
    element,
    flow,
    outcome,
    entered: isExact ? entered_at.toISOString() : null,
    left: left_at === null ? false : isExact ? left_at.toISOString() : true,
  }));
}
