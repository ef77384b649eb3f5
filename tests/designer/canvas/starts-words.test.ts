/** What starts a process, as it is said to who publishes it. */
import { describe, expect, it } from 'vitest';
import { startsWords } from '#designer/canvas/page/starts-words.ts';
import type { Element, ElementOf } from '#engine/definition.ts';
import { aProcess, say } from './support.ts';

type Trigger = ElementOf<'startEvent'>['trigger'];
const item = (key: string) => (key === 'laptop' ? 'A laptop' : key);
const said = (...triggers: Trigger[]): string => {
  const elements = triggers.map(
    (trigger, index): Element => ({ id: `s${index}`, type: 'startEvent', trigger }),
  );
  return startsWords(say, aProcess({ elements }), 'then', item);
};
const CONDITIONS = { all: [{ fact: 'ticket.priority', operator: 'equal', value: 1 }] } as const;

describe('what starts a process', () => {
  it('is said of new tickets, with what keeps them from it', () => {
    expect(said({ type: 'ticketCreated', ticketTypes: ['service_request'] })).toBe(
      'From then on it starts with every new service request without a process of its own.',
    );
    expect(said({ type: 'ticketCreated', alongside: true })).toBe(
      'From then on it starts with every new ticket.',
    );
    expect(
      said({ type: 'ticketCreated', ticketTypes: ['incident', 'problem'], conditions: CONDITIONS }),
    ).toBe('From then on it starts with every new incident or problem that meets its conditions.');
    expect(said({ type: 'ticketCreated', catalogItem: 'laptop' })).toBe(
      'From then on it starts with every new request for “A laptop”.',
    );
  });

  it('is said in one sentence where there are several, and not at all where there is nothing', () => {
    expect(said({ type: 'manual' }, { type: 'called' }, { type: 'manual' })).toBe(
      'From then on it starts by hand (“Start a run”) or when another process calls it.',
    );
    expect(said({ type: 'inner' })).toBe('');
  });

  it('is said of what is there, and of what is to come', () => {
    const words = (when: 'now' | 'share') => startsWords(say, aProcess(), when, item);
    expect(words('now')).toBe('From now on it starts by hand (“Start a run”).');
    expect(words('share')).toMatch(/^For these runs it starts/);
  });
});
