import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCodec } from '#activities/codec.ts';
import { createKeyring } from '#domain/seals/keyring.ts';

const keys = (byte: number) => createKeyring(Buffer.alloc(32, byte).toString('base64'));
const codec = createCodec(keys(1));
const payload = (data: Uint8Array) => ({ metadata: { encoding: Buffer.from('json/plain') }, data });

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

  it('makes large payloads smaller', async () => {
    const [sealed] = await codec.encode([
      payload(Buffer.from(JSON.stringify(Array(500).fill({ id: 'element', type: 'userTask' })))),
    ]);
    expect(sealed?.data?.length).toBeLessThan(2_000);
  });

  it('refuses what another installation sealed', async () => {
    const sealed = await createCodec(keys(2)).encode([payload(Buffer.from('{}'))]);
    await expect(codec.decode(sealed)).rejects.toThrow('cannot be opened');
  });

  it('seals what holds no data, and passes what others wrote', async () => {
    const [empty] = await codec.decode(
      await codec.encode([{ metadata: { encoding: Buffer.from('binary/null') } }]),
    );
    expect(empty?.data?.length).toBe(0);
    const foreign = payload(Buffer.from('"plain"'));
    expect(await codec.decode([foreign])).toEqual([foreign]);
  });
});
