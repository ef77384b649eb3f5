/** Who is on call and until when; or that nobody is, or nobody who can answer. */
import type { Rota } from '#designer/client/types/rotas.ts';
import { PersonName } from '#designer/ui/Avatar.tsx';
import { useText } from '#designer/ui/locale.ts';
import { useDueText } from '#designer/ui/time.ts';
import classes from './on-call.module.css';

export function OnCallNow({ rota: { onCall } }: { rota: Rota }) {
  const t = useText();
  const due = useDueText();
  const { shift, gap } = onCall;
  if (gap)
    return (
      <span className={classes.bad}>
        {gap.person ? t('onCall.inactive', { name: gap.person.name }) : t('onCall.nobody')}
      </span>
    );
  if (!shift) return <span className={classes.quiet}>{t('onCall.nobodyNeeded')}</span>;
  return (
    <span className={classes.acts}>
      <PersonName person={shift.person} />
      <span className={classes.quiet}>
        {t('onCall.until')} {due(shift.to)}
      </span>
    </span>
  );
}
