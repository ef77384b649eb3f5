/**
 * The API process: reads its configuration, builds the application, listens, and closes with grace. It starts while the
 * database is away (and says 503 until it is back), so that the order in which parts come up does not matter.
 */
import { pino } from 'pino';
import { keepHouse } from '#domain/housekeeping.ts';
import { createOrm } from '#domain/orm.ts';
import { createKeyring } from '#domain/seals/keyring.ts';
import { createNotifier } from '#domain/wake.ts';
import { webUrlOf } from '#domain/web-url.ts';
import type { Store } from '#domain/work.ts';
import { buildApp } from './app.ts';
import { type Config, readConfig } from './config.ts';
import { createTemporalProbe } from './plugins/temporal.ts';

const CLOSE_WITHIN_MS = 10_000;
const HOUSEKEEPING_MS = 3_600_000;

async function main(): Promise<void> {
  const config = configOrExit();
  const logger = pino({ name: 'api', level: config.LOG_LEVEL });
  const orm = await createOrm(config.DATABASE_URL, { poolSize: config.DATABASE_POOL });
  const notifier = createNotifier(config.DATABASE_URL);
  const store: Store = {
    orm,
    keys: createKeyring(config.PERDURA_MASTER_KEY),
    clock: () => new Date(),
    wake: notifier.wake,
    webUrl: webUrlOf(config.PUBLIC_URL),
    sendsMail: config.SMTP_URL !== undefined,
  };
  const temporal = config.TEMPORAL_ADDRESS
    ? createTemporalProbe(config.TEMPORAL_ADDRESS)
    : undefined;
  const app = await buildApp({ store, config, logger, notifier, temporal });

  const tidy = () =>
    keepHouse(store).catch((error) =>
      logger.warn({ err: error }, 'Housekeeping will be tried again.'),
    );
  const tidying = setInterval(tidy, HOUSEKEEPING_MS).unref();

  let closing = false;
  const close = async (signal: string) => {
    if (closing) return;
    closing = true;
    logger.info({ signal }, 'Closing.');
    setTimeout(() => process.exit(1), CLOSE_WITHIN_MS).unref();
    clearInterval(tidying);
    await app.close();
    await notifier.close();
    await temporal?.close();
    await orm.close(true);
  };
  process.on('SIGTERM', close);
  process.on('SIGINT', close);

  try {
    const address = await app.listen({ host: config.HOST, port: config.PORT });
    logger.info({ address }, 'Listening.');
  } catch (error) {
    logger.fatal(
      { err: error },
      `Port ${config.PORT} on ${config.HOST} cannot be listened on. Set PORT to another one.`,
    );
    process.exit(1);
  }
  void tidy();
}

function configOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(78);
  }
}

await main();
