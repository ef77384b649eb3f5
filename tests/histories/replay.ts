/** Replays a history against the workflows as they are now, with the key under which the tests seal payloads. */
import { temporal } from '@temporalio/proto';
import { Worker } from '@temporalio/worker';
import { pino } from 'pino';
import { workflowBundle } from '#activities/bundle.ts';
import { installRuntime } from '#activities/runtime.ts';
import { dataConverter } from '#activities/temporal.ts';
import { createKeyring } from '#domain/seals/keyring.ts';
import { MASTER_KEY } from '../workflows/world.ts';

const { History } = temporal.api.history.v1;
export type History = temporal.api.history.v1.IHistory;

/** A history as the engine's own message, in the binary form of protocol buffers. */
export const encodeHistory = (history: History): Uint8Array => History.encode(history).finish();
export const decodeHistory = (bytes: Uint8Array): History => History.decode(bytes);

const cache = new URL('../../node_modules/.cache/perdura', import.meta.url).pathname;

/** @throws DeterminismViolationError when the workflows would do something else today */
export async function replay(history: History): Promise<void> {
  installRuntime(pino({ level: 'silent' }));
  const options = {
    workflowBundle: await workflowBundle(cache),
    dataConverter: dataConverter(createKeyring(MASTER_KEY)),
  };
  await Worker.runReplayHistory(options, history, 'run:replayed');
}
