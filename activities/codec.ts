/**
 * Seals every payload before it reaches the engine (AES-256-GCM, under a key derived from the master key), so that the
 * engine's database, its web pages and its backups hold nothing readable. Larger payloads are deflated first: a definition
 * stands in the history of each of its runs. Client and worker use the same codec.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Payload, PayloadCodec } from '@temporalio/common';
import { type Keyring, openBytes, sealBytes } from '#domain/seals/keyring.ts';

const ENCODING = 'binary/perdura-sealed';
const DEFLATE_FROM_BYTES = 250;
const PLAIN = 0;
const DEFLATED = 1;

export function createCodec(keys: Keyring): PayloadCodec {
  const key = keys.derive('payloads');
  const encoding = Buffer.from(ENCODING);

  function seal(payload: Payload): Payload {
    const bytes = pack(payload);
    const body =
      bytes.length < DEFLATE_FROM_BYTES
        ? Buffer.concat([Buffer.of(PLAIN), bytes])
        : Buffer.concat([Buffer.of(DEFLATED), deflateRawSync(bytes, { level: 1 })]);
    return { metadata: { encoding }, data: sealBytes(key, body) };
  }

  function open(payload: Payload): Payload {
    // What was written by others (the server's own tools) passes as it is.
    if (!payload.metadata?.encoding || !encoding.equals(payload.metadata.encoding)) return payload;
    const body = openBytes(key, payload.data ?? new Uint8Array());
    const bytes = body[0] === DEFLATED ? inflateRawSync(body.subarray(1)) : body.subarray(1);
    return unpack(bytes);
  }

  return {
    encode: async (payloads) => payloads.map(seal),
    decode: async (payloads) => payloads.map(open),
  };
}

/** Length of the metadata (4 bytes), the metadata as JSON with values in base64, the data. */
function pack(payload: Payload): Buffer {
  const values = Object.entries(payload.metadata ?? {}).map(([name, value]) => [
    name,
    Buffer.from(value).toString('base64'),
  ]);
  const metadata = Buffer.from(JSON.stringify(Object.fromEntries(values)));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(metadata.length);
  // An empty payload's data can be a plain empty list.
  return Buffer.concat([length, metadata, Buffer.from(payload.data ?? [])]);
}

function unpack(bytes: Buffer): Payload {
  const end = 4 + bytes.readUInt32BE(0);
  const values = JSON.parse(bytes.toString('utf8', 4, end)) as Record<string, string>;
  const metadata = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, Buffer.from(value, 'base64')]),
  );
  return { metadata, data: bytes.subarray(end) };
}
