/** Messages and signals from the side of a step: what it announces, and what was kept for a token that begins to wait. */
import type { Json } from '#engine/json.ts';
import type { CommandOf, Event } from '#engine/messages.ts';
import { causedBy, type StepContext } from '../processes/step-context.ts';
import { sendMessage } from './send-message.ts';

export async function announce(
  step: StepContext,
  command: CommandOf<'sendMessage' | 'throwSignal'>,
): Promise<void> {
  const { element, name, value } = command;
  const isMessage = command.type === 'sendMessage';
  await sendMessage(causedBy(step, element), {
    kind: isMessage ? 'message' : 'signal',
    name,
    key: isMessage ? command.key : null,
    value,
  });
}

/** The message that came before anybody waited for it, as if it came now. */
export async function receiveKept(
  step: StepContext,
  { token, name, key }: CommandOf<'listen'>,
): Promise<Event | null> {
  const { work } = step;
  const rows = await work.em.execute<{ kept: { value: Json } | null }[]>(
    'select receive_kept(?, ?, ?, ?) as kept',
    [name, key, step.runId, work.now],
  );
  const kept = rows[0]?.kept;
  if (!kept) return null;
  return { type: 'messageReceived', token, at: work.now.toISOString(), value: kept.value };
}
