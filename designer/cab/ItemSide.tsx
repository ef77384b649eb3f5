/**
 * What is said and done about one change: one's own vote, what the board decides, and how everybody has voted. While a meeting
 * is held letters decide for whoever runs it; before it, and where nobody meets, they vote for everybody, and deciding is
 * unfolded first, so that nobody decides who meant to vote.
 */
import { Button } from '@mantine/core';
import { IconGavel } from '@tabler/icons-react';
import { useState } from 'react';
import type { AgendaItem, Meeting } from '#designer/client/types/cab.ts';
import type { Person } from '#designer/client/types/people.ts';
import { type Shortcut, useShortcuts } from '#designer/ui/keyboard.tsx';
import { useText } from '#designer/ui/locale.ts';
import { saidFor } from './agenda.ts';
import { Decided } from './Decided.tsx';
import { DecidePanel } from './DecidePanel.tsx';
import classes from './meeting.module.css';
import { OWN_VOTE, OwnVote } from './OwnVote.tsx';
import { type OwnVoting, useOwnVote } from './use-own-vote.ts';
import { type Deciding, useRuling } from './use-ruling.ts';
import { Votes } from './Votes.tsx';

type Props = { meeting: Meeting; item: AgendaItem; me: Person };

export function ItemSide({ meeting, item, me }: Props) {
  const sits = meeting.members.some(({ person }) => person.id === me.id);
  const isOwn = item.allowed.includes('recuse');
  const { mayDecide, mayVote, decidesFirst } = saysWhat(meeting, item);
  const deciding = useRuling(meeting, item);
  const voting = useOwnVote(meeting, item, me.id, sits);
  const isFolded = mayDecide && !decidesFirst;
  const [isUnfolded, setUnfolded] = useState(deciding.draft.decision !== null);
  useItemKeys({ decides: decidesFirst, mayVote, isOwn, deciding, voting });
  const ownVote = mayVote && (
    <OwnVote
      voting={voting}
      isOwn={isOwn}
      inTheirPlace={saidFor(item, me.id)}
      me={sits ? me : null}
      speaksFor={item.speaksFor}
      hasKeys={!decidesFirst}
    />
  );
  const panel = mayDecide && (!isFolded || isUnfolded) && (
    <DecidePanel meeting={meeting} item={item} deciding={deciding} hasKeys={decidesFirst} />
  );
  return (
    <>
      <Decided item={item} />
      {decidesFirst ? panel : ownVote}
      <Votes meeting={meeting} item={item} withVerdict={!panel} />
      {decidesFirst && ownVote}
      {isFolded && (
        <Unfold meeting={meeting} isOpen={isUnfolded} onToggle={() => setUnfolded(!isUnfolded)} />
      )}
      {isFolded && panel}
    </>
  );
}

/** What one may do about it, and what of that comes first: where it is the vote, to decide is a thing of its own. */
export function saysWhat(meeting: Meeting, { allowed }: AgendaItem) {
  const mayDecide = allowed.includes('decide');
  const mayVote = ['vote', 'recuse', 'standIn'].some((act) => allowed.includes(act));
  const decidesFirst = mayDecide && (!mayVote || (meeting.state === 'open' && !meeting.virtual));
  return { mayDecide, mayVote, decidesFirst };
}

type UnfoldProps = { meeting: Meeting; isOpen: boolean; onToggle: () => void };

function Unfold({ meeting, isOpen, onToggle }: UnfoldProps) {
  const t = useText();
  return (
    <Button
      className={classes.unfold}
      variant="default"
      size="sm"
      aria-expanded={isOpen}
      leftSection={<IconGavel size={16} aria-hidden="true" />}
      onClick={onToggle}
    >
      {t(meeting.virtual ? 'cab.decide.before.virtual' : 'cab.decide.before')}
    </Button>
  );
}

type Keys = {
  decides: boolean;
  mayVote: boolean;
  isOwn: boolean;
  deciding: Deciding;
  voting: OwnVoting;
};

function useItemKeys({ decides, mayVote, isOwn, deciding, voting }: Keys): void {
  const t = useText();
  const decide: Shortcut[] = (
    [
      ['a', 'approved'],
      ['r', 'rejected'],
      ['d', 'deferred'],
    ] as const
  ).map(([key, decision]) => ({
    keys: key,
    label: t('cab.keys.decide', { decision: t(`cab.decide.${decision}`) }),
    run: () => deciding.choose(decision),
  }));
  const vote: Shortcut[] = (
    [
      ['a', 'approve'],
      ['r', 'reject'],
      ['d', 'abstain'],
    ] as const
  ).map(([key, one]) => ({
    keys: key,
    label: t('cab.keys.vote', { vote: t(`cab.vote.${one}`) }),
    run: () => voting.vote(one),
  }));
  const toVote: Shortcut = {
    keys: 'v',
    label: t('cab.keys.toVote'),
    run: () => document.getElementById(OWN_VOTE)?.querySelector('button')?.focus(),
  };
  useShortcuts(
    [...(decides ? decide : mayVote && !isOwn ? vote : []), ...(mayVote ? [toVote] : [])],
    { ownsLetters: true },
  );
}
