/** A process that lists the start of a sub-process first began inside it when it was started by hand. */
import { expect, it } from 'vitest';
import { startOf } from '#engine/graph/start-of.ts';
import { inner, nested, sub } from '../support/nested.ts';
import { process } from '../support/process.ts';

it('begins in the process itself, whatever is listed first', () => {
  const drawn = nested(
    process('within > a > endIn; start > s > end', {
      within: inner,
      s: sub,
      start: { type: 'startEvent', trigger: { type: 'ticketCreated', ticketTypes: ['incident'] } },
    }),
    { s: 'within a endIn' },
  );
  expect(drawn.elements[0]?.id).toBe('within');
  expect(startOf(drawn, 'manual')).toBe('start');
  expect(startOf({ ...drawn, elements: [] }, 'manual')).toBeNull();
});
