/** One's own password: the current one, the new one, and how good its length is. */
import { Button, PasswordInput } from '@mantine/core';
import { type FormEvent, useId, useState } from 'react';
import { changePassword, useMe } from '#designer/client/me.ts';
import { isProblem } from '#designer/client/problem.ts';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useToast } from '#designer/ui/toast.ts';
import classes from './Profile.module.css';

const SHORTEST = 8;
const FAIR = 12;
const STRONG = 16;

export function Password() {
  const t = useText();
  const me = useMe();
  const toast = useToast();
  const heading = useId();
  const strength = useId();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [busy, setBusy] = useState(false);
  const [tooShort, setTooShort] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const wrong = isProblem(problem, 'password_required');
  const length = [...next].length;
  const level =
    length < SHORTEST ? 'short' : length < FAIR ? 'fair' : length < STRONG ? 'good' : 'strong';

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setProblem(null);
    setTooShort(length < SHORTEST);
    if (length < SHORTEST) return;
    setBusy(true);
    try {
      await changePassword(me, current, next);
      setCurrent('');
      setNext('');
      toast.done(t('password.changed'));
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      className={classes.form}
      aria-labelledby={heading}
      onSubmit={(event) => void submit(event)}
    >
      <h2 id={heading} className={classes.heading}>
        {t('password.title')}
      </h2>
      <input type="text" autoComplete="username" value={me.user.email} readOnly hidden />
      <PasswordInput
        label={t('password.current')}
        value={current}
        onChange={(event) => setCurrent(event.currentTarget.value)}
        autoComplete="current-password"
        required
        withAsterisk={false}
        aria-invalid={wrong || undefined}
        error={wrong ? t('password.wrong') : undefined}
        dir="ltr"
      />
      <PasswordInput
        label={t('password.next')}
        description={t('password.help', { count: SHORTEST })}
        value={next}
        onChange={(event) => setNext(event.currentTarget.value)}
        autoComplete="new-password"
        required
        maxLength={1000}
        withAsterisk={false}
        aria-describedby={next === '' ? undefined : strength}
        error={
          tooShort && length < SHORTEST ? t('password.tooShort', { count: SHORTEST }) : undefined
        }
        dir="ltr"
      />
      {next !== '' && (
        <p id={strength} className={classes.strength}>
          <meter
            min={0}
            max={STRONG}
            low={SHORTEST}
            high={FAIR}
            optimum={STRONG}
            value={Math.min(length, STRONG)}
            aria-label={t('password.strength')}
          />
          {t(`password.level.${level}`)}
        </p>
      )}
      {problem !== null && !wrong && <ProblemNotice error={problem} compact />}
      <Button type="submit" loading={busy} className={classes.save}>
        {t('password.change')}
      </Button>
    </form>
  );
}
