/** Somebody else on call, from when to when, and why. Members may take over themselves, or give away what is theirs. */
import { Button, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { usePeopleSearch } from '#designer/client/people.ts';
import { fieldError } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import { makeOverride } from '#designer/client/rotas.ts';
import type { Person } from '#designer/client/types/people.ts';
import type { Rota } from '#designer/client/types/rotas.ts';
import { PersonName } from '#designer/ui/Avatar.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PeoplePick } from '#designer/ui/PeoplePick.tsx';
import { SaveDialog } from '#designer/ui/SaveDialog.tsx';
import { fromWall, toWall } from '#designer/ui/wall-time.ts';
import classes from './on-call.module.css';
import type { Span } from './Timeline.tsx';

export function OverrideDialog({
  rota,
  span,
  onClose,
}: {
  rota: Rota;
  span: Span;
  onClose: () => void;
}) {
  const t = useText();
  const [person, setPerson] = useState<Person | null>(null);
  const [from, setFrom] = useState(toWall(rota.timeZone, span.from));
  const [to, setTo] = useState(toWall(rota.timeZone, span.to));
  const [reason, setReason] = useState('');
  const begin = fromWall(rota.timeZone, from);
  const end = fromWall(rota.timeZone, to);
  const everybody = usePeopleSearch();
  const search = async (q: string): Promise<Person[]> => {
    if (rota.allowed.includes('update')) return everybody(q);
    const members = new Map(
      rota.layers.flatMap(({ people }) => people).map((one) => [one.id, one] as const),
    );
    return [...members.values()].filter(
      ({ active, name }) => active && name.toLowerCase().includes(q.toLowerCase()),
    );
  };
  const body = { person: person?.id ?? '', from: begin ?? '', to: end ?? '', reason };
  const save = async (sendKey: string) => {
    await makeOverride(rota.key, body, sendKey);
    return t('onCall.override.saved', { name: person?.name });
  };
  return (
    <SaveDialog
      touches={[keys.rotas()]}
      title={t('onCall.override.title')}
      submit={t('onCall.override.save')}
      disabled={!person || !begin || !end}
      what={body}
      save={save}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <div>
            <Text size="sm" fw={500} mb={4}>
              {t('onCall.override.who')}
            </Text>
            <PeoplePick search={search} onPick={(picked) => setPerson(picked)}>
              {(toggle) => (
                <Button variant="default" onClick={toggle} data-autofocus>
                  {person ? <PersonName person={person} /> : t('onCall.override.choose')}
                </Button>
              )}
            </PeoplePick>
            {fieldError(problem, '/person') && (
              <p className={classes.bad}>{fieldError(problem, '/person')}</p>
            )}
          </div>
          <div className={classes.fields}>
            <TextInput
              type="datetime-local"
              label={t('onCall.from')}
              value={from}
              onChange={(event) => setFrom(event.currentTarget.value)}
              error={fieldError(problem, '/from')}
              required
              withAsterisk={false}
            />
            <TextInput
              type="datetime-local"
              label={t('onCall.to')}
              value={to}
              onChange={(event) => setTo(event.currentTarget.value)}
              error={fieldError(problem, '/to')}
              required
              withAsterisk={false}
            />
          </div>
          <p className={classes.quiet}>
            {t('onCall.zone', { zone: rota.timeZone })}. {t('onCall.override.past')}
          </p>
          <TextInput
            label={t('onCall.reason')}
            value={reason}
            maxLength={500}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </>
      )}
    </SaveDialog>
  );
}
