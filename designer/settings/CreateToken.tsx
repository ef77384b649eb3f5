/** Making an access token: what it is for, until when, and whether it may only show the wallboard. It is shown once. */
import {
  Button,
  CopyButton,
  Group,
  Modal,
  PasswordInput,
  Select,
  Stack,
  Switch,
  TextInput,
} from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useMay } from '#designer/client/me.ts';
import { isProblem } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import { createToken } from '#designer/client/tokens.ts';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import classes from './Tokens.module.css';

const DAYS = [30, 90, 365] as const;
const NEVER = 'never';
const DAY_MS = 86_400_000;

export function CreateToken({ onClose }: { onClose: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [days, setDays] = useState<string>('90');
  const [password, setPassword] = useState('');
  const [token, setToken] = useState<string | null>(null);
  const [forWall, setForWall] = useState(false);
  const mayWatch = useMay('wallboard.read');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      const expiresAt =
        days === NEVER ? undefined : new Date(Date.now() + Number(days) * DAY_MS).toISOString();
      const created = await createToken({
        name: name.trim(),
        ...(expiresAt === undefined ? {} : { expiresAt }),
        ...(forWall ? { scopes: ['wallboard.read'] } : {}),
        password,
      });
      setToken(created.token);
      await client.invalidateQueries({ queryKey: keys.tokens });
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };

  const wrong = isProblem(problem, 'password_required');
  if (token !== null) {
    const shown = forWall ? `${window.location.origin}/wallboard#token=${token}` : token;
    return (
      <Modal
        opened
        onClose={onClose}
        title={t('tokens.shown.title')}
        closeOnClickOutside={false}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Stack gap="md">
          <p>{t('tokens.shown.text')}</p>
          {forWall && <p>{t('tokens.shown.wall')}</p>}
          <code className={classes.token} dir="ltr">
            {shown}
          </code>
          <Group justify="flex-end" gap="sm">
            <CopyButton value={shown}>
              {({ copied, copy }) => (
                <Button variant="default" onClick={copy}>
                  {copied ? t('common.copied') : t(forWall ? 'tokens.copyAddress' : 'tokens.copy')}
                </Button>
              )}
            </CopyButton>
            <Button onClick={onClose}>{t('tokens.done')}</Button>
          </Group>
        </Stack>
      </Modal>
    );
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('tokens.create')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="lg">
          <TextInput
            label={t('tokens.name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            required
            withAsterisk={false}
            data-autofocus
            maxLength={100}
          />
          <Select
            label={t('tokens.expires')}
            data={[
              ...DAYS.map((count) => ({
                value: String(count),
                label: t('tokens.days', { count }),
              })),
              { value: NEVER, label: t('tokens.never') },
            ]}
            value={days}
            onChange={(value) => setDays(value ?? '90')}
            allowDeselect={false}
          />
          {mayWatch && (
            <Switch
              label={t('tokens.forWall')}
              description={t('tokens.forWall.help')}
              checked={forWall}
              onChange={(event) => setForWall(event.currentTarget.checked)}
            />
          )}
          <PasswordInput
            label={t('tokens.password')}
            description={t('tokens.password.help')}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            autoComplete="current-password"
            required
            withAsterisk={false}
            aria-invalid={wrong || undefined}
            error={wrong ? t('password.wrong') : undefined}
          />
          {problem !== null && !wrong && <ProblemNotice error={problem} compact />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {t('tokens.create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
