/** The thread that plays the tickets of one back-test: a batch comes in, its results go out. */
import { parentPort, workerData } from 'node:worker_threads';
import { type Batch, createPlayer, type Frozen } from '#domain/backtests/play-batch.ts';

const play = createPlayer(workerData as Frozen);

parentPort?.on('message', (batch: Batch) => {
  play(batch).then(
    (played) => parentPort?.postMessage({ played }),
    (error: unknown) => {
      throw error;
    },
  );
});
