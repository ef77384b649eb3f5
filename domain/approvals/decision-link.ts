/**
 * The key behind the address in a mail, by which its addressee decides without signing in: sealed under the installation's own
 * key, so that nobody can make one or read who it is for. It names a person at the address it went to, an approval, a round and a stage, and opens
 * nothing else: a person speaks once in a stage, so it is used up by being used. It stands in no table, and is put in only
 * when the mail leaves. It comes behind a `#`, which browsers keep to themselves: no log and no scanner's request has it.
 */
import { createHash } from 'node:crypto';
import { DomainError } from '../errors.ts';
import type { Decides } from '../mail/mail-row.ts';
import { normalEmail } from '../people/person.ts';
import { type Keyring, openBytes, sealBytes } from '../seals/keyring.ts';
import type { Store } from '../work.ts';
import { approvalLink } from './link.ts';

/** How long after it was sent an address can be used. */
export const LINK_DAYS = 14;
const DAY_MS = 86_400_000;

export type LinkTo = Decides & {
  readonly tenantId: string;
  readonly personId: string;
  /** Of the address it was sent to: who has another since has nothing by it. */
  readonly mailbox: string;
  readonly until: Date;
};

const PURPOSE = 'decision-links';
const MAILBOX_BYTES = 8;
/** Three ids of 16 bytes, the round, the stage, until when in seconds, and the mailbox. */
const LENGTH = 3 * 16 + 2 + 1 + 5 + MAILBOX_BYTES;

/** Stands for an address in a key, which has little room. */
export const mailboxOf = (address: string): string =>
  createHash('sha256')
    .update(normalEmail(address))
    .digest('hex')
    .slice(0, 2 * MAILBOX_BYTES);

export function sealLink(keys: Keyring, link: LinkTo): string {
  const plain = Buffer.alloc(LENGTH);
  const ids = [link.tenantId, link.approval, link.personId];
  for (const [index, id] of ids.entries())
    plain.write(id.replaceAll('-', ''), index * 16, 16, 'hex');
  plain.writeUInt16BE(link.round, 48);
  plain.writeUInt8(link.stage, 50);
  plain.writeUIntBE(Math.floor(link.until.getTime() / 1000), 51, 5);
  plain.write(link.mailbox, 56, MAILBOX_BYTES, 'hex');
  return sealBytes(keys.derive(PURPOSE), plain, PURPOSE).toString('base64url');
}

/** However old it is: it also says where a new one is to be sent. @throws DomainError link_not_valid for what was not sealed here, or is not whole */
export function openLink(keys: Keyring, key: string): LinkTo {
  const plain = opened(keys, key);
  const idAt = (index: number): string =>
    plain
      .toString('hex', index * 16, index * 16 + 16)
      .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const until = new Date(plain.readUIntBE(51, 5) * 1000);
  return {
    tenantId: idAt(0),
    approval: idAt(1),
    personId: idAt(2),
    round: plain.readUInt16BE(48),
    stage: plain.readUInt8(50),
    until,
    mailbox: plain.toString('hex', 56),
  };
}

/** `outside`: whom it was sent to has no account, and nothing to sign in with. @throws DomainError link_expired */
export function demandInTime({ until }: LinkTo, now: Date, outside: boolean): void {
  if (until < now)
    throw new DomainError(
      'link_expired',
      `This address was good for two weeks. Ask for a new one${outside ? '' : ', or sign in'}.`,
      { values: { outside } },
    );
}

function opened(keys: Keyring, key: string): Buffer {
  try {
    const plain = openBytes(keys.derive(PURPOSE), Buffer.from(key, 'base64url'), PURPOSE);
    if (plain.length === LENGTH) return plain;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
  throw new DomainError(
    'link_not_valid',
    'This address is not one that was sent from here, or not the whole of it. Open it from the mail again; with an account you can also sign in.',
  );
}

type Leaving = {
  readonly tenant_id: string;
  readonly person_id: string | null;
  readonly to_address: string;
  readonly body: string;
  readonly decides: Decides | null;
};

/** What leaves: the same words with the key put in, where its addressee may decide by it. */
export function bodyWithKey(
  store: Pick<Store, 'keys' | 'webUrl' | 'clock'>,
  mail: Leaving,
): string {
  const { decides, person_id: personId, tenant_id: tenantId, to_address: to, body } = mail;
  if (decides === null || personId === null || store.webUrl === undefined) return body;
  const plain = approvalLink(store, decides.approval);
  if (plain === null) return body;
  const until = new Date(store.clock().getTime() + LINK_DAYS * DAY_MS);
  const key = sealLink(store.keys, {
    ...decides,
    tenantId,
    personId,
    mailbox: mailboxOf(to),
    until,
  });
  return body.replaceAll(plain, () => `${store.webUrl}/decide#${key}`);
}
