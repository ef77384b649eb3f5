/** One service or system: what it is, what it stands on and what stands on it, and the open tickets that are about it. */
import { Button, Group } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useId, useState } from 'react';
import {
  changeItem,
  itemQuery,
  itemTicketsQuery,
  removeItem,
} from '#designer/client/config-items.ts';
import { keys } from '#designer/client/query.ts';
import type { ConfigItem } from '#designer/client/types/config-items.ts';
import { Chip } from '#designer/ui/Chip.tsx';
import { CriticalityChip } from '#designer/ui/CriticalityChip.tsx';
import { useCrumb } from '#designer/ui/crumb.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { PriorityMark } from '#designer/ui/PriorityMark.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { StatusChip } from '#designer/ui/StatusChip.tsx';
import { useToast } from '#designer/ui/toast.ts';
import { ItemDialog } from './ItemDialog.tsx';
import classes from './items.module.css';
import { ReachedTree } from './ReachedTree.tsx';

export function ItemPage() {
  const t = useText();
  const { item: key } = useParams({ from: '/app/settings/items/$item' });
  const item = useQuery(itemQuery(key));
  useCrumb(item.data?.name ?? t('settings.items'));
  return (
    <div className={classes.page}>
      <Link to="/settings/{-$section}" params={{ section: 'items' }} className={classes.back}>
        {t('settings.items')}
      </Link>
      {item.isPending && <PageSkeleton />}
      {item.isError && <ProblemNotice error={item.error} onRetry={() => void item.refetch()} />}
      {item.data && <Shown key={item.data.id} item={item.data} />}
    </div>
  );
}

function Shown({ item }: { item: ConfigItem }) {
  const t = useText();
  const [isEditing, setEditing] = useState(false);
  return (
    <>
      <header className={classes.head}>
        <div>
          <h1 className={classes.title} dir="auto">
            {item.name}
          </h1>
          <p className={classes.said}>
            <code className={classes.key}>{item.key}</code>
            <span>{t(`items.kind.${item.kind}`)}</span>
            <CriticalityChip criticality={item.criticality} />
            {!item.active && <Chip>{t('items.retired')}</Chip>}
          </p>
        </div>
        {item.allowed.includes('update') && <Acts item={item} onEdit={() => setEditing(true)} />}
      </header>
      {item.description !== '' && (
        <p className={classes.description} dir="auto">
          {item.description}
        </p>
      )}
      <dl className={classes.facts}>
        <dt>{t('items.owner')}</dt>
        <dd dir="auto">{item.owner?.name ?? t('common.nobody')}</dd>
        <dt>{t('items.group')}</dt>
        <dd dir="auto">{item.group?.name ?? t('field.empty')}</dd>
      </dl>
      <div className={classes.columns}>
        <ReachedTree item={item.key} way="dependencies" />
        <ReachedTree item={item.key} way="impact" />
      </div>
      <OpenTickets item={item.key} />
      {isEditing && <ItemDialog item={item} onClose={() => setEditing(false)} />}
    </>
  );
}

/** Nothing here needs asking first: what is retired can be taken up again, and what goes is named by nothing. */
function Acts({ item, onEdit }: { item: ConfigItem; onEdit: () => void }) {
  const t = useText();
  const toast = useToast();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const act = async (does: () => Promise<unknown>, said: string) => {
    setBusy(true);
    setProblem(null);
    try {
      await does();
      toast.done(said);
    } catch (error) {
      setProblem(error);
    }
    setBusy(false);
  };
  const retire = () =>
    act(
      async () => {
        const changed = await changeItem(item, { active: !item.active });
        client.setQueryData(itemQuery(item.key).queryKey, changed);
        await client.invalidateQueries({ queryKey: keys.items() });
      },
      t(item.active ? 'items.retire.done' : 'items.revive.done', { name: item.name }),
    );
  const remove = () =>
    act(
      async () => {
        await removeItem(item);
        await navigate({ to: '/settings/{-$section}', params: { section: 'items' } });
        await client.invalidateQueries({ queryKey: keys.items('list') });
      },
      t('settings.removed', { name: item.name }),
    );
  return (
    <div>
      <Group gap="xs" justify="flex-end">
        <Button variant="default" disabled={busy} onClick={() => void remove()}>
          {t('common.remove')}
        </Button>
        <Button variant="default" disabled={busy} onClick={() => void retire()}>
          {t(item.active ? 'items.retire' : 'items.revive')}
        </Button>
        <Button leftSection={<IconPencil size={15} />} onClick={onEdit}>
          {t('common.edit')}
        </Button>
      </Group>
      {problem !== null && <ProblemNotice error={problem} compact />}
    </div>
  );
}

function OpenTickets({ item }: { item: string }) {
  const t = useText();
  const heading = useId();
  const tickets = useQuery(itemTicketsQuery(item));
  const items = tickets.data?.items ?? [];
  return (
    <section aria-labelledby={heading} className={classes.part}>
      <h2 id={heading} className={classes.heading}>
        {t('items.tickets')}
      </h2>
      {tickets.isError && <ProblemNotice error={tickets.error} compact />}
      {tickets.isSuccess && items.length === 0 && (
        <p className={classes.quiet}>{t('items.tickets.none')}</p>
      )}
      <ul className={classes.tree}>
        {items.map((ticket) => (
          <li key={ticket.id} className={classes.branch}>
            <PriorityMark priority={ticket.priority} />
            <Link to="/tickets/$id" params={{ id: ticket.number }} dir="auto">
              {ticket.number} {ticket.title}
            </Link>
            <StatusChip status={ticket.status} />
          </li>
        ))}
      </ul>
    </section>
  );
}
