/**
 * Who draws nothing looks at what takes new work: when that becomes another version (one arrives, is called off, or a
 * colleague publishes), the page is opened anew with it. A draft, and whatever somebody is in the middle of, stays.
 */
import { useEffect, useRef } from 'react';
import { useReopen } from './reopen.ts';

type Options = {
  /** The version that takes new work, once it is known. */
  readonly present: number | null | undefined;
  /** The version that is shown. */
  readonly shown: number | null;
  readonly isFree: boolean;
};

export const useFollowPresent = ({ present, shown, isFree }: Options): void => {
  const reopen = useReopen();
  const known = useRef(present);
  useEffect(() => {
    if (!isFree || present === undefined || present === known.current) return;
    const isFirst = known.current === undefined;
    known.current = present;
    if (!isFirst && present !== shown) reopen();
  }, [present, shown, isFree, reopen]);
};
