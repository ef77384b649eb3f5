/** What is open, in a few words beside its name: which version, whether there is a draft on it, and that nothing was ever published. */
import { useQuery } from '@tanstack/react-query';
import { versionsQuery } from '#designer/client/processes.ts';
import type { Process } from '#designer/client/types/processes.ts';
import { useSay } from '#designer/ui/diagram/say.ts';

type Options = {
  readonly process: string;
  readonly record: Process | undefined;
  /** The version it began from. */
  readonly baseVersion: number | null;
  readonly hasDraft: boolean;
};

/** Null where a version on its way says all there is to say, and until it is known. */
export const useStanding = ({ process, record, baseVersion, hasDraft }: Options): string | null => {
  const say = useSay();
  const versions = useQuery({
    ...versionsQuery(process),
    enabled: baseVersion === null && record !== undefined,
  });
  if (baseVersion !== null)
    return say(hasDraft ? 'canvas.version.draftOf' : 'canvas.version.unchanged', {
      version: baseVersion,
    });
  if (!versions.data || !record) return null;
  const latest = versions.data[0]?.version;
  if (latest === undefined) return say('canvas.version.never');
  if (hasDraft) return say('canvas.version.draftOfNone');
  return record.next ? null : say('canvas.version.idle', { version: latest });
};
