/** How a run, a sub-process or an event sub-process begins. */
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Key } from '../action.ts';
import { conditionRef } from '../condition.ts';
import type { Frozen } from '../json.ts';
import { caught, interrupting, repeat } from './caught.ts';

export const TICKET_TYPES = ['incident', 'service_request', 'problem', 'change', 'task'] as const;

export const Trigger = Type.Union([
  Type.Object(
    { type: Type.Literal('manual') },
    { additionalProperties: false, description: 'Started by a person or through the API.' },
  ),
  Type.Object(
    {
      type: Type.Literal('ticketCreated'),
      ticketTypes: Type.Optional(Type.Array(Type.Enum(TICKET_TYPES))),
      catalogItem: Type.Optional(Key),
      conditions: Type.Optional(conditionRef),
      alongside: Type.Optional(
        Type.Boolean({
          description:
            'Whether it also starts beside the process of a catalog item; false unless said.',
        }),
      ),
    },
    {
      additionalProperties: false,
      description:
        'Started by a new ticket that fits; a catalog item makes it that item’s process.',
    },
  ),
  Type.Object(
    { type: Type.Literal('called') },
    { additionalProperties: false, description: 'Started by a call from another process.' },
  ),
  Type.Object(
    { type: Type.Literal('inner') },
    { additionalProperties: false, description: 'Where a sub-process begins.' },
  ),
  Type.Object(
    { type: Type.Literal('event'), ...caught, interrupting, repeat },
    {
      additionalProperties: false,
      description: 'What an event sub-process waits for while its scope is open: one of these.',
    },
  ),
]);

export type Trigger = Frozen<Static<typeof Trigger>>;
