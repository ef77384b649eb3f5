/**
 * Sealing with AES-256-GCM (NIST SP 800-38D): 1 byte format, 12 bytes nonce, 16 bytes tag, then the text. The master key
 * comes from the environment and never stands in the database; keys for purposes are derived from it (HKDF, RFC 5869), so
 * that what is sealed for one purpose opens for no other.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { DomainError } from '../errors.ts';

const FORMAT = 1;

export type Keyring = {
  /** 32 bytes for a purpose such as `person-keys`, `secrets`, `payloads`; always the same for the same master key. */
  readonly derive: (purpose: string) => Uint8Array;
  /** Unsealed person keys, bounded; shared by the work of one process. */
  readonly cache: Map<string, Uint8Array>;
};

/** `masterKey` is 32 bytes in base64. */
export function createKeyring(masterKey: string): Keyring {
  const master = Buffer.from(masterKey, 'base64');
  if (master.length !== 32)
    throw new DomainError('master_key_mismatch', 'PERDURA_MASTER_KEY must be 32 bytes in base64.');
  const derived = new Map<string, Uint8Array>();
  return {
    cache: new Map(),
    derive: (purpose) => {
      const known = derived.get(purpose);
      if (known) return known;
      const key = new Uint8Array(
        hkdfSync('sha256', master, Buffer.alloc(0), `perdura:${purpose}`, 32),
      );
      derived.set(purpose, key);
      return key;
    },
  };
}

export function sealBytes(key: Uint8Array, plain: Uint8Array, context = ''): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.of(FORMAT), nonce, cipher.getAuthTag(), body]);
}

/** @throws DomainError secret_unreadable when the key or the context is another one, or the bytes were changed. */
export function openBytes(key: Uint8Array, sealed: Uint8Array, context = ''): Buffer {
  try {
    const bytes = Buffer.from(sealed);
    if (bytes[0] !== FORMAT) throw new Error(`unknown seal format ${bytes[0]}`);
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 13), {
      // A shorter one would be easier to guess.
      authTagLength: 16,
    });
    decipher.setAAD(Buffer.from(context));
    decipher.setAuthTag(bytes.subarray(13, 29));
    return Buffer.concat([decipher.update(bytes.subarray(29)), decipher.final()]);
  } catch (cause) {
    throw new DomainError(
      'secret_unreadable',
      'What is sealed here cannot be opened with this installation’s master key.',
      { cause },
    );
  }
}

export const sealJson = (key: Uint8Array, value: unknown, context = ''): Buffer =>
  sealBytes(key, Buffer.from(JSON.stringify(value)), context);

export const openJson = (key: Uint8Array, sealed: Uint8Array, context = ''): unknown =>
  JSON.parse(openBytes(key, sealed, context).toString('utf8'));
