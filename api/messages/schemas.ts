/** Messages and signals that come from outside. */
import { Type } from 'typebox';
import { KEEP_SECONDS, KEEP_SECONDS_MAX } from '#domain/correlation/send-message.ts';
import { Id, Input } from '../schemas.ts';

const Name = Type.String({
  pattern: '^[A-Za-z_][A-Za-z0-9_.-]{0,99}$',
  description: 'As the process that waits for it names it.',
});

export const NewMessage = Input({
  name: Name,
  key: Type.Optional(
    Type.String({ minLength: 1, maxLength: 500, description: 'Which run it is for.' }),
  ),
  value: Type.Optional(
    Type.Unknown({ description: 'What it says: any JSON, which the process may keep.' }),
  ),
  keepSeconds: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: KEEP_SECONDS_MAX,
      description: `How long it is kept where nobody waits for it yet; ${KEEP_SECONDS} unless said.`,
    }),
  ),
});

export const NewSignal = Input({
  name: Name,
  value: Type.Optional(Type.Unknown({ description: 'What it says: any JSON.' })),
});

export const Sent = Type.Object({ id: Id });
