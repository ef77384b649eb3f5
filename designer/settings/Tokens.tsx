/** Personal access tokens: made, shown once, revoked. */
import { ActionIcon, Button, Group, Modal, Stack, Tooltip } from '@mantine/core';
import { IconKey, IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keys } from '#designer/client/query.ts';
import { revokeToken, tokensQuery } from '#designer/client/tokens.ts';
import type { Token } from '#designer/client/types/people.ts';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { Time } from '#designer/ui/Time.tsx';
import { useToast } from '#designer/ui/toast.ts';
import { CreateToken } from './CreateToken.tsx';
import { type Column, Lead, Table } from './parts.tsx';

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
      {creating && <CreateToken onClose={() => setCreating(false)} />}
      {revoking !== null && <RevokeDialog token={revoking} onClose={() => setRevoking(null)} />}
    </>
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
