/** Begins a recount: of which clocks, from when on, and why. It is looked at first, on a page of its own. */
import { MultiSelect, Radio, Stack, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { calendarsQuery } from '#designer/client/calendars.ts';
import { beginRecount } from '#designer/client/recounts.ts';
import { targetsQuery } from '#designer/client/targets.ts';
import { useText } from '#designer/ui/locale.ts';
import { SaveDialog } from '#designer/ui/SaveDialog.tsx';

const FROM = ['begin', 'now'] as const;

type Props = {
  scope?: { policies?: readonly string[]; calendars?: readonly string[] };
  reason?: string;
  onClose: () => void;
};

export function NewRecount({ scope = {}, reason: why = '', onClose }: Props) {
  const t = useText();
  const navigate = useNavigate();
  const targets = useQuery(targetsQuery()).data?.items ?? [];
  const known = useQuery(calendarsQuery).data ?? [];
  const [policies, setPolicies] = useState<string[]>([...(scope.policies ?? [])]);
  const [calendars, setCalendars] = useState<string[]>([...(scope.calendars ?? [])]);
  const [from, setFrom] = useState<(typeof FROM)[number]>('begin');
  const [reason, setReason] = useState(why);
  const save = async (sendKey: string) => {
    const made = await beginRecount(
      {
        from,
        reason: reason.trim(),
        ...(policies.length > 0 ? { policies } : {}),
        ...(calendars.length > 0 ? { calendars } : {}),
      },
      sendKey,
    );
    await navigate({ to: '/settings/recounts/$recount', params: { recount: made.id } });
  };
  return (
    <SaveDialog
      title={t('recounts.new')}
      what={[policies, calendars, from, reason]}
      touches={[['people']]}
      save={save}
      saved={t('recounts.begun')}
      submit={t('recounts.look')}
      onClose={onClose}
    >
      {() => (
        <>
          <p>{t('recounts.new.text')}</p>
          <MultiSelect
            label={t('recounts.policies')}
            placeholder={policies.length === 0 ? t('recounts.all') : ''}
            data={targets.map(({ key, name }) => ({ value: key, label: name }))}
            value={policies}
            onChange={setPolicies}
            searchable
            clearable
          />
          <MultiSelect
            label={t('recounts.calendars')}
            placeholder={calendars.length === 0 ? t('recounts.all') : ''}
            data={known.map(({ key, name }) => ({ value: key, label: name }))}
            value={calendars}
            onChange={setCalendars}
            searchable
            clearable
          />
          <Radio.Group
            label={t('recounts.from')}
            value={from}
            onChange={(next) => setFrom(FROM.find((one) => one === next) ?? 'begin')}
          >
            <Stack gap={6} mt={6}>
              {FROM.map((one) => (
                <Radio key={one} value={one} label={t(`recounts.from.${one}`)} />
              ))}
            </Stack>
          </Radio.Group>
          <Textarea
            label={t('recounts.reason')}
            autosize
            minRows={1}
            value={reason}
            maxLength={2_000}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </>
      )}
    </SaveDialog>
  );
}
