/** The versions of a standard change, the latest first: who proposed each and why, what was decided, and its plan. */
import { Link } from '@tanstack/react-router';
import type { StandardChange, StandardVersion } from '#designer/client/types/standard-changes.ts';
import { Chip, type Tone } from '#designer/ui/Chip.tsx';
import { useText } from '#designer/ui/locale.ts';
import { Time } from '#designer/ui/Time.tsx';
import { Plan } from './Plan.tsx';
import classes from './standard-changes.module.css';

const TONES: Record<StandardVersion['state'], Tone> = {
  proposed: 'info',
  approved: 'good',
  rejected: 'neutral',
};

export function Versions({ standard }: { standard: StandardChange }) {
  const t = useText();
  return (
    <section className={classes.section} aria-labelledby="standard-versions">
      <h2 id="standard-versions" className={classes.heading}>
        {t('standards.versions')}
      </h2>
      <ol className={classes.list}>
        {standard.versions.map((version) => (
          <Version
            key={version.number}
            version={version}
            isInForce={version.number === standard.inForce}
          />
        ))}
      </ol>
    </section>
  );
}

function Version({ version, isInForce }: { version: StandardVersion; isInForce: boolean }) {
  const t = useText();
  const { number, state, proposedBy, proposedAt, note, reason, votes, fromChange, uses } = version;
  return (
    <li className={classes.version}>
      <p className={classes.versionHead}>
        <span className={classes.strong}>{t('standards.version', { version: number })}</span>
        <Chip tone={TONES[state]}>
          {t(isInForce ? 'standards.version.inForce' : `standards.version.${state}`)}
        </Chip>
        {proposedBy && <span dir="auto">{t('standards.by', { name: proposedBy.name })}</span>}
        <Time at={proposedAt} short />
        {uses > 0 && <span>{t('standards.uses', { count: uses })}</span>}
      </p>
      {note !== '' && <p dir="auto">{note}</p>}
      {fromChange !== null && (
        <p>
          <Link to="/tickets/$id" params={{ id: fromChange }}>
            {t('standards.from', { number: fromChange })}
          </Link>
        </p>
      )}
      {votes.map(({ by, decision, comment, at }) => (
        <p key={`${by.id} ${at}`} className={classes.quiet} dir="auto">
          {t(`standards.vote.${decision}`, { name: by.name })} {comment}
        </p>
      ))}
      {reason !== '' && !votes.some(({ comment }) => comment === reason) && (
        <p className={classes.quiet} dir="auto">
          {reason}
        </p>
      )}
      {!isInForce && (
        <details>
          <summary>{t('standards.plan', { version: number })}</summary>
          <Plan version={version} />
        </details>
      )}
    </li>
  );
}
