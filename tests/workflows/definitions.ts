/** Small processes for the tests of the shell. */
import type { Definition } from '#engine/definition.ts';

/** Start, one approval, end. */
export const hello: Definition = {
  key: 'hello',
  name: 'Hello',
  elements: [
    { id: 'start', type: 'startEvent', trigger: { type: 'manual' } },
    {
      id: 'ask',
      type: 'approval',
      name: 'Ask',
      approval: { mode: 'any', approvers: [{ user: 'ann@test' }] },
    },
    { id: 'yes', type: 'endEvent', outcome: 'granted' },
    { id: 'no', type: 'endEvent', outcome: 'refused' },
  ],
  flows: [
    { id: 'f1', from: 'start', to: 'ask' },
    { id: 'f2', from: 'ask', to: 'yes', port: 'approved' },
    { id: 'f3', from: 'ask', to: 'no', port: 'rejected' },
  ],
};

/** A task that is done again and again until somebody says `enough`. */
export const rounds: Definition = {
  key: 'rounds',
  name: 'Rounds',
  elements: [
    { id: 'start', type: 'startEvent', trigger: { type: 'manual' } },
    {
      id: 'work',
      type: 'userTask',
      task: {
        outcomes: [
          { key: 'again', label: 'Again' },
          { key: 'enough', label: 'Enough' },
        ],
      },
    },
    { id: 'end', type: 'endEvent' },
  ],
  flows: [
    { id: 'f1', from: 'start', to: 'work' },
    { id: 'f2', from: 'work', to: 'work', port: 'again' },
    { id: 'f3', from: 'work', to: 'end', port: 'enough' },
  ],
};

/** Waits for a while, then for a person. */
export const pause: Definition = {
  key: 'pause',
  name: 'Pause',
  elements: [
    { id: 'start', type: 'startEvent', trigger: { type: 'manual' } },
    { id: 'wait', type: 'intermediateCatchEvent', timer: { after: { seconds: 2 } } },
    { id: 'work', type: 'userTask', task: {} },
    { id: 'end', type: 'endEvent' },
  ],
  flows: [
    { id: 'f1', from: 'start', to: 'wait' },
    { id: 'f2', from: 'wait', to: 'work' },
    { id: 'f3', from: 'work', to: 'end' },
  ],
};
