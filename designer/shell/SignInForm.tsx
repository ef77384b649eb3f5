/** Address and password. The organization is asked for only where the address belongs to several. */
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { signIn } from '#designer/client/me.ts';
import { isProblem } from '#designer/client/problem.ts';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import classes from './SignIn.module.css';

export function SignInForm({
  onDone,
  email: fixed,
}: {
  onDone: () => Promise<unknown>;
  email?: string;
}) {
  const t = useText();
  const [email, setEmail] = useState(fixed ?? '');
  const [password, setPassword] = useState('');
  const [tenant, setTenant] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [asksTenant, setAsksTenant] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await signIn({
        email: email.trim(),
        password,
        ...(tenant === '' ? {} : { tenant: tenant.trim() }),
      });
      await onDone();
    } catch (problem) {
      if (wantsTenant(problem)) setAsksTenant(true);
      else setError(problem);
    } finally {
      setBusy(false);
    }
  };

  const wrong = isProblem(error) && error.status === 401;
  const throttled = isProblem(error) && error.status === 429;
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <TextInput
        size="md"
        type="email"
        name="email"
        autoComplete="username"
        label={t('signIn.email')}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        required
        withAsterisk={false}
        autoFocus={fixed === undefined}
        dir="ltr"
      />
      <PasswordInput
        size="md"
        name="password"
        autoComplete="current-password"
        label={t('signIn.password')}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        required
        withAsterisk={false}
        autoFocus={fixed !== undefined}
        aria-invalid={wrong || undefined}
        error={wrong ? t('signIn.wrong') : throttled ? t('signIn.throttled') : undefined}
        dir="ltr"
      />
      {asksTenant && (
        <TextInput
          size="md"
          name="organization"
          label={t('signIn.tenant')}
          description={t('signIn.tenant.help')}
          value={tenant}
          onChange={(event) => setTenant(event.currentTarget.value)}
          required
          withAsterisk={false}
          autoFocus
          dir="ltr"
        />
      )}
      {error !== null && !wrong && !throttled && <ProblemNotice error={error} compact />}
      <Button type="submit" size="md" loading={busy} fullWidth>
        {t('signIn.submit')}
      </Button>
    </form>
  );
}

const wantsTenant = (problem: unknown) =>
  isProblem(problem) &&
  (/tenant/.test(problem.code) || problem.errors.some((one) => one.pointer === '/tenant'));
