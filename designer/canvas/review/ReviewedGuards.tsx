/** What a reviewer decides on beside the drawing: which versions it calls, what it must pass, and what that no longer asks. */
import { IconAlertTriangle } from '@tabler/icons-react';
import { useSay } from '#designer/ui/diagram/say.ts';
import { Time } from '#designer/ui/Time.tsx';
import type { ReviewedDraft } from '../queries.ts';
import styles from './review.module.css';

export const ReviewedGuards = ({ draft }: { readonly draft: ReviewedDraft }) => {
  const say = useSay();
  const { calls, required, loosened } = draft;
  if (calls.length + required.length + loosened.length === 0) return null;
  return (
    <ul className={styles.guards} aria-label={say('canvas.review.guards')}>
      {calls.map(({ element, process, version }) => (
        <li key={element} dir="auto">
          {version === null
            ? say('canvas.review.callsNothing', { process })
            : say('canvas.review.calls', { process, version })}
        </li>
      ))}
      {required.length > 0 && (
        <li dir="auto">{say('canvas.review.mustPass', { names: required.join(', ') })}</li>
      )}
      {loosened.map(({ scenario, how, by, at }) => (
        <li key={`${scenario} ${at}`} className={styles.loosened} dir="auto">
          <IconAlertTriangle size={15} aria-hidden />
          <span>
            {say(`canvas.review.loosened.${how}`, { name: by?.name ?? '', scenario })}{' '}
            <Time at={at} />
          </span>
        </li>
      ))}
    </ul>
  );
};
