/** What was said in a round that is over: by whom, for whom, when and why. */
import type { EarlierRound } from '#designer/client/types/tasks.ts';
import classes from '../ApprovalRound.module.css';
import { Seat } from './Seat.tsx';

export function Votes({ votes }: { votes: EarlierRound['votes'] }) {
  return (
    <ul className={classes.people}>
      {votes.map(({ voter, outside, actedBy, decision, comment, at, signed }, seat) => (
        <Seat
          key={`${voter.email} ${at}`}
          people={[
            {
              ...voter,
              decision,
              comment,
              decidedAt: at,
              actedBy,
              signed,
              stage: 0,
              seat,
              via: null,
              standIns: [],
              away: false,
              outside,
            },
          ]}
          weight={null}
          veto={false}
          isLater={false}
          isOver
        />
      ))}
    </ul>
  );
}
