/**
 * Puts the parts of the worker process together and keeps them going. Tests and benchmarks start the same parts with
 * their own configuration.
 */
import { Worker } from '@temporalio/worker';
import { deliverMessage } from '#domain/correlation/deliver-message.ts';
import { moveOne } from '#domain/moves/move-one.ts';
import { createOrm } from '#domain/orm.ts';
import { createKeyring } from '#domain/seals/keyring.ts';
import { createNotifier, listen, WAKE_CHANNEL } from '#domain/wake.ts';
import type { Store } from '#domain/work.ts';
import { workflowBundle } from './bundle.ts';
import { createCarrier } from './carrier.ts';
import type { Config } from './config.ts';
import { createGuardedClient } from './guarded-client.ts';
import { startHeartbeat } from './heartbeat.ts';
import { createActivities } from './index.ts';
import { engineLog, type Logger } from './log.ts';
import { startMailSender } from './mail-sender.ts';
import { createOutboxQueue } from './outbox-queue.ts';
import { type Reconciler, startReconciler } from './reconciler.ts';
import { type Relay, startRelay } from './relay.ts';
import { installRuntime } from './runtime.ts';
import { connectEngine, dataConverter, type Engine, prepareNamespace } from './temporal.ts';

const RETRY_MS = 1_000;
const PREPARE_EVERY_MS = 2_000;

export type WorkerProcess = {
  readonly store: Store;
  readonly engine: Engine;
  readonly relay: Relay;
  readonly reconciler: Reconciler;
  stop(): Promise<void>;
};

export async function startWorkerProcess(
  config: Config,
  log: Logger,
  clock: Store['clock'] = () => new Date(),
): Promise<WorkerProcess> {
  installRuntime(log);
  const keys = createKeyring(config.masterKey);
  const orm = await createOrm(config.databaseUrl, { poolSize: config.databasePool });
  const notifier = createNotifier(config.databaseUrl);
  const own: { relay?: Relay; mail?: { wake(): void } } = {};
  const wake = (): void => {
    own.relay?.wake();
    own.mail?.wake();
    notifier.wake();
  };
  const store: Store = { orm, keys, clock, wake, webUrl: config.webUrl };
  let isRunning = false;
  const heartbeat = startHeartbeat(store, config.workerName, () => ({
    worker: isRunning ? 'up' : 'down',
    relay: isRunning && own.relay?.healthy ? 'up' : 'down',
  }));

  const bundle = await workflowBundle(config.bundleCache, engineLog(log));
  const http = createGuardedClient(config.privateHttpAllowed);
  const stopping = new AbortController();
  const engine = await untilReached(
    () => connectEngine(config.temporalAddress, config.temporalNamespace, keys),
    log,
    stopping.signal,
  );
  await untilReached(() => prepareNamespace(engine), log, stopping.signal);

  let preparedAt = 0;
  const onTrouble = async (): Promise<void> => {
    reconciler.doubt();
    if (Date.now() - preparedAt < PREPARE_EVERY_MS) return;
    preparedAt = Date.now();
    await prepareNamespace(engine);
  };
  const carrier = createCarrier(() => engine, config.taskQueue);
  const relay = startRelay({
    queue: createOutboxQueue(store),
    carrier,
    record: {
      message: (message) => deliverMessage(store, message),
      move: (move) => moveOne(store, move),
    },
    log,
    onTrouble,
  });
  own.relay = relay;
  const mail = startMailSender({ store, smtpUrl: config.smtpUrl, from: config.mailFrom, log });
  own.mail = mail;
  const reconciler = startReconciler({
    store,
    directUrl: config.databaseDirectUrl,
    engine: () => engine,
    taskQueue: config.taskQueue,
    log,
    wakeRelay: () => relay.wake(),
    roundMs: config.reconcileEveryMs,
  });
  const look = (): void => {
    relay.wake();
    mail.wake();
  };
  const listening = listen(config.databaseDirectUrl, [WAKE_CHANNEL], {
    onNotice: look,
    onConnected: look,
  });

  let worker: Worker | undefined;
  async function work(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        worker = await Worker.create({
          connection: engine.connection,
          namespace: config.temporalNamespace,
          taskQueue: config.taskQueue,
          workflowBundle: bundle,
          activities: createActivities({ store, http }),
          dataConverter: dataConverter(keys),
          maxCachedWorkflows: config.cachedWorkflows,
          maxConcurrentLocalActivityExecutions: config.databasePool,
          // Half of what waits for the engine takes what begins: clocks and reminders are nothing but a beginning.
          nonStickyToStickyPollRatio: 0.5,
          shutdownGraceTime: '10s',
          // What waits for a worker that died goes to another one after this.
          stickyQueueScheduleToStartTimeout: '5s',
        });
        if (stopping.signal.aborted) {
          // A worker lets go of its connection only once it has run.
          await worker.runUntil(Promise.resolve());
          return;
        }
        isRunning = true;
        void heartbeat.beat();
        log.info(
          { taskQueue: config.taskQueue, namespace: config.temporalNamespace },
          'The worker runs.',
        );
        await worker.run();
      } catch (error) {
        log.error({ err: error }, 'The worker ended; it is started again.');
        await prepareNamespace(engine).catch(() => undefined);
      }
      isRunning = false;
      worker = undefined;
      await pause(RETRY_MS, stopping.signal);
    }
  }
  const working = work();

  return {
    store,
    engine,
    relay,
    reconciler,
    async stop() {
      stopping.abort();
      await listening.close();
      // No new work in, then what is under way out.
      await Promise.all([relay.stop(), reconciler.stop(), mail.stop()]);
      if (worker?.getState() === 'RUNNING') worker.shutdown();
      await working;
      isRunning = false;
      await heartbeat.stop();
      await engine.connection.close();
      await http.close();
      await notifier.close();
      await orm.close(true);
    },
  };
}

async function untilReached<T>(
  act: () => Promise<T>,
  log: Logger,
  signal: AbortSignal,
): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await act();
    } catch (error) {
      if (tries % 10 === 0) log.warn({ reason: String(error) }, 'The engine does not answer yet.');
      await pause(RETRY_MS, signal);
      if (signal.aborted) throw error;
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
  });
}
