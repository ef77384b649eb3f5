/** Deciding, for oneself or in somebody’s place; afterwards what was decided and what comes next. */
import { useMe } from '#designer/client/me.ts';
import type { Approval } from '#designer/client/types/tasks.ts';
import { stageName } from '#designer/ui/approval/round-words.ts';
import { shownState } from '#designer/ui/approval/shown-state.ts';
import { useRoundWords } from '#designer/ui/approval/use-words.ts';
import { useText } from '#designer/ui/locale.ts';
import { Decide } from './Decide.tsx';
import classes from './DecisionPanel.module.css';
import { Outcome } from './Outcome.tsx';
import { standingOf, voicesOf } from './standing.ts';

const TONES = { approve: 'good', reject: 'bad', abstain: 'none' } as const;

export function DecisionPanel({ approval }: { approval: Approval }) {
  const t = useText();
  const words = useRoundWords();
  const { email } = useMe().user;
  const standing = standingOf(approval, email);
  switch (standing.is) {
    case 'asked':
      return <Decide approval={approval} voices={voicesOf(approval, email)} />;
    case 'decided': {
      // Of a plan that is another now nothing was decided.
      const isOfAnother = approval.outdated && standing.decision === 'approve';
      return (
        <Outcome
          approval={approval}
          title={t(`approval.decided.${isOfAnother ? 'outdated' : standing.decision}`)}
          tone={isOfAnother ? 'none' : TONES[standing.decision]}
        />
      );
    }
    case 'over': {
      const state = shownState({ ...approval, state: standing.state });
      return (
        <Outcome
          approval={approval}
          title={t(`approval.over.${state}`)}
          tone={state === 'approved' ? 'good' : state === 'rejected' ? 'bad' : 'none'}
        />
      );
    }
    case 'later':
      return (
        <p className={classes.note}>
          {t('approval.later', { stage: stageName(words, standing.stage, standing.number) })}
        </p>
      );
    case 'outside':
      return <p className={classes.note}>{t('approval.notYours')}</p>;
  }
}
