/**
 * Passwords as argon2id (RFC 9106) in the PHC string form, with OWASP's parameters (19 MiB, two passes, one lane). Runs off
 * the main thread. Somebody unknown costs the same time as somebody known: their password is checked against nothing.
 */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const MEMORY_KIB = 19_456;
const PASSES = 2;
const LANES = 1;
const TAG_BYTES = 32;
const SALT_BYTES = 16;

const argon2Async = promisify(argon2);

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const tag = await derive(password, salt, {
    memory: MEMORY_KIB,
    passes: PASSES,
    lanes: LANES,
    length: TAG_BYTES,
  });
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${phc(salt)}$${phc(tag)}`;
}

/** A hash of nothing anybody types, so that an unknown address takes as long as a known one. */
const NOBODY = `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${phc(Buffer.alloc(SALT_BYTES))}$${phc(Buffer.alloc(TAG_BYTES))}`;

export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(
    hash ?? NOBODY,
  );
  if (!match) throw new Error('invariant: a password hash is not in the form this program writes');
  const [, memory, passes, lanes, salt = '', tag = ''] = match;
  const expected = Buffer.from(tag, 'base64');
  const found = await derive(password, Buffer.from(salt, 'base64'), {
    memory: Number(memory),
    passes: Number(passes),
    lanes: Number(lanes),
    length: expected.length,
  });
  return timingSafeEqual(found, expected) && hash !== null;
}

type Cost = {
  readonly memory: number;
  readonly passes: number;
  readonly lanes: number;
  readonly length: number;
};

function derive(password: string, nonce: Buffer, cost: Cost): Promise<Buffer> {
  return argon2Async('argon2id', {
    // The same letters typed on another keyboard may come in another composition.
    message: Buffer.from(password.normalize('NFKC')),
    nonce,
    parallelism: cost.lanes,
    tagLength: cost.length,
    memory: cost.memory,
    passes: cost.passes,
  });
}

function phc(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}
