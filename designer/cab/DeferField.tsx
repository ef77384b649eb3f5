/** Where a change that is put off goes: to the next meeting, to another one of the board, or back to whoever planned it. */
import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useIntl } from 'react-intl';
import { currentMeetingsQuery } from '#designer/client/cab.ts';
import type { Meeting } from '#designer/client/types/cab.ts';
import { useText } from '#designer/ui/locale.ts';
import { BACK } from './use-ruling.ts';

type Props = { meeting: Meeting; value: string; onChange: (value: string) => void };

export function DeferField({ meeting, value, onChange }: Props) {
  const t = useText();
  const intl = useIntl();
  const current = useQuery(currentMeetingsQuery(meeting.board.key)).data?.items;
  const others = (current ?? [])
    .filter(({ id, state }) => state === 'planned' && id !== meeting.id)
    .sort((a, b) => a.scheduledAt.localeCompare(b.scheduledAt));
  const named = [
    { value: 'next', label: t('cab.defer.next') },
    { value: BACK, label: t('cab.defer.back') },
    ...others.map(({ id, name, scheduledAt }) => ({
      value: id,
      label: `${name} · ${intl.formatDate(scheduledAt, { dateStyle: 'medium', timeStyle: 'short' })}`,
    })),
  ];
  // What is shown is what is sent, also where the meeting that was chosen has been called off.
  const isGone = current !== undefined && !named.some((one) => one.value === value);
  useEffect(() => {
    if (isGone) onChange('next');
  }, [isGone, onChange]);
  return (
    <Select
      label={t('cab.defer')}
      size="md"
      data={named}
      value={value}
      onChange={(next) => next && onChange(next)}
      allowDeselect={false}
    />
  );
}
