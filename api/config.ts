/**
 * What the API process needs to know, read from the environment once. An empty variable counts as unset; a wrong one is
 * refused with its name and what would be right.
 */
import { type Static, type TSchema, Type } from 'typebox';
import { Compile } from 'typebox/compile';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const Environment = Type.Object({
  DATABASE_URL: Type.String({
    pattern: '^postgres(ql)?://',
    description: 'The role of the application.',
  }),
  DATABASE_DIRECT_URL: Type.Optional(
    Type.String({
      pattern: '^postgres(ql)?://',
      description: 'Where LISTEN works, if not at DATABASE_URL.',
    }),
  ),
  DATABASE_POOL: Type.Integer({ minimum: 2, maximum: 500, default: 24 }),
  TEMPORAL_ADDRESS: Type.Optional(Type.String({ minLength: 1 })),
  TEMPORAL_NAMESPACE: Type.String({ minLength: 1, default: 'default' }),
  PERDURA_MASTER_KEY: Type.String({
    pattern: '^[A-Za-z0-9+/]{43}=$',
    description: '32 bytes in base64.',
  }),
  HOST: Type.String({ minLength: 1, default: '127.0.0.1' }),
  PORT: Type.Integer({ minimum: 0, maximum: 65_535, default: 3000 }),
  LOG_LEVEL: Type.Unsafe<(typeof LOG_LEVELS)[number]>({
    type: 'string',
    enum: [...LOG_LEVELS],
    default: 'info',
  }),
  BODY_LIMIT_BYTES: Type.Integer({ minimum: 1024, default: 1_048_576 }),
  RATE_LIMIT_PER_CALLER: Type.Integer({
    minimum: 0,
    default: 120_000,
    description: 'Requests a minute by one token or session, per process; 0 is no limit.',
  }),
  RATE_LIMIT_PER_ADDRESS: Type.Integer({
    minimum: 0,
    default: 240_000,
    description: 'Requests a minute from one network address, per process; 0 is no limit.',
  }),
  /** Addresses of proxies in front that may be believed about the caller's address and protocol: `loopback`, a CIDR, a list. */
  TRUST_PROXY: Type.Optional(Type.String({ minLength: 1 })),
  PUBLIC_URL: Type.Optional(
    Type.String({
      pattern: '^https?://[^\\s/]+(/[^\\s]*)?$',
      description: 'Where people open the web app, for links in mails.',
    }),
  ),
  SMTP_URL: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        'Where mail goes out. The worker sends it; where it is unset, who draws a process is told that nothing is sent.',
    }),
  ),
  START_ID: Type.Optional(
    Type.String({
      pattern: '^[0-9a-f-]{1,64}$',
      description:
        'Told with its health, so that who started this process knows it from another at its port.',
    }),
  ),
  WEB_ROOT: Type.Optional(
    Type.String({ minLength: 1, description: 'The built web app; designer/dist when unset.' }),
  ),
});

export type Config = Static<typeof Environment>;

/** @throws Error naming every variable that is missing or wrong. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  return parse(Environment, environment);
}

function parse<T extends TSchema>(
  schema: T,
  environment: Record<string, string | undefined>,
): Static<T> {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const validator = Compile(schema);
  const value = validator.Default(validator.Convert(set));
  if (validator.Check(value)) return validator.Clean(value) as Static<T>;
  const wrong = validator.Errors(value).map((error) => {
    const names =
      error.keyword === 'required'
        ? error.params.requiredProperties
        : [error.instancePath.slice(1)];
    return names
      .map((name) => `${name} ${error.keyword === 'required' ? 'is missing' : error.message}`)
      .join(', ');
  });
  throw new Error(`The environment is not right: ${wrong.join('; ')}.`);
}
