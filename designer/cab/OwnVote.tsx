/**
 * One's own vote, and that of whom one stands in for, before and in the meeting, with a comment; changed as long as it is not
 * decided.
 */
import { Button, Textarea } from '@mantine/core';
import { BOARD_VOTES } from '#designer/client/cab.ts';
import type { CastVote } from '#designer/client/types/cab.ts';
import type { Person } from '#designer/client/types/people.ts';
import { useText } from '#designer/ui/locale.ts';
import { ForWhom } from './ForWhom.tsx';
import { KeyHint } from './KeyHint.tsx';
import classes from './meeting.module.css';
import { Refused } from './Refused.tsx';
import type { OwnVoting } from './use-own-vote.ts';
import { voteIcon } from './words.tsx';

type Props = {
  voting: OwnVoting;
  /** Whoever asked for the change can only step back. */
  isOwn: boolean;
  /** What somebody who stands in for them has said. */
  inTheirPlace: CastVote | undefined;
  /** Oneself, where one sits on the board. */
  me: Person | null;
  speaksFor: readonly Person[];
  /** Whose letters decide have others for their vote. */
  hasKeys: boolean;
};

export const OWN_VOTE = 'cab-own-vote';
const KEYS = { approve: 'a', reject: 'r', abstain: 'd', recused: null } as const;

export function OwnVote({ voting, isOwn, inTheirPlace, me, speaksFor, hasKeys }: Props) {
  const t = useText();
  const { cast } = voting;
  const offered = BOARD_VOTES.filter((vote) => !isOwn || vote === 'recused');
  return (
    <section
      id={OWN_VOTE}
      tabIndex={-1}
      className={classes.card}
      aria-labelledby="cab-own-vote-heading"
    >
      <h3 id="cab-own-vote-heading" className={classes.heading}>
        {t(me === null ? 'cab.vote.standIn' : 'cab.vote.own')}
      </h3>
      <ForWhom me={me} speaksFor={speaksFor} voting={voting} />
      <Textarea
        label={t('cab.vote.comment')}
        size="md"
        value={voting.comment}
        onChange={(event) => voting.setComment(event.currentTarget.value)}
        minRows={1}
        maxRows={6}
        maxLength={2_000}
        dir="auto"
      />
      <div className={classes.ballot}>
        {offered.map((vote) => {
          const Icon = voteIcon(vote);
          const key = hasKeys ? KEYS[vote] : null;
          return (
            <Button
              key={vote}
              size="md"
              variant="default"
              className={classes.pressed}
              data-vote={vote}
              aria-pressed={cast?.vote === vote}
              leftSection={<Icon size={18} stroke={2.2} />}
              rightSection={key && <KeyHint keys={key} />}
              loading={voting.busy === vote}
              disabled={voting.busy !== null && voting.busy !== vote}
              onClick={() => voting.vote(vote)}
            >
              {t(`cab.vote.${vote}`)}
            </Button>
          );
        })}
      </div>
      <p className={classes.quiet} role="status">
        {cast
          ? t(`cab.vote.yours.${cast.vote}`)
          : inTheirPlace?.standIn
            ? t('cab.vote.yours.standIn', {
                name: inTheirPlace.standIn.name,
                vote: t(`cab.voted.${inTheirPlace.vote}`),
              })
            : t(isOwn ? 'cab.vote.yours.own' : 'cab.vote.yours.none')}
      </p>
      <Refused problem={voting.problem} />
    </section>
  );
}
