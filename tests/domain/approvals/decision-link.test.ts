/** The key of the address in a mail: opened as it was sealed, and by nothing else. */
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bodyWithKey,
  demandInTime,
  type LinkTo,
  mailboxOf,
  openLink,
  sealLink,
} from '#domain/approvals/decision-link.ts';
import { createKeyring } from '#domain/seals/keyring.ts';

const keys = createKeyring(randomBytes(32).toString('base64'));
const NOW = new Date('2026-11-20T10:00:00Z');
const links: fc.Arbitrary<LinkTo> = fc.record({
  tenantId: fc.uuid(),
  approval: fc.uuid(),
  personId: fc.uuid(),
  mailbox: fc.emailAddress().map(mailboxOf),
  round: fc.integer({ min: 1, max: 65_535 }),
  stage: fc.integer({ min: 0, max: 19 }),
  until: fc
    .integer({ min: Math.ceil(NOW.getTime() / 1000), max: 7_258_118_400 })
    .map((seconds) => new Date(seconds * 1000)),
});
const codeOf = (open: () => unknown): string => {
  try {
    open();
    return 'opened';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('the key of a decision link', () => {
  it('opens as it was sealed, to the last field', () => {
    fc.assert(
      fc.property(links, (link) => {
        expect(openLink(keys, sealLink(keys, link))).toEqual(link);
      }),
    );
  });

  it('opens nothing when a bit of it is another, when it is cut, or under another master key', () => {
    const others = createKeyring(randomBytes(32).toString('base64'));
    fc.assert(
      fc.property(links, fc.nat(), fc.integer({ min: 0, max: 7 }), (link, place, bit) => {
        const bytes = Buffer.from(sealLink(keys, link), 'base64url');
        const at = place % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
        expect(codeOf(() => openLink(keys, bytes.toString('base64url')))).toBe('link_not_valid');
        const cut = sealLink(keys, link).slice(0, place % 100);
        expect(codeOf(() => openLink(keys, cut))).toBe('link_not_valid');
        expect(codeOf(() => openLink(others, sealLink(keys, link)))).toBe('link_not_valid');
      }),
    );
  });

  it('is too old after its time, and not a moment before', () => {
    const [sample] = fc.sample(links, 1);
    if (!sample) throw new Error('There is a sample.');
    const link = openLink(keys, sealLink(keys, { ...sample, until: NOW }));
    const codeAt = (now: Date) => codeOf(() => demandInTime(link, now, false));
    expect(codeAt(NOW)).toBe('opened');
    expect(codeAt(new Date(NOW.getTime() + 1))).toBe('link_expired');
  });

  it('comes into a mail only where its addressee may decide by it', () => {
    const store = { keys, webUrl: 'https://perdura.test', clock: () => NOW };
    const decides = { approval: '01890a5d-ac96-774b-bcce-b302099a8057', round: 1, stage: 0 };
    const body = `Here: https://perdura.test/approvals/${decides.approval}\n`;
    const to_address = 'Ann@example.test';
    const ids = { tenant_id: decides.approval, person_id: decides.approval };
    const mail = { ...ids, to_address, body, decides };
    const key = /decide#(\S+)/.exec(bodyWithKey(store, mail))?.[1] ?? '';
    expect(openLink(keys, key)).toMatchObject({
      ...decides,
      mailbox: mailboxOf('ann@example.test'),
    });
    expect(bodyWithKey(store, { ...mail, decides: null })).toBe(body);
    expect(bodyWithKey(store, { ...mail, person_id: null })).toBe(body);
    expect(bodyWithKey({ ...store, webUrl: undefined }, mail)).toBe(body);
  });
});
