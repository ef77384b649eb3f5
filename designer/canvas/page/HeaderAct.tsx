/** An act of the line above the drawing: an icon and its word; where there is little room the icon alone, the word on hover. */
import { Button, type ButtonProps, Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { IconDownload } from '@tabler/icons-react';
import type { ComponentPropsWithRef, ReactNode } from 'react';
import styles from './header.module.css';

type Props = ButtonProps &
  Omit<ComponentPropsWithRef<'button'>, keyof ButtonProps> & {
    readonly icon: typeof IconDownload;
    readonly label: string;
    /** What the hovering pointer is told beside the word: a shortcut. */
    readonly hint?: string;
    readonly renderRoot?: (props: Record<string, unknown>) => ReactNode;
  };

export const HeaderAct = ({ icon: Icon, label, hint, children, ...rest }: Props) => {
  const hasWords = useMediaQuery('(min-width: 1200px)', false, { getInitialValueInEffect: false });
  return (
    <Tooltip label={hint ?? label} disabled={hasWords && hint === undefined}>
      <Button variant="subtle" color="gray" className={styles.act} {...rest}>
        <Icon className={styles.actIcon} size={18} stroke={1.75} aria-hidden />
        <span className={styles.actWord}>{label}</span>
        {children}
      </Button>
    </Tooltip>
  );
};
