/**
 * Whose word the risk of a change is. What the rules say anybody who plans may note, and a process does; another risk is a
 * person’s word, of somebody who may give it and says why. It stands until such a person takes it back: no process sets it aside.
 * That of a change which follows a standard change was approved with it.
 */
import type { Risk, RiskBy } from '#engine/changes/plan.ts';
import type { JsonObject } from '#engine/json.ts';
import { DomainError, invalid } from '../errors.ts';
import { record } from '../events/record.ts';
import type { Work } from '../work.ts';
import { suggestRisk } from './suggest-risk.ts';

export type SettledRisk = {
  readonly risk: Risk | null;
  readonly riskBy: RiskBy | null;
  /** A person’s; empty where it is the rules’ word. */
  readonly riskReason: string;
};

export type RiskPatch = {
  readonly risk?: Risk | null;
  /** An empty one with the risk that the rules say leaves it to them. */
  readonly riskReason?: string;
};

type Settling = {
  readonly ticketId: string;
  readonly before: SettledRisk;
  readonly patch: RiskPatch;
  /** What the plan is going to be, as facts. */
  readonly plan: JsonObject;
  readonly mayJudge: boolean;
  readonly pointer: string;
};

export const NOBODYS: SettledRisk = { risk: null, riskBy: null, riskReason: '' };
const byRules = (risk: Risk | null): SettledRisk =>
  risk === null ? NOBODYS : { risk, riskBy: 'rules', riskReason: '' };

/** @throws DomainError not_permitted, invalid_input */
export async function settleRisk(work: Work, settling: Settling): Promise<SettledRisk> {
  const { before, patch } = settling;
  const { risk } = patch;
  if (work.actor.kind !== 'person') return byProcess(work, settling);
  const reason = patch.riskReason?.trim() ?? '';
  if (risk === undefined) {
    if (reason === '' || reason === before.riskReason) return before;
    if (before.riskBy !== 'person')
      return invalid(`${settling.pointer}/riskReason`, 'Say which risk it is the reason for.');
  }
  const meant = risk === undefined ? before.risk : risk;
  const isSaidAgain = patch.riskReason === undefined || reason === before.riskReason;
  if (meant === before.risk && isSaidAgain) return before;
  if (before.riskBy === 'person' || meant === null) demandJudge(settling);
  if (meant === null) return NOBODYS;
  if (reason === '') {
    const { risk: suggested } = await suggestRisk(work, settling.ticketId, settling.plan);
    if (meant === suggested) return byRules(meant);
    demandJudge(settling);
    return invalid(`${settling.pointer}/riskReason`, 'Say why it is another than the rules say.');
  }
  demandJudge(settling);
  return { risk: meant, riskBy: 'person', riskReason: reason };
}

/** Of a change that follows a standard change the risk was approved with that; its plan is held to it elsewhere. @throws DomainError invalid_input */
export function byStandard(before: SettledRisk, patch: RiskPatch, pointer: string): SettledRisk {
  if (patch.riskReason?.trim())
    return invalid(`${pointer}/riskReason`, 'The standard change says how risky it is.');
  const risk = patch.risk === undefined ? before.risk : patch.risk;
  return risk === null ? NOBODYS : { risk, riskBy: 'standard', riskReason: '' };
}

/** Nobody has to be there for a process to go on: where a person has given their word, it is told what the rules would have said. */
async function byProcess(work: Work, { ticketId, before, patch }: Settling): Promise<SettledRisk> {
  if (patch.risk === undefined) return before;
  if (before.riskBy !== 'person') return byRules(patch.risk);
  if (patch.risk !== before.risk)
    await record(work, {
      type: 'change.riskKept',
      subject: { kind: 'ticket', id: ticketId },
      data: { risk: before.risk, suggested: patch.risk, internal: true },
    });
  return before;
}

/** Whose word it is has events of its own: the name is theirs. */
export async function tellJudged(
  work: Work,
  ticketId: string,
  before: SettledRisk,
  after: SettledRisk,
): Promise<void> {
  const isJudged =
    after.riskBy === 'person' &&
    (before.riskBy !== 'person' ||
      before.risk !== after.risk ||
      before.riskReason !== after.riskReason);
  if (!isJudged && !(before.riskBy === 'person' && after.riskBy !== 'person')) return;
  await record(work, {
    type: isJudged ? 'change.riskJudged' : 'change.riskGivenBack',
    subject: { kind: 'ticket', id: ticketId },
    data: {
      risk: after.risk,
      internal: true,
      ...(isJudged ? { reason: after.riskReason } : {}),
    },
  });
}

function demandJudge({ mayJudge, pointer }: Settling): void {
  if (mayJudge) return;
  throw new DomainError(
    'not_permitted',
    'The rules say another risk, or somebody has set it who may: that needs the permission cab.manage.',
    {
      errors: [{ pointer: `${pointer}/risk`, detail: 'Leave it to the rules.' }],
      values: { permission: 'cab.manage' },
    },
  );
}
