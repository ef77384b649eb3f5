/** What else can be done with a change on the agenda: earlier, later, off it. */
import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconDots, IconTrash } from '@tabler/icons-react';
import { ruleOn, takeOffAgenda } from '#designer/client/cab.ts';
import type { AgendaItem, Meeting } from '#designer/client/types/cab.ts';
import { useText } from '#designer/ui/locale.ts';
import classes from './meeting.module.css';
import { Refused } from './Refused.tsx';
import { useAct } from './use-act.ts';

type Props = { meeting: Meeting; item: AgendaItem; at: number };

export function ItemMenu({ meeting, item, at }: Props) {
  const t = useText();
  const { run, problem } = useAct(meeting.id);
  const mayMove = meeting.allowed.includes('order');
  const mayRemove = item.allowed.includes('remove');
  if (!mayMove && !mayRemove) return null;
  const { id, number } = item.ticket;
  const move = (position: number) =>
    void run('move', () => ruleOn({ id: meeting.id }, id, { position }));
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t('cab.item.more', { number })}>
            <IconDots size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayMove && (
            <>
              <Menu.Item
                leftSection={<IconArrowUp size={15} />}
                disabled={at <= 0}
                onClick={() => move(at - 1)}
              >
                {t('cab.item.earlier')}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconArrowDown size={15} />}
                disabled={at >= meeting.items.length - 1}
                onClick={() => move(at + 1)}
              >
                {t('cab.item.later')}
              </Menu.Item>
            </>
          )}
          {mayRemove && (
            <Menu.Item
              leftSection={<IconTrash size={15} />}
              onClick={() => void run('remove', () => takeOffAgenda(meeting.id, id))}
            >
              {t('cab.item.remove')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {problem !== null && (
        <div className={classes.below}>
          <Refused problem={problem} />
        </div>
      )}
    </>
  );
}
