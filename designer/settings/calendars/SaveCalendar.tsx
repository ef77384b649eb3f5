/**
 * Before a calendar is saved: what changes, and what that would do to the open clocks that count in it. Clocks go on with the
 * hours they began with unless somebody has them counted again.
 */
import { Button, Group, Modal, Radio, Stack } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { calendarQuery, changeCalendar, previewCalendar } from '#designer/client/calendars.ts';
import { isProblem } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import { beginRecount } from '#designer/client/recounts.ts';
import type { CalendarRecord } from '#designer/client/types/calendars.ts';
import { useIntention } from '#designer/client/use-intention.ts';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useToast } from '#designer/ui/toast.ts';
import classes from './CalendarPage.module.css';
import { type CalendarDraft, toHours } from './draft.ts';
import { PreviewedClocks } from './PreviewedClocks.tsx';
import { useDifferences } from './use-differences.ts';

const CHOICES = ['leave', 'now', 'begin'] as const;
type Choice = (typeof CHOICES)[number];

type Props = {
  calendar: CalendarRecord;
  draft: CalendarDraft;
  version: number;
  onSaved: () => void;
  onRefused: (problem: unknown) => void;
  onClose: () => void;
};

export function SaveCalendar({ calendar, draft, version, onSaved, onRefused, onClose }: Props) {
  const t = useText();
  const toast = useToast();
  const client = useQueryClient();
  const differences = useDifferences();
  const [choice, setChoice] = useState<Choice>('leave');
  const intention = useIntention();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const [hours] = useState(() => toHours(draft));
  const [told] = useState(() => differences(calendar, hours));
  const { key } = calendar;
  const name = draft.name.trim();
  const from = choice === 'begin' ? 'begin' : 'now';
  const preview = useQuery({
    queryKey: keys.people('calendar-preview', [key, from, hours]),
    queryFn: () => previewCalendar(key, hours, from),
    // Clocks run on: what was true a moment ago is asked again.
    staleTime: 0,
    gcTime: 0,
    enabled: told.length > 0,
  });

  /** It goes on in the server, and is looked at and applied on its own page. */
  const countAgain = async (how: 'now' | 'begin') => {
    const body = { calendars: [key], from: how, reason: name };
    const { id } = await intention.send(body, (sendKey) => beginRecount(body, sendKey));
    await navigate({ to: '/settings/recounts/$recount', params: { recount: id } });
  };
  const save = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const saved = await changeCalendar(key, { name, ...hours }, version);
      client.setQueryData(calendarQuery(key).queryKey, saved);
      onSaved();
      await client.invalidateQueries({ queryKey: ['people'] });
      toast.done(t('calendars.saved'));
      if (choice !== 'leave') await countAgain(choice);
      onClose();
    } catch (error) {
      onRefused(error);
      // What the others have saved is shown beside what was typed here.
      if (isProblem(error, 'stale_version')) {
        await client.invalidateQueries({ queryKey: calendarQuery(key).queryKey });
        onClose();
      } else setProblem(error);
    } finally {
      setBusy(false);
    }
  };

  const open = preview.data?.open ?? 0;
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t('calendars.save.title', { name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="md">
        <div>
          <h3 className={classes.heading}>{t('calendars.save.changes')}</h3>
          <ul className={classes.changes}>
            {name !== calendar.name && <li>{t('calendars.save.renamed', { name })}</li>}
            {told.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
          {told.length === 0 && <p>{t('calendars.save.nothing')}</p>}
        </div>
        {preview.isError && (
          <ProblemNotice error={preview.error} onRetry={() => void preview.refetch()} compact />
        )}
        {preview.data && <p>{t('calendars.save.open', { count: open })}</p>}
        {open > 0 && (
          <Radio.Group
            label={t('calendars.save.what')}
            value={choice}
            onChange={(value) => setChoice(CHOICES.find((one) => one === value) ?? 'leave')}
          >
            <Stack gap={6} mt={6}>
              {CHOICES.map((one) => (
                <Radio key={one} value={one} label={t(`calendars.save.${one}`)} />
              ))}
            </Stack>
          </Radio.Group>
        )}
        {preview.isLoading && <PageSkeleton />}
        {open > 0 && choice === 'leave' && <p>{t('calendars.save.ifCounted')}</p>}
        {open > 0 && preview.data && <PreviewedClocks preview={preview.data} />}
        {problem !== null && <ProblemNotice error={problem} compact />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button onClick={() => void save()} loading={busy} disabled={preview.isLoading}>
            {t(choice === 'leave' ? 'calendars.save.do' : 'calendars.save.doCount')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
