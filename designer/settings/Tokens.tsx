/** Personal access tokens: made, shown once, revoked. */
import {
  ActionIcon,
  Button,
  CopyButton,
  Group,
  Modal,
  PasswordInput,
  Select,
  Stack,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { IconKey, IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { isProblem } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import { createToken, revokeToken, tokensQuery } from '#designer/client/tokens.ts';
import type { Token } from '#designer/client/types/people.ts';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { Time } from '#designer/ui/Time.tsx';
import { useToast } from '#designer/ui/toast.ts';
import { type Column, Lead, Table } from './parts.tsx';
import classes from './Tokens.module.css';

const DAYS = [30, 90, 365] as const;
const NEVER = 'never';
const DAY_MS = 86_400_000;

export function Tokens() {
  const t = useText();
  const tokens = useQuery(tokensQuery);
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<Token | null>(null);
  const columns: Column<Token>[] = [
    { key: 'name', head: t('tokens.name'), cell: (token) => <strong>{token.name}</strong> },
    { key: 'created', head: t('tokens.created'), cell: (token) => <Time at={token.createdAt} /> },
    {
      key: 'used',
      head: t('tokens.lastUsed'),
      cell: (token) =>
        token.lastUsedAt === null ? t('tokens.unused') : <Time at={token.lastUsedAt} />,
    },
    {
      key: 'expires',
      head: t('tokens.expiresAt'),
      cell: (token) =>
        token.expiresAt === null ? t('tokens.never') : <Time at={token.expiresAt} />,
    },
    {
      key: 'acts',
      head: '',
      cell: (token) => (
        <Tooltip label={t('tokens.revoke', { name: token.name })}>
          <ActionIcon
            aria-label={t('tokens.revoke', { name: token.name })}
            onClick={() => setRevoking(token)}
          >
            <IconTrash size={16} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      ),
    },
  ];
  const create = (
    <Button leftSection={<IconPlus size={15} />} onClick={() => setCreating(true)}>
      {t('tokens.create')}
    </Button>
  );
  return (
    <>
      <Lead action={create}>{t('tokens.text')}</Lead>
      {tokens.isError && (
        <ProblemNotice error={tokens.error} onRetry={() => void tokens.refetch()} />
      )}
      {tokens.data?.items.length === 0 && (
        <EmptyState icon={IconKey} title={t('tokens.none.title')}>
          {t('tokens.none.text')}
        </EmptyState>
      )}
      {tokens.data !== undefined && tokens.data.items.length > 0 && (
        <Table
          caption={t('settings.tokens')}
          columns={columns}
          rows={tokens.data.items}
          keyOf={(token) => token.id}
        />
      )}
      {creating && <CreateDialog onClose={() => setCreating(false)} />}
      {revoking !== null && <RevokeDialog token={revoking} onClose={() => setRevoking(null)} />}
    </>
  );
}

function CreateDialog({ onClose }: { onClose: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [days, setDays] = useState<string>('90');
  const [password, setPassword] = useState('');
  const [token, setToken] = useState<string | null>(null);
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
          <code className={classes.token} dir="ltr">
            {token}
          </code>
          <Group justify="flex-end" gap="sm">
            <CopyButton value={token}>
              {({ copied, copy }) => (
                <Button variant="default" onClick={copy}>
                  {copied ? t('common.copied') : t('tokens.copy')}
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

function RevokeDialog({ token, onClose }: { token: Token; onClose: () => void }) {
  const t = useText();
  const toast = useToast();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const revoke = async () => {
    setBusy(true);
    try {
      await revokeToken(token.id);
      toast.done(t('tokens.revoked', { name: token.name }));
      await client.invalidateQueries({ queryKey: keys.tokens });
      onClose();
    } catch (error) {
      toast.failed(error);
      setBusy(false);
    }
  };
  const title = t('tokens.revoke', { name: token.name });
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="lg">
        <p>{t('tokens.revoke.text')}</p>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('common.cancel')}
          </Button>
          <Button color="red" loading={busy} onClick={() => void revoke()}>
            {title}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
