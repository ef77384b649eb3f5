/** A small flag over an element; what it says is also said in words elsewhere. */
import type { ReactNode } from 'react';
import styles from './diagram.module.css';

type Props = { readonly tone: 'here' | 'failed' | 'count'; readonly children: ReactNode };

export const Marker = ({ tone, children }: Props) => (
  <span className={styles.marker} data-state={tone} aria-hidden>
    {children}
  </span>
);
