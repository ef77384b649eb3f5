/** Asking somebody to exchange shifts: one of one’s own for one of somebody else’s. */
import { Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMe } from '#designer/client/me.ts';
import { fieldError } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import { askSwap, scheduleQuery } from '#designer/client/rotas.ts';
import type { Rota } from '#designer/client/types/rotas.ts';
import { useText } from '#designer/ui/locale.ts';
import { SaveDialog } from '#designer/ui/SaveDialog.tsx';
import classes from './on-call.module.css';
import { useMoment } from './words.ts';

const EIGHT_WEEKS = 56 * 86_400_000;

export function SwapDialog({ rota, onClose }: { rota: Rota; onClose: () => void }) {
  const t = useText();
  const me = useMe();
  const moment = useMoment(rota.timeZone);
  const [since] = useState(() => Date.now());
  const until = new Date(since + EIGHT_WEEKS).toISOString();
  const found = useQuery(scheduleQuery(rota.key, new Date(since).toISOString(), until));
  // What has begun is not exchanged, and what is cut off at the end is not whole.
  const shifts = (found.data?.schedule ?? []).filter(
    ({ from, to, person }) => Date.parse(from) > since && to < until && person.active,
  );
  const mine = shifts.filter(({ person }) => person.id === me.user.id);
  const theirs = shifts.filter(({ person }) => person.id !== me.user.id);
  const [gives, setGives] = useState<string | null>(null);
  const [takes, setTakes] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const given = mine.find(({ from }) => from === gives);
  const taken = theirs.find(({ from }) => from === takes);
  const save = async (sendKey: string) => {
    if (!given || !taken) return '';
    await askSwap(
      rota.key,
      {
        gives: { from: given.from, to: given.to },
        takes: { person: taken.person.id, from: taken.from, to: taken.to },
        reason,
      },
      sendKey,
    );
    return t('onCall.swap.saved', { name: taken.person.name });
  };
  const spanOf = ({ from, to }: { from: string; to: string }) =>
    t('onCall.span', { from: moment(from), to: moment(to) });
  return (
    <SaveDialog
      touches={[keys.rotas()]}
      title={t('onCall.swap.title')}
      submit={t('onCall.swap.save')}
      disabled={!given || !taken}
      what={[given, taken, reason]}
      save={save}
      onClose={onClose}
    >
      {(problem) => (
        <>
          {found.isSuccess && mine.length === 0 && <p>{t('onCall.swap.noShifts')}</p>}
          <Select
            label={t('onCall.swap.gives')}
            data={mine.map((shift) => ({ value: shift.from, label: spanOf(shift) }))}
            value={gives}
            onChange={setGives}
            error={fieldError(problem, '/gives')}
            data-autofocus
          />
          <Select
            label={t('onCall.swap.takes')}
            data={theirs.map((shift) => ({
              value: shift.from,
              label: `${shift.person.name}: ${spanOf(shift)}`,
            }))}
            value={takes}
            onChange={setTakes}
            error={fieldError(problem, '/takes') ?? fieldError(problem, '/takes/person')}
            searchable
          />
          <p className={classes.quiet}>{t('onCall.zone', { zone: rota.timeZone })}</p>
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
