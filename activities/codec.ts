/**
 * Seals every payload before it reaches the engine (AES-256-GCM, under a key derived from the master key), so that the
 * engine's database, its web pages and its backups hold nothing readable. What is sealed is made small first, since it
 * stands in a history for as long as that is kept: JSON is deflated with a dictionary of our own words. Client and worker
 * use the same codec. **Invariant:** what was ever sealed can be opened; a new layout gets a new number.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Payload, PayloadCodec } from '@temporalio/common';
import { type Keyring, openBytes, sealBytes } from '#domain/seals/keyring.ts';
import { DICTIONARY_1 } from './payload-dictionary.ts';

const ENCODING = Buffer.from('sealed');
/** What layouts 0 and 1 were sealed under at first. */
const FIRST_ENCODING = Buffer.from('binary/perdura-sealed');
const NULL = Buffer.from('binary/null');
const JSON_PLAIN = Buffer.from('json/plain');

/** The first byte of what is sealed says how the rest stands there. */
const LAYOUTS = {
  /** Metadata and data. */
  packed: 0,
  packedDeflated: 1,
  /** JSON, whose metadata go without saying. */
  json: 2,
  jsonDeflated1: 3,
} as const;

const PACKED_DEFLATE_FROM_BYTES = 250;
/** Beyond this the time counts for more than the last bytes. */
const THOROUGH_UP_TO_BYTES = 16_384;

export function createCodec(keys: Keyring): PayloadCodec {
  const key = keys.derive('payloads');

  function seal(payload: Payload): Payload {
    // It says nothing, sealed or not.
    if (isNull(payload)) return payload;
    const body = isJson(payload) ? jsonBody(payload.data) : packedBody(payload);
    return { metadata: { encoding: ENCODING }, data: sealBytes(key, body) };
  }

  function open(payload: Payload): Payload {
    const encoding = payload.metadata?.encoding;
    // What was written by others (the server's own tools) passes as it is.
    if (!encoding || !(ENCODING.equals(encoding) || FIRST_ENCODING.equals(encoding)))
      return payload;
    return readBody(openBytes(key, payload.data ?? new Uint8Array()));
  }

  return {
    encode: async (payloads) => payloads.map(seal),
    decode: async (payloads) => payloads.map(open),
  };
}

const isNull = ({ metadata, data }: Payload): boolean =>
  metadata?.encoding !== undefined && NULL.equals(metadata.encoding) && !data?.length;

function isJson(payload: Payload): payload is Payload & { readonly data: Uint8Array } {
  const { encoding, ...more } = payload.metadata ?? {};
  return (
    encoding !== undefined &&
    JSON_PLAIN.equals(encoding) &&
    Object.keys(more).length === 0 &&
    payload.data instanceof Uint8Array
  );
}

function jsonBody(data: Uint8Array): Buffer {
  const level = data.length <= THOROUGH_UP_TO_BYTES ? 6 : 1;
  const deflated = deflateRawSync(data, { level, dictionary: DICTIONARY_1 });
  return deflated.length < data.length
    ? Buffer.concat([Buffer.of(LAYOUTS.jsonDeflated1), deflated])
    : Buffer.concat([Buffer.of(LAYOUTS.json), data]);
}

function packedBody(payload: Payload): Buffer {
  const bytes = pack(payload);
  return bytes.length < PACKED_DEFLATE_FROM_BYTES
    ? Buffer.concat([Buffer.of(LAYOUTS.packed), bytes])
    : Buffer.concat([Buffer.of(LAYOUTS.packedDeflated), deflateRawSync(bytes, { level: 1 })]);
}

function readBody(body: Buffer): Payload {
  const rest = body.subarray(1);
  switch (body[0]) {
    case LAYOUTS.packed:
      return unpack(rest);
    case LAYOUTS.packedDeflated:
      return unpack(inflateRawSync(rest));
    case LAYOUTS.json:
      return ofJson(rest);
    case LAYOUTS.jsonDeflated1:
      return ofJson(inflateRawSync(rest, { dictionary: DICTIONARY_1 }));
    default:
      throw new Error(`A later version sealed this payload, in layout ${body[0]}.`);
  }
}

const ofJson = (data: Buffer): Payload => ({ metadata: { encoding: JSON_PLAIN }, data });

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
