/** What is wrong in the weeks that are shown, in words; or that nothing is. */
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import type { DoubleBooking, Gap } from '#designer/client/types/rotas.ts';
import { useText } from '#designer/ui/locale.ts';
import classes from './on-call.module.css';
import { useMoment } from './words.ts';

/** A list of more is read in the timeline. */
const MOST = 20;

type Props = {
  timeZone: string;
  rota: string;
  gaps: readonly Gap[];
  doubles: readonly DoubleBooking[];
};

export function Wrong({ timeZone, rota, gaps, doubles }: Props) {
  const t = useText();
  const moment = useMoment(timeZone);
  const told = [
    ...gaps.slice(0, MOST).map(({ from, to, reason, person }) => ({
      key: `gap ${from}`,
      text: t(reason === 'inactive' ? 'onCall.gap.inactive' : 'onCall.gap', {
        name: person?.name ?? '',
        from: moment(from),
        to: moment(to),
      }),
    })),
    ...doubles.slice(0, MOST).map(({ from, to, person, rotas }) => ({
      key: `double ${person.id} ${from}`,
      text: t('onCall.doubles.one', {
        name: person.name,
        rotas: rotas
          .filter(({ id }) => id !== rota)
          .map(({ name }) => name)
          .join(', '),
        from: moment(from),
        to: moment(to),
      }),
    })),
  ];
  if (told.length === 0)
    return (
      <p className={classes.fine}>
        <IconCircleCheck size={16} aria-hidden="true" /> {t('onCall.fine')}
      </p>
    );
  return (
    <ul className={classes.wrong}>
      {told.map(({ key, text }) => (
        <li key={key}>
          <IconAlertTriangle size={16} aria-hidden="true" /> {text}
        </li>
      ))}
    </ul>
  );
}
