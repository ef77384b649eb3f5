/** Why the list is empty, and where to go from here. */
import { Button } from '@mantine/core';
import { IconFilterOff, IconInbox, IconMoodSmile } from '@tabler/icons-react';
import type { DeskSearch } from '#designer/client/views.ts';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { useText } from '#designer/ui/locale.ts';

export function EmptyList({
  search,
  onChange,
}: {
  search: DeskSearch;
  onChange: (part: Partial<DeskSearch>) => void;
}) {
  const t = useText();
  const view = search.view ?? 'mine';
  if (
    search.q !== undefined ||
    search.type !== undefined ||
    search.status !== undefined ||
    search.priority !== undefined ||
    search.assignee !== undefined
  ) {
    const clear = () =>
      onChange({
        q: undefined,
        type: undefined,
        status: undefined,
        priority: undefined,
        assignee: undefined,
      });
    return (
      <EmptyState
        icon={IconFilterOff}
        title={t('desk.empty.filter.title')}
        action={
          <Button variant="default" onClick={clear}>
            {t('desk.filter.clear')}
          </Button>
        }
      >
        {t('desk.empty.filter.text')}
      </EmptyState>
    );
  }
  if (view === 'mine') {
    return (
      <EmptyState
        icon={IconInbox}
        title={t('desk.empty.mine.title')}
        action={
          <Button variant="default" onClick={() => onChange({ view: 'unassigned' })}>
            {t('desk.empty.mine.action')}
          </Button>
        }
      >
        {t('desk.empty.mine.text')}
      </EmptyState>
    );
  }
  const kind = view === 'unassigned' ? 'unassigned' : 'view';
  return (
    <EmptyState icon={IconMoodSmile} title={t(`desk.empty.${kind}.title`)}>
      {t(`desk.empty.${kind}.text`)}
    </EmptyState>
  );
}
