/**
 * Who draws nothing looks at what takes new work: when that becomes another version (one arrives, is called off, or a
 * colleague publishes), or a colleague draws it anew, the page is opened anew with it. A draft, and whatever somebody is in
 * the middle of, stays.
 */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useMe } from '#designer/client/me.ts';
import { versionQuery } from '#designer/client/processes.ts';
import { useReopen } from './reopen.ts';

type Options = {
  readonly process: string;
  /** The version that takes new work, once it is known. */
  readonly present: number | null | undefined;
  /** The version that is shown. */
  readonly shown: number | null;
  readonly isFree: boolean;
};

export const useFollowPresent = ({ process, present, shown, isFree }: Options): void => {
  const reopen = useReopen();
  const { user } = useMe();
  const enabled = isFree && shown !== null;
  const { data } = useQuery({ ...versionQuery(process, shown ?? 0), enabled });
  const { version, drawn } = data ?? {};
  const drawnAt = drawn?.at ?? null;
  const isOwn = drawn?.by?.id === user.id;
  const known = useRef(present);
  const seen = useRef<{ readonly version: number; readonly drawnAt: string | null }>(undefined);
  useEffect(() => {
    if (!isFree) return;
    const [was, had] = [known.current, seen.current];
    if (present !== undefined) known.current = present;
    seen.current = version === undefined ? had : { version, drawnAt };
    const isOther = present !== undefined && was !== undefined && present !== was;
    const isDrawnAnew = had !== undefined && had.version === version && had.drawnAt !== drawnAt;
    if ((isOther && present !== shown) || (isDrawnAnew && !isOwn)) reopen();
  }, [present, shown, version, drawnAt, isOwn, isFree, reopen]);
};
