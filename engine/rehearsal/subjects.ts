/** The tasks and approvals of a rehearsal, open or over: what clocks of tasks and approvals are about. */
import type { Definition } from '../definition.ts';
import { graphOf } from '../graph.ts';
import type { Rehearsal } from './rehearsal.ts';

export type RehearsedSubject = {
  readonly kind: 'task' | 'approval';
  /** The token, and which time it opened something. */
  readonly id: string;
  readonly element: string;
  readonly name: string;
  readonly openedAt: string;
  readonly closedAt: string | null;
};

export function subjectsIn({
  definition,
  steps,
}: Pick<Rehearsal, 'definition' | 'steps'>): readonly RehearsedSubject[] {
  const subjects: RehearsedSubject[] = [];
  const open = new Map<string, number>();
  const close = (token: string, at: string): void => {
    const place = open.get(token);
    const subject = place === undefined ? undefined : subjects[place];
    if (place === undefined || !subject) return;
    subjects[place] = { ...subject, closedAt: at };
    open.delete(token);
  };
  for (const { commands } of steps) {
    for (const command of commands) {
      if (command.type === 'openTask' || command.type === 'openApproval') {
        const { token, element, at } = command;
        close(token, at);
        open.set(token, subjects.length);
        subjects.push({
          kind: command.type === 'openTask' ? 'task' : 'approval',
          id: `${token}:${subjects.length}`,
          element,
          name: nameIn(definition, element),
          openedAt: at,
          closedAt: null,
        });
      } else if (command.type === 'left' || command.type === 'withdraw') {
        close(command.token, command.at);
      }
    }
  }
  return subjects;
}

const nameIn = (definition: Definition, id: string): string =>
  graphOf(definition).elements.get(id)?.name ?? id;
