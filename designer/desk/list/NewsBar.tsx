/** New tickets, and another order, wait here until the person asks for them: a list that grows under the pointer is worse than an old one. */
import { UnstyledButton } from '@mantine/core';
import { IconArrowUp } from '@tabler/icons-react';
import { useIntl } from 'react-intl';
import { useText } from '#designer/ui/locale.ts';
import classes from './NewsBar.module.css';

type Props = {
  count: number;
  /** Tickets that stand elsewhere in the order by now. */
  reordered: number;
  onShow: () => void;
};

export function NewsBar({ count, reordered, onShow }: Props) {
  const t = useText();
  const intl = useIntl();
  const said = [
    ...(count > 0 ? [t('desk.news', { count })] : []),
    ...(reordered > 0 ? [t('desk.reordered', { count: reordered })] : []),
  ];
  return (
    <div role="status" className={classes.space}>
      {said.length > 0 && (
        <UnstyledButton className={classes.bar} onClick={onShow}>
          <IconArrowUp size={14} stroke={2} aria-hidden="true" />
          {intl.formatList(said, { type: 'unit' })}
          <span className={classes.show}>{t('desk.news.show')}</span>
        </UnstyledButton>
      )}
    </div>
  );
}
