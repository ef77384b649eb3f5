/** That everybody is asked anew in this round, and why: whoever has decided before wants to know that first. Then what is another since it was approved. */
import type { Approval } from '#designer/client/types/tasks.ts';
import { useText } from '#designer/ui/locale.ts';
import classes from './rounds.module.css';
import { WhyAgain } from './WhyAgain.tsx';

export function AskedAgainNotice({ approval }: { approval: Approval }) {
  return (
    <>
      <Again approval={approval} />
      <SinceApproved approval={approval} />
    </>
  );
}

function Again({ approval }: { approval: Approval }) {
  const t = useText();
  const why = approval.askedAgain;
  if (why === null) return null;
  return (
    <section className={classes.notice} aria-label={t('approval.again')}>
      <h2 className={classes.heading}>
        {t(why.changed === null ? 'approval.again.wanted' : 'approval.again.changed')}
      </h2>
      <WhyAgain approval={approval} why={why} />
      <p className={classes.note}>{t('approval.again.text')}</p>
    </section>
  );
}

/** It was approved before: what is another since says what there is to look at. */
function SinceApproved({ approval }: { approval: Approval }) {
  const t = useText();
  const changed = approval.sinceApproved ?? [];
  if (changed.length === 0) return null;
  return (
    <section className={classes.notice} aria-label={t('approval.since')}>
      <h2 className={classes.heading}>{t('approval.since')}</h2>
      <WhyAgain approval={approval} why={{ changed, by: null, reason: null }} />
    </section>
  );
}
