/** What stands in the way of a change, in the reader's words: as an event tells it, and whole as it was just found. */
import { useIntl } from 'react-intl';
import type { ChangeConflict } from '#designer/client/types/changes.ts';
import type { MessageId } from '#designer/messages/en.ts';
import { useText } from './locale.ts';

/** `conflicts` of an event; undefined for an event that has none. */
export function useToldConflicts(): (data: Record<string, unknown>) => string | undefined {
  const t = useText();
  const intl = useIntl();
  return ({ conflicts }) => {
    if (!Array.isArray(conflicts)) return undefined;
    const said = conflicts.map((one: { kind?: unknown; with?: unknown }) => {
      const id = `changes.told.${String(one.kind)}`;
      return id in intl.messages
        ? t(id as MessageId, { with: String(one.with ?? '') })
        : String(one.with ?? '');
    });
    return intl.formatList(said, { type: 'conjunction' });
  };
}

export function useConflictWords(): (conflict: ChangeConflict) => string {
  const t = useText();
  const intl = useIntl();
  return (conflict) => {
    const { kind, change, freeze, path, person, windows, date } = conflict;
    const said = t(`changes.conflict.${kind}`, {
      with: freeze?.name ?? change?.number ?? t('changes.conflict.hidden'),
      path: path.map(({ name }) => name).join(' → '),
      person: person?.name ?? '',
      windows: intl.formatList(
        windows.map(({ name }) => name),
        { type: 'disjunction' },
      ),
      reason: freeze?.reason ?? '',
      date: date === null ? '' : intl.formatDate(`${date}T12:00:00Z`, { timeZone: 'UTC' }),
    });
    return conflict.isOverridden ? `${said} (${t('changes.conflict.overridden')})` : said;
  };
}
