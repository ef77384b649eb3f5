/** New tickets wait here until the person asks for them: a list that grows under the pointer is worse than an old one. */
import { UnstyledButton } from '@mantine/core';
import { IconArrowUp } from '@tabler/icons-react';
import { useText } from '#designer/ui/locale.ts';
import classes from './NewsBar.module.css';

export function NewsBar({ count, onShow }: { count: number; onShow: () => void }) {
  const t = useText();
  return (
    <div role="status" className={classes.space}>
      {count > 0 && (
        <UnstyledButton className={classes.bar} onClick={onShow}>
          <IconArrowUp size={14} stroke={2} aria-hidden="true" />
          {t('desk.news', { count })}
          <span className={classes.show}>{t('desk.news.show')}</span>
        </UnstyledButton>
      )}
    </div>
  );
}
