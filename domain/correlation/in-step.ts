/** Messages and signals from the side of a step: what it announces, and what was handed to a token that waits no more. */
import type { CommandOf } from '#engine/messages.ts';
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

/** Its token waits no more: it is carried to whoever waits for it now, or comes to. */
export async function giveBack(
  { work, runId }: StepContext,
  { message }: CommandOf<'unheard'>,
): Promise<void> {
  await work.em.execute('select messages_back(?, array[?]::uuid[])', [runId, message]);
  work.sent.value = true;
}
