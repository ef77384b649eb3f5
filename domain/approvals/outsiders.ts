/**
 * Approvers without an account: they are asked by mail, decide by the address in it, and see of an approval what was put
 * before them and no more.
 */
import { createHmac } from 'node:crypto';
import { isAddress } from '#engine/address.ts';
import type { Approver } from '#engine/definition.ts';
import { isObject } from '#engine/json.ts';
import { valueAt } from '#engine/paths.ts';
import { fill } from '#engine/template.ts';
import type { Decides } from '../mail/mail-row.ts';
import { knowOutsiders } from '../people/outsiders.ts';
import { normalEmail } from '../people/person.ts';
import type { AskedParty } from '../processes/people.ts';
import type { Telling } from '../processes/tell-people.ts';
import type { Keyring } from '../seals/keyring.ts';
import type { Work } from '../work.ts';
import type { ApprovalRecord } from './approval-record.ts';

type Setting = {
  readonly ticketId: string | null;
  readonly facts: unknown;
  /** A decision that is signed needs a password, which they do not have. */
  readonly isSigned: boolean;
};

/** Where there is no page to decide on, or an address cannot be one, they are nobody, and their seat goes to those whom the process names for it. */
export async function withAddresses(
  work: Work,
  approvers: readonly Approver[],
  { ticketId, facts, isSigned }: Setting,
): Promise<readonly AskedParty[]> {
  const parties = approvers.map((approver) => {
    if (!('outside' in approver)) return approver;
    const address = normalEmail(fill(approver.outside, facts));
    const isNobody = isSigned || work.webUrl === undefined || !isAddress(address);
    return { outside: isNobody ? '' : address };
  });
  const addresses = parties.flatMap((party) =>
    'outside' in party && party.outside !== '' ? [party.outside] : [],
  );
  await knowOutsiders(work, addresses, ticketId);
  return parties;
}

/** What they are told: by mail alone, for whom it is sent, with an address to decide by, and nothing of what is said inside. */
export async function tellingOutside(
  work: Work,
  telling: Telling,
  decides: Decides | null,
): Promise<Telling> {
  const { answer: _, reason: __, known: ___, ...about } = telling.about;
  const link = decides === null ? null : about.link;
  return {
    ...telling,
    about: {
      ...about,
      request: '',
      link,
      byLink: decides !== null,
      tenant: await tenantName(work),
    },
    decides,
    byMail: true,
  };
}

/** Who it is that writes to somebody who may never have heard of them. */
export async function tenantName(work: Work): Promise<string> {
  const [tenant] = await work.em.execute<{ name: string }[]>(
    'select name from tenant where id = current_tenant()',
  );
  if (!tenant) throw new Error('The tenant has no row.');
  return tenant.name;
}

/** What they see of what is decided on: what it is called, who asks, and the facts that the process calls material. */
export const seenOutside = (
  subject: ApprovalRecord['subject'],
  material: readonly string[],
): ApprovalRecord['subject'] =>
  pick(subject, ['ticket.number', 'ticket.title', 'requester.name', ...material]);

/**
 * What stands for the hash of what is decided on: of the hash itself one could try out what else the subject says.
 */
export const blindHash = (keys: Keyring, subjectHash: string): string =>
  createHmac('sha256', keys.derive('outside-subjects')).update(subjectHash).digest('hex');

/** The facts at these paths, where they were. */
function pick(facts: Readonly<Record<string, unknown>>, paths: readonly string[]) {
  const picked: Record<string, unknown> = {};
  for (const path of paths) {
    const value = valueAt(facts, path);
    if (value === undefined) continue;
    const names = path.split('.');
    const last = names.pop() ?? '';
    let into = picked;
    for (const name of names) {
      const inner = Object.hasOwn(into, name) ? into[name] : undefined;
      const next: Record<string, unknown> = isObject(inner) ? { ...inner } : {};
      into[name] = next;
      into = next;
    }
    into[last] = value;
  }
  return picked;
}
