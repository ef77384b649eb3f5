/** An approval: as each of those who are asked, with what is still missing; or decided at once, as a board does. */
import { Button } from '@mantine/core';
import { IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import type { Round } from '#engine/rehearsal/index.ts';
import { useEditor } from '../../editor/editor.tsx';
import { ActButton } from '../ActButton.tsx';
import styles from '../rehearse.module.css';
import { decisionsAt, roundWords, voterWords } from '../voters.ts';
import type { ActsProps } from './props.ts';

const DECISIONS = ['approve', 'reject', 'abstain'] as const;
const SIGNS = { approve: IconCheck, reject: IconX, abstain: IconMinus } as const;

export const VoteActs = (props: ActsProps) => {
  const { say, definition } = useEditor();
  const { element, waiting, onHappening } = props;
  const { round } = waiting;
  // A single vote decides a stage and not yet all of it.
  const isMany = round !== null && (round.voters.length > 1 || round.stage !== null);
  const acts = decisionsAt(definition, element).map((outcome) => (
    <ActButton
      key={outcome}
      label={say(`canvas.rehearse.act.${outcome}`)}
      first={!isMany && outcome === 'approved'}
      onClick={() => onHappening({ type: 'decide', element: element.id, outcome })}
    />
  ));
  if (!isMany) return acts;
  return (
    <div className={styles.column}>
      <Voters {...props} round={round} />
      <p className={styles.hint}>{say('canvas.rehearse.atOnce')}</p>
      <div className={styles.cardActs}>{acts}</div>
    </div>
  );
};

const Voters = ({ element, round, onHappening }: ActsProps & { readonly round: Round }) => {
  const { say, names } = useEditor();
  const { voters, votes } = round;
  const said = new Map(votes.map(({ voter, decision }) => [voter, decision]));
  return (
    <>
      <p className={styles.round}>{roundWords(say, round)}</p>
      <ul className={styles.voters}>
        {voters.map((voter) => {
          const name = voterWords(say, element, voter, names);
          const decision = said.get(voter);
          const Sign = decision && SIGNS[decision];
          return (
            <li key={voter} className={styles.voter} data-decision={decision}>
              <span className={styles.voterName} dir="auto">
                {name}
              </span>
              {decision && Sign ? (
                <span className={styles.voted}>
                  <Sign size={14} aria-hidden />
                  {say(`canvas.rehearse.voted.${decision}`)}
                </span>
              ) : (
                <span className={styles.ballot}>
                  {DECISIONS.map((one) => (
                    <Button
                      key={one}
                      size="compact-xs"
                      variant="default"
                      aria-label={say(`canvas.rehearse.voteAs.${one}`, { name })}
                      onClick={() =>
                        onHappening({ type: 'vote', element: element.id, voter, decision: one })
                      }
                    >
                      {say(`canvas.rehearse.vote.${one}`)}
                    </Button>
                  ))}
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
};
