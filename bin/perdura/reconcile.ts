/**
 * `perdura reconcile`: one round of the reconciler now, over every open record, instead of waiting for the worker's next.
 * It only writes words for the outbox; a running worker delivers them.
 */
import { pino } from 'pino';
import { startReconciler } from '#activities/reconciler.ts';
import { connectEngine } from '#activities/temporal.ts';
import { type Command, readOptions } from './command.ts';
import { findInstallation, withStore } from './connect.ts';

const taskQueue = 'perdura';
/** The round asked for is the only one. */
const never = 2 ** 31 - 1;

export const reconcile: Command = {
  name: 'reconcile',
  usage: '',
  summary: 'brings every open record back to its workflow, where it is missing or behind',
  async run(args) {
    readOptions(reconcile, args, { required: [], optional: [] });
    const reach = findInstallation();
    return withStore(reach, async (store) => {
      const engine = await connectEngine(
        reach.temporalAddress,
        reach.temporalNamespace,
        reach.keys,
      );
      const reconciler = startReconciler({
        store,
        directUrl: reach.databaseDirectUrl ?? reach.databaseUrl,
        engine: () => engine,
        taskQueue,
        log: pino({ level: 'silent' }),
        wakeRelay: store.wake,
        roundMs: never,
      });
      try {
        const poked = await reconciler.round();
        console.log(
          poked === 0
            ? 'Every open record has its workflow.'
            : `${poked} records were sent word again.`,
        );
        return 0;
      } finally {
        await reconciler.stop();
        await engine.connection.close();
      }
    });
  },
};
