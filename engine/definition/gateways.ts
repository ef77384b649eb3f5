/** Gateways: where ways part and come together. */
import { Type } from 'typebox';
import { Id } from '../action.ts';
import { base, closed } from './every-element.ts';

export const ExclusiveGateway = Type.Object(
  { ...base, type: Type.Literal('exclusiveGateway'), default: Type.Optional(Id) },
  {
    additionalProperties: false,
    description:
      'The first outgoing flow (in the order of `flows`) whose conditions hold, else `default`.',
  },
);

export const InclusiveGateway = Type.Object(
  { ...base, type: Type.Literal('inclusiveGateway'), default: Type.Optional(Id) },
  {
    additionalProperties: false,
    description:
      'Every outgoing flow whose conditions hold, else `default`; coming together, it waits for what can still come.',
  },
);

export const ParallelGateway = Type.Object(
  {
    ...base,
    type: Type.Literal('parallelGateway'),
    join: Type.Optional(
      Type.Object(
        {
          needed: Type.Integer({ minimum: 1, maximum: 100 }),
          cancelRest: Type.Optional(Type.Boolean()),
        },
        {
          additionalProperties: false,
          description:
            'Goes on when so many branches have come; the rest is called off, or let in without effect.',
        },
      ),
    ),
  },
  closed,
);

export const EventBasedGateway = Type.Object(
  { ...base, type: Type.Literal('eventBasedGateway') },
  {
    additionalProperties: false,
    description: 'The catch event behind it that happens first wins.',
  },
);
