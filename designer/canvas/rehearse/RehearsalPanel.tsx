/** The panel of a rehearsal: playing, and what is kept. */
import { Tabs } from '@mantine/core';
import { useEditor } from '../editor/editor.tsx';
import { PlayTab } from './PlayTab.tsx';
import styles from './rehearse.module.css';
import { useRehearse } from './rehearse.tsx';
import { ScenariosTab } from './ScenariosTab.tsx';

export const RehearsalPanel = () => {
  const { say } = useEditor();
  const { tab, setTab, kept } = useRehearse();
  return (
    <aside className={styles.panel} aria-label={say('canvas.rehearse.panel')}>
      <Tabs
        value={tab}
        onChange={(next) => setTab(next === 'scenarios' ? 'scenarios' : 'play')}
        classNames={{ root: styles.tabs, panel: styles.tabPanel }}
        keepMounted={false}
      >
        <Tabs.List className={styles.tabList}>
          <Tabs.Tab value="play">{say('canvas.rehearse.tab.play')}</Tabs.Tab>
          <Tabs.Tab value="scenarios">
            {say('canvas.rehearse.tab.scenarios', { count: kept.items.length })}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="play">
          <PlayTab />
        </Tabs.Panel>
        <Tabs.Panel value="scenarios">
          <ScenariosTab />
        </Tabs.Panel>
      </Tabs>
    </aside>
  );
};
