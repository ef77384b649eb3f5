/** Whom somebody is meant by, taken apart and put together, and in words. Pure but for the words. */
import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import { useText } from '#designer/ui/locale.ts';
import type { LadderParty } from '#engine/escalation/ladder.ts';
import { labelIn, type Options } from './options.ts';

export const KINDS = ['relation', 'rota', 'user', 'group', 'role', 'vendor'] as const;
export type PartyKind = (typeof KINDS)[number];

export const RELATIONS = [
  'inCharge',
  'assignee',
  'assigneeManager',
  'queueMembers',
  'requester',
  'requesterManager',
  'itemOwners',
] as const;
type Relation = (typeof RELATIONS)[number];

export const kindOf = (party: LadderParty): PartyKind =>
  KINDS.find((kind) => kind in party) ?? 'user';

export const whoIn = (party: LadderParty): string =>
  String((party as Readonly<Record<string, unknown>>)[kindOf(party)] ?? '');

export const partyOf = (kind: PartyKind, value: string): LadderParty =>
  ({ [kind]: value }) as LadderParty;

/** “Whoever is on call in “Network”, Service desk”. */
export function usePartyWords(options: Options) {
  const t = useText();
  const intl = useIntl();
  return useMemo(() => {
    const one = (party: LadderParty): string => {
      const kind = kindOf(party);
      const value = whoIn(party);
      if (kind === 'relation') return t(`parties.relation.${value as Relation}`);
      const name = labelIn(options[kind], value);
      return kind === 'rota' ? t('parties.onCall', { name }) : name;
    };
    return (parties: readonly LadderParty[]) => intl.formatList(parties.map(one));
  }, [t, intl, options]);
}
