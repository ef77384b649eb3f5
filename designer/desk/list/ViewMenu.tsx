/** Where there is no room for the views beside the list, they are a menu above it. */
import { Button, Menu } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { queuesQuery } from '#designer/client/people.ts';
import { type DeskSearch, VIEWS } from '#designer/client/views.ts';
import { useText } from '#designer/ui/locale.ts';
import classes from './ListToolbar.module.css';

type Props = { search: DeskSearch; onChange: (part: Partial<DeskSearch>) => void };

export function ViewMenu({ search, onChange }: Props) {
  const t = useText();
  const queues = useQuery(queuesQuery()).data?.items ?? [];
  const current = search.view ?? 'mine';
  const views = [
    ...VIEWS.map((view) => ({
      view: view as string,
      label: t(`desk.view.${view}`),
    })),
    ...queues.map((queue) => ({ view: `queue:${queue.key}`, label: queue.name })),
  ];
  return (
    <Menu position="bottom-start" width={220}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          className={classes.views}
          rightSection={<IconChevronDown size={14} />}
        >
          {views.find((one) => one.view === current)?.label ?? t('desk.views')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {views.map(({ view, label }) => (
          <Menu.Item
            key={view}
            onClick={() => onChange({ view, ticket: undefined, tab: undefined })}
            rightSection={view === current ? <IconCheck size={14} /> : null}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
