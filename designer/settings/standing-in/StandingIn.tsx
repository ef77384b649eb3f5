/** Who decides for me while I cannot, and for whom I decide. */
import { useMe } from '#designer/client/me.ts';
import { useText } from '#designer/ui/locale.ts';
import { Lead } from '../parts.tsx';
import { Delegations } from './Delegations.tsx';
import classes from './standing-in.module.css';

const ME = 'me';

export function StandingIn() {
  const t = useText();
  const { email, name } = useMe().user;
  return (
    <>
      <Lead>{t('standingIn.text')}</Lead>
      <div className={classes.parts}>
        <Delegations
          of="mine"
          title={t('standingIn.mine')}
          none={t('standingIn.mine.none')}
          person={{ asked: ME, email, name }}
        />
        <Delegations
          of="forMe"
          title={t('standingIn.forMe')}
          none={t('standingIn.forMe.none')}
          person={{ asked: ME, email, name }}
        />
      </div>
    </>
  );
}
