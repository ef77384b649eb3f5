import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCodec } from '#activities/codec.ts';
import { DICTIONARY_1 } from '#activities/payload-dictionary.ts';
import { createKeyring } from '#domain/seals/keyring.ts';

const keys = (byte: number) => createKeyring(Buffer.alloc(32, byte).toString('base64'));
const codec = createCodec(keys(1));
const payload = (data: Uint8Array) => ({ metadata: { encoding: Buffer.from('json/plain') }, data });

const SHORT = '{"taken":[{"type":"acted","token":"t3"}]}';
const LONG = `[${Array(40).fill('{"id":"work","type":"userTask"}').join(',')}]`;
/** As they stand in histories, each under the encoding of its time. */
const SEALED_ONCE = [
  [
    'packed',
    'binary/perdura-sealed',
    'AVzn1DURqG1a4t9OwWNEbXmOr3HjV0ddm/p+NEQaOZ1ZeV0c337zQLbmwH5tCxyAzN4eHoHls4gASQD1ylg4S+/dBimRG4u6N/uL0bs6mQGuYgiVab8jfPrnosRTbdcnegMF+v1bAJVhjw==',
    SHORT,
  ],
  [
    'packed and deflated',
    'binary/perdura-sealed',
    'ARoFwIMXTE3jI0ZxwZrI1Y+Ab2j+cp5kh+yIrO/z48XZDMIhSIwQqvBlNHMl117VP6vgkuM8ygxs/cy4nRflsB/jKDXcFRQTwpnRiHN+p3C008BvZZlQFe9O1SQC2l/RcLmABGrzxE9EQlzvnXU9IfrO',
    LONG,
  ],
  ['JSON', 'sealed', 'AeFPRJQGba8YbMwVqTHi4nMeMWKKx/KEtfKq0YiBX+S4', '"x"'],
  [
    'JSON deflated with the first dictionary',
    'sealed',
    'AR4FwgzGV6+hprWtTYJlQ3vB58gLTUJGsj8zq1X3C4LLSQ6kO5E=',
    SHORT,
  ],
] as const;

describe('the payload codec', () => {
  it('opens what it sealed, and shows none of it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5_000 }), async (data) => {
        const [sealed] = await codec.encode([payload(data)]);
        const [opened] = await codec.decode([sealed ?? {}]);
        expect(Buffer.from(opened?.data ?? []).equals(data)).toBe(true);
        expect(Buffer.from(opened?.metadata?.encoding ?? []).toString()).toBe('json/plain');
        if (data.length > 8)
          expect(Buffer.from(sealed?.data ?? []).includes(Buffer.from(data))).toBe(false);
      }),
      { numRuns: 50 },
    );
  });

  it.each(SEALED_ONCE)('opens what was sealed once: %s', async (_, encoding, data, text) => {
    const sealed = {
      metadata: { encoding: Buffer.from(encoding) },
      data: Buffer.from(data, 'base64'),
    };
    const [opened] = await codec.decode([sealed]);
    expect(Buffer.from(opened?.data ?? []).toString()).toBe(text);
    expect(Buffer.from(opened?.metadata?.encoding ?? []).toString()).toBe('json/plain');
  });

  it('never changes a dictionary that payloads were deflated with', () => {
    const hash = createHash('sha256').update(DICTIONARY_1).digest('hex');
    expect(hash).toBe('57fd38288609551fd692156f3b6a20f66a019786c9f2b7b440598922c8656ef5');
  });

  it('keeps metadata of any kind', async () => {
    const metadata = { encoding: Buffer.from('json/plain'), more: Buffer.from([0, 255]) };
    for (const data of [Buffer.from('"x"'), Buffer.alloc(1_000, 7)]) {
      const [opened] = await codec.decode(await codec.encode([{ metadata, data }]));
      expect(Buffer.from(opened?.metadata?.more ?? [])).toEqual(metadata.more);
      expect(Buffer.from(opened?.data ?? []).equals(data)).toBe(true);
    }
  });

  it('makes payloads smaller, and says little more about a short one than how it is sealed', async () => {
    const [large, short] = await codec.encode([
      payload(Buffer.from(JSON.stringify(Array(500).fill({ id: 'element', type: 'userTask' })))),
      payload(Buffer.from(SHORT)),
    ]);
    expect(large?.data?.length).toBeLessThan(500);
    expect(short?.data?.length).toBeLessThan(SHORT.length);
  });

  it('refuses what another installation sealed', async () => {
    const sealed = await createCodec(keys(2)).encode([payload(Buffer.from('{}'))]);
    await expect(codec.decode(sealed)).rejects.toThrow('cannot be opened');
  });

  it('passes what says nothing, and what others wrote', async () => {
    const nothing = { metadata: { encoding: Buffer.from('binary/null') } };
    expect(await codec.encode([nothing])).toEqual([nothing]);
    const foreign = payload(Buffer.from('"plain"'));
    expect(await codec.decode([foreign])).toEqual([foreign]);
  });
});
