/** What a run waits for, token by token, with what can be done about each. */
import { Button } from '@mantine/core';
import type { RunDetail, RunToken } from '#designer/client/types/runs.ts';
import { Code } from '#designer/ui/Code.tsx';
import { useSay } from '#designer/ui/diagram/say.ts';
import { nameOf } from '#designer/ui/diagram/words.ts';
import { knownFailure } from '#designer/ui/failure-words.ts';
import { useText } from '#designer/ui/locale.ts';
import { Time } from '#designer/ui/Time.tsx';
import type { RepairWish } from '../repairs/RepairDialog.tsx';
import classes from './parts.module.css';
import { waitWords } from './wait-words.ts';

type Props = { detail: RunDetail; onWish: (wish: RepairWish) => void };

export function RunTokens({ detail, onWish }: Props) {
  const t = useText();
  const { tokens } = detail;
  // What is wrong first, then what the flow waits for; what only listens last.
  const sorted = [...tokens].sort(
    (one, other) =>
      Number(other.failure !== null) - Number(one.failure !== null) ||
      Number(one.beside) - Number(other.beside),
  );
  return (
    <section className={classes.card}>
      <h2 className={classes.heading}>{t('runs.tokens.title')}</h2>
      {sorted.length === 0 ? (
        <p className={classes.quiet}>{t('runs.tokens.none')}</p>
      ) : (
        <ul className={classes.tokens}>
          {sorted.map((token) => (
            <Token key={token.token} token={token} detail={detail} onWish={onWish} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Token({ token, detail, onWish }: { token: RunToken } & Props) {
  const t = useText();
  const say = useSay();
  const element = detail.definition.elements.find(({ id }) => id === token.element);
  const name = element ? nameOf(say, element) : token.element;
  const may = token.beside ? undefined : detail.repairs[token.element];
  return (
    <li className={classes.token} data-failed={token.failure !== null || undefined}>
      <span className={classes.name} dir="auto">
        {name}
      </span>
      <span className={classes.quiet}>
        {t(waitWords(token))} · {t('runs.here.since')} <Time at={token.since} />
        {token.until !== null && (
          <>
            {' · '}
            {t('runs.tokens.until')} <Time at={token.until} />
          </>
        )}
      </span>
      {token.failure && (
        <span className={classes.bad} dir="auto">
          {knownFailure(say, token.failure.code) ?? token.failure.message}{' '}
          <Code>{token.failure.code}</Code>
        </span>
      )}
      {may && (
        <span className={classes.acts}>
          {may.outcomes !== null && (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t('runs.act.skipOf', { name })}
              onClick={() => onWish({ kind: 'skip', token: token.token })}
            >
              {t('runs.act.skip')}
            </Button>
          )}
          {may.to.length > 0 && (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t('runs.act.moveOf', { name })}
              onClick={() => onWish({ kind: 'move', token: token.token })}
            >
              {t('runs.act.move')}
            </Button>
          )}
        </span>
      )}
    </li>
  );
}
