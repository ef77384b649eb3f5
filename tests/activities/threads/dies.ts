/** A thread that dies on tickets of odd places, and plays the others. */
import { parentPort } from 'node:worker_threads';

parentPort?.on('message', ({ tickets }: { tickets: readonly { ord: number }[] }) => {
  if (tickets.some(({ ord }) => ord % 2 === 1)) process.exit(1);
  parentPort?.postMessage({
    played: tickets.map(({ ord }) => ({ ord, result: { result: 'same' } })),
  });
});
