/** Which sections of the settings a person is shown. What they may do in them, the server says. */
import { may } from '#designer/client/me.ts';
import type { Me } from '#designer/client/types/people.ts';

export type Section =
  | 'me'
  | 'standing-in'
  | 'tokens'
  | 'people'
  | 'groups'
  | 'roles'
  | 'queues'
  | 'organizations'
  | 'calendars'
  | 'targets'
  | 'ladders'
  | 'contracts'
  | 'recounts'
  | 'majors'
  | 'items'
  | 'changes'
  | 'change-questions'
  | 'boards'
  | 'dead-letters'
  | 'mail'
  | 'status';
export type SectionGroup = {
  name: 'you' | 'directory' | 'service' | 'operation';
  sections: Section[];
};

export function sectionsOf(me: Me): SectionGroup[] {
  const directory: Section[] = [];
  if (may(me, 'people.manage')) directory.push('people', 'groups', 'roles', 'organizations');
  if (may(me, 'queue.manage')) directory.push('queues');
  const service: Section[] = [];
  if (may(me, 'settings.manage'))
    service.push('targets', 'ladders', 'contracts', 'calendars', 'majors', 'recounts');
  if (may(me, 'ticket.update') || may(me, 'configItem.manage')) service.unshift('items');
  if (may(me, 'settings.manage') || may(me, 'cab.manage'))
    service.push('changes', 'change-questions');
  if (may(me, 'cab.manage')) service.push('boards');
  const operation: Section[] =
    may(me, 'run.operate') || may(me, 'settings.manage') ? ['status', 'dead-letters', 'mail'] : [];
  const groups: SectionGroup[] = [
    { name: 'you', sections: ['me', 'standing-in', 'tokens'] },
    { name: 'directory', sections: directory },
    { name: 'service', sections: service },
    { name: 'operation', sections: operation },
  ];
  return groups.filter((group) => group.sections.length > 0);
}
