/** A version on its way in one sentence, and in a few words. */
import type { Way } from '#designer/client/rollout.ts';
import type { NextVersion, Process } from '#designer/client/types/processes.ts';
import { useText } from '../locale.ts';
import { useDueText } from '../time.ts';

export function useRolloutWords() {
  const t = useText();
  const dueText = useDueText();
  const said = ({ version, from, share, begun }: NextVersion, rest: number | null): string => {
    const when = dueText(from);
    if (share === null) return t('rollout.later', { version, when });
    if (!begun) return t('rollout.laterShare', { version, share, when, rest });
    return t('rollout.share', { version, share, rest });
  };
  return {
    /** “Version 8 takes new work from Monday 09:00 (published by Maya)”. */
    sentence: (next: NextVersion, rest: Process['version']): string =>
      next.publishedBy === null
        ? said(next, rest)
        : t('rollout.by', { what: said(next, rest), name: next.publishedBy.name }),
    short: ({ version, from, share, begun }: NextVersion): string => {
      const when = dueText(from);
      if (share === null) return t('rollout.short.later', { version, when });
      return begun
        ? t('rollout.short.share', { version, share })
        : t('rollout.short.laterShare', { version, share, when });
    },
    /** The same beside the version’s own name. */
    where: ({ from, share, begun }: NextVersion): string => {
      const when = dueText(from);
      if (share === null) return t('rollout.from', { when });
      return begun
        ? t('rollout.percent', { share })
        : t('rollout.where.laterShare', { share, when });
    },
    /** “When, and for which runs: now, for all new runs”. */
    fold: ({ from, share }: Way): string =>
      t('rollout.fold', {
        when: from === null ? t('rollout.now') : t('rollout.from', { when: dueText(from) }),
        whom: share === null ? t('rollout.everyone') : t('rollout.percent', { share }),
      }),
  };
}
