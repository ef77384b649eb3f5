/** Having everybody asked again, from a menu: told first what that does, and with a reason that everybody reads. */
import { ActionIcon, Menu, Text, Textarea } from '@mantine/core';
import { IconDots, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { beginRound } from '#designer/client/approvals.ts';
import { fieldError } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import type { Approval } from '#designer/client/types/tasks.ts';
import { useApprovalChanged } from '#designer/client/use-approval-changed.ts';
import { useText } from '#designer/ui/locale.ts';
import { SaveDialog } from '#designer/ui/SaveDialog.tsx';

/** The most the API takes. */
const REASON_MAX = 1_000;

export function BeginRound({ approval }: { approval: Approval }) {
  const t = useText();
  const [isAsking, setAsking] = useState(false);
  if (!approval.allowed.includes('askAgain')) return null;
  return (
    <>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <ActionIcon variant="default" size="lg" aria-label={t('act.more')}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconRefresh size={16} />} onClick={() => setAsking(true)}>
            {t('approval.begin')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isAsking && <Reason approval={approval} onClose={() => setAsking(false)} />}
    </>
  );
}

function Reason({ approval, onClose }: { approval: Approval; onClose: () => void }) {
  const t = useText();
  const changed = useApprovalChanged();
  const [reason, setReason] = useState('');
  const text = reason.trim();
  const decided = new Set(
    approval.approvers.flatMap(({ decision, seat }) => (decision === null ? [] : [seat])),
  ).size;
  return (
    <SaveDialog
      title={t('approval.begin')}
      submit={t('approval.begin.submit')}
      what={[approval.id, text]}
      save={async (sendKey) => changed(await beginRound(approval.id, text, sendKey))}
      saved={t('approval.begin.done')}
      touches={[keys.approvals()]}
      disabled={text === ''}
      saysItself={(problem) => fieldError(problem, '/reason') !== undefined}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <Text size="sm">{t('approval.begin.text', { count: decided })}</Text>
          <Textarea
            label={t('approval.begin.reason')}
            description={t('approval.begin.reason.help')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={fieldError(problem, '/reason')}
            maxRows={10}
            maxLength={REASON_MAX}
            required
            withAsterisk={false}
            data-autofocus
          />
        </>
      )}
    </SaveDialog>
  );
}
