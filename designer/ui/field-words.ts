/** Field names and values as people say them: `on_hold` is “On hold”, an empty value says so, a person has a name. */
import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import type { MessageId } from '#designer/messages/en.ts';
import { humanize } from '#engine/humanize.ts';
import { isObject } from '#engine/json.ts';
import { inLine, type Known, readingOf } from '#engine/reading.ts';
import { useText } from './locale.ts';

export function useFieldWords() {
  const intl = useIntl();
  const t = useText();
  return useMemo(() => {
    const known = (id: string): id is MessageId => id in intl.messages;
    const field = (name: string): string => {
      const id = `field.${name}`;
      return known(id) ? t(id) : humanize(name.replace(/^custom\./, ''));
    };
    const value = (name: string, raw: unknown): string => {
      if (
        raw === null ||
        raw === undefined ||
        raw === '' ||
        (Array.isArray(raw) && raw.length === 0)
      )
        return t('field.empty');
      // Meetings of a board are all called alike.
      if (name === 'deferred_to' && isObject(raw)) return plain(raw.scheduledAt);
      const prefix = {
        status: 'status',
        type: 'type',
        holdReason: 'hold',
        impact: 'level',
        urgency: 'level',
        source: 'source',
        decision: 'decision',
        risk: 'changes.plan.risk',
        kind: 'changes.kind',
        result: 'changes.result',
        // The other outcomes are called as the process has them.
        outcome: 'outcome',
      }[name];
      const id = `${prefix}.${String(raw)}`;
      if (prefix !== undefined && known(id)) return t(id);
      if (['priority', 'criticality'].includes(name) && known(`priority.${String(raw)}`))
        return t('priority.long', {
          priority: String(raw),
          name: intl.formatMessage({ id: `priority.${String(raw)}` }),
        });
      return plain(raw);
    };
    const plain = (raw: unknown): string => {
      const reading = read(raw);
      return reading === null ? t('field.empty') : inLine(reading);
    };
    const read = (raw: unknown, schema?: unknown, known?: Known) =>
      readingOf(raw, { schema, say, ...(known ? { known } : {}) });
    const say = (raw: unknown): string => {
      if (typeof raw === 'boolean') return t(raw ? 'common.yes' : 'common.no');
      if (typeof raw === 'number') return intl.formatNumber(raw);
      const text = String(raw);
      if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text))
        return intl.formatDate(text, { dateStyle: 'medium', timeStyle: 'short' });
      if (/^\d{4}-\d{2}-\d{2}$/.test(text))
        return intl.formatDate(`${text}T12:00:00Z`, { dateStyle: 'medium', timeZone: 'UTC' });
      return text;
    };
    return { field, value, plain, read };
  }, [intl, t]);
}
