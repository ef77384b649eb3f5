/** The rounds that are over, folded: who had said what, for whom and when, and why it counts no more. */
import type { Approval } from '#designer/client/types/tasks.ts';
import { Votes } from '#designer/ui/approval/Votes.tsx';
import { useText } from '#designer/ui/locale.ts';
import { Time } from '#designer/ui/Time.tsx';
import page from './ApprovalPage.module.css';
import classes from './rounds.module.css';
import { WhyAgain } from './WhyAgain.tsx';

export function EarlierRounds({ approval }: { approval: Approval }) {
  const t = useText();
  if (approval.earlier.length === 0) return null;
  return (
    <section className={page.card}>
      <h2 className={page.heading}>{t('approval.earlier')}</h2>
      {approval.earlier.map(({ round, endedAt, why, votes }) => (
        <details key={round} className={classes.round}>
          <summary>
            <strong>{t('approval.round', { round })}</strong>
            <span>
              {t('approval.earlier.ended')} <Time at={endedAt} short />
            </span>
          </summary>
          <div className={classes.told}>
            {votes.length === 0 ? (
              <p className={classes.note}>{t('approval.earlier.nobody')}</p>
            ) : (
              <Votes votes={votes} />
            )}
            <p className={classes.note}>
              {t(why.changed === null ? 'approval.earlier.wanted' : 'approval.earlier.changed')}
            </p>
            <WhyAgain approval={approval} why={why} />
          </div>
        </details>
      ))}
    </section>
  );
}
