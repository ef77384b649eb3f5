/** What became of a standard change, the latest first: who, when and why. */
import type { StandardEvent } from '#designer/client/types/standard-changes.ts';
import type { MessageId } from '#designer/messages/en.ts';
import { useText } from '#designer/ui/locale.ts';
import { Time } from '#designer/ui/Time.tsx';
import classes from './standard-changes.module.css';

const WORDS: Readonly<Record<string, MessageId>> = {
  'standardChange.proposed': 'standards.event.proposed',
  'standardChange.approved': 'standards.event.approved',
  'standardChange.rejected': 'standards.event.rejected',
  'standardChange.changed': 'standards.event.changed',
  'standardChange.wentWrong': 'standards.event.wentWrong',
  'standardChange.reviewBegun': 'standards.event.reviewBegun',
  'standardChange.reviewEnded': 'standards.event.reviewEnded',
  'standardChange.kept': 'standards.event.kept',
  'standardChange.suspended': 'standards.event.suspended',
  'standardChange.resumed': 'standards.event.resumed',
  'standardChange.retired': 'standards.event.retired',
};

export function History({ events }: { events: readonly StandardEvent[] }) {
  const t = useText();
  return (
    <section className={classes.section} aria-labelledby="standard-history">
      <h2 id="standard-history" className={classes.heading}>
        {t('standards.history')}
      </h2>
      <ol className={classes.list}>
        {events.map(({ id, at, type, actor, version, change, reason }) => {
          const words = WORDS[type];
          return (
            words && (
              <li key={id} className={classes.event}>
                <span dir="auto">
                  {t(words, {
                    actor: actor.kind === 'person' ? (actor.name ?? '') : t('common.system'),
                    version: version ?? 0,
                    change: change ?? '',
                  })}
                  {reason !== '' && ` ${reason}`}
                </span>
                <Time at={at} short />
              </li>
            )
          );
        })}
      </ol>
    </section>
  );
}
