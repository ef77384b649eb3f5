/** Putting the whole drawing in order: each way straight on, or long ones in rows. */
import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import {
  IconArrowNarrowRight,
  IconLayoutDistributeVertical,
  IconTextWrap,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useSay } from '#designer/ui/diagram/say.ts';
import { Keys } from '#designer/ui/Keys.tsx';
import { useActs } from '../editor/acts.tsx';

export const TidyMenu = () => {
  const say = useSay();
  const { tidy } = useActs();
  const [opened, setOpened] = useState(false);
  return (
    <Menu position="top-start" opened={opened} onChange={setOpened}>
      <Menu.Target>
        <Tooltip label={say('canvas.tidy')} position="top" disabled={opened}>
          <ActionIcon size={32} variant="subtle" aria-label={say('canvas.tidy')}>
            <IconLayoutDistributeVertical size={18} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconArrowNarrowRight size={16} />}
          rightSection={<Keys keys="t" />}
          onClick={() => tidy()}
        >
          {say('canvas.tidy.inLine')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconTextWrap size={16} />}
          rightSection={<Keys keys="Shift+t" />}
          onClick={() => tidy(true)}
        >
          {say('canvas.tidy.inRows')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};
