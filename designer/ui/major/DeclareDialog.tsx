/** Declares an incident a major one, or changes what was declared: how bad it is, who leads, what is affected, who hears of it. */
import { MultiSelect, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  changeMajor,
  type Declaration,
  declareMajor,
  majorSettingsQuery,
  majorTouches,
  servicesQuery,
} from '#designer/client/major.ts';
import { fieldError } from '#designer/client/problem.ts';
import type { Audience, Impact, MajorIncident, Severity } from '#designer/client/types/major.ts';
import type { Person } from '#designer/client/types/people.ts';
import { useText } from '#designer/ui/locale.ts';
import { SaveDialog } from '#designer/ui/SaveDialog.tsx';
import { AudienceFields } from './AudienceFields.tsx';
import { CommanderField } from './CommanderField.tsx';

type Props = {
  ticket: { id: string; number: string; title: string; assignee?: Person | null };
  /** What was declared, where it is to be changed. */
  major?: MajorIncident;
  onClose: () => void;
};

const SEVERITIES: readonly Severity[] = [1, 2, 3];
const NOBODY: Audience = { people: [], groups: [], roles: [] };

export function DeclareDialog({ ticket, major, onClose }: Props) {
  const t = useText();
  const services = useQuery(servicesQuery).data?.items ?? [];
  const usual = useQuery(majorSettingsQuery).data?.audience;
  // As it was when the fields were filled: what somebody else changes meanwhile is not written over.
  const [seen] = useState(major);
  const [severity, setSeverity] = useState<Severity>(major?.severity ?? 1);
  const [headline, setHeadline] = useState(major?.headline ?? ticket.title);
  const [commander, setCommander] = useState<Person | null>(
    major?.commander ?? ticket.assignee ?? null,
  );
  const [rota, setRota] = useState<string | null>(null);
  const [warRoom, setWarRoom] = useState(major?.warRoomUrl ?? '');
  const [chosen, setChosen] = useState<Audience | null>(major?.audience ?? null);
  const affected = (impact: Impact) =>
    (major?.services ?? []).filter((one) => one.impact === impact).map(({ key }) => key);
  const [down, setDown] = useState(affected('down'));
  const [degraded, setDegraded] = useState(affected('degraded'));
  const names = services.map(({ key, name }) => ({ value: key, label: name }));

  const body: Declaration = {
    severity,
    headline: headline.trim(),
    ...(chosen === null ? {} : { audience: chosen }),
    commander: rota === null ? { user: commander?.email ?? '' } : { rota },
    services: [
      ...down.map((service) => ({ service, impact: 'down' as const })),
      ...degraded.map((service) => ({ service, impact: 'degraded' as const })),
    ],
    warRoomUrl: warRoom.trim() === '' ? null : warRoom.trim(),
  };
  const audience = chosen ?? usual ?? NOBODY;
  const isUnheard = Object.values(audience).every((some) => some.length === 0);
  const isNoService = services.length > 0 && body.services.length === 0;
  const save = (sendKey: string) =>
    seen ? changeMajor(seen, body) : declareMajor(ticket.id, body, sendKey);

  return (
    <SaveDialog
      title={t(major ? 'major.change.title' : 'major.declare.title', { number: ticket.number })}
      submit={t(major ? 'common.save' : 'major.declare')}
      color={major ? undefined : 'red'}
      size="lg"
      what={body}
      touches={majorTouches(ticket)}
      disabled={headline.trim() === '' || (commander === null && rota === null)}
      save={save}
      saved={t(major ? 'settings.saved' : 'major.declared', { number: ticket.number })}
      onClose={onClose}
    >
      {(problem) => (
        <>
          {!major && <Text size="sm">{t('major.declare.text')}</Text>}
          <div>
            <Text size="sm" fw={500} mb={4} id="major-severity">
              {t('major.severity')}
            </Text>
            <SegmentedControl
              fullWidth
              aria-labelledby="major-severity"
              value={String(severity)}
              onChange={(next) =>
                setSeverity(SEVERITIES.find((one) => String(one) === next) ?? severity)
              }
              data={SEVERITIES.map((one) => ({
                value: String(one),
                label: t(`major.severity.${one}`),
              }))}
            />
          </div>
          <TextInput
            label={t('major.headline')}
            description={t('major.headline.help')}
            value={headline}
            maxLength={300}
            onChange={(event) => setHeadline(event.currentTarget.value)}
            error={fieldError(problem, '/headline')}
            required
            withAsterisk={false}
          />
          <CommanderField
            commander={commander}
            rota={rota}
            problem={problem}
            onPerson={(person) => {
              setCommander(person);
              setRota(null);
            }}
            onRota={setRota}
          />
          {services.length > 0 && (
            <Stack gap="md">
              <MultiSelect
                label={t('major.services.down')}
                data={names.filter(({ value }) => !degraded.includes(value))}
                value={down}
                onChange={setDown}
                searchable
                clearable
              />
              <MultiSelect
                label={t('major.services.degraded')}
                data={names.filter(({ value }) => !down.includes(value))}
                value={degraded}
                onChange={setDegraded}
                searchable
                clearable
              />
            </Stack>
          )}
          <TextInput
            type="url"
            label={t('major.warRoom')}
            description={t('major.warRoom.help')}
            dir="ltr"
            value={warRoom}
            maxLength={2000}
            onChange={(event) => setWarRoom(event.currentTarget.value)}
            error={fieldError(problem, '/warRoomUrl')}
          />
          <AudienceFields audience={audience} onChange={setChosen} />
          {isUnheard && <Lack>{t('major.declare.nobody')}</Lack>}
          {isNoService && <Lack>{t('major.declare.noService')}</Lack>}
        </>
      )}
    </SaveDialog>
  );
}

const Lack = ({ children }: { children: string }) => (
  <Text size="xs" c="var(--p-warn-text)">
    {children}
  </Text>
);
