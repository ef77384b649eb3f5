/** Naming who decides in somebody’s place: who, from when until when, where, and whether the person is written to meanwhile. */
import { MultiSelect, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { changeDelegation, type Delegation, makeDelegation } from '#designer/client/delegations.ts';
import { useMe } from '#designer/client/me.ts';
import { fieldError } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import { useLocale, useText } from '#designer/ui/locale.ts';
import { SaveDialog } from '#designer/ui/SaveDialog.tsx';
import { fromWall, toWall } from '#designer/ui/wall-time.ts';
import { DelegatesField, type Named } from './DelegatesField.tsx';
import type { Whose } from './Delegations.tsx';
import classes from './standing-in.module.css';
import { useProcesses } from './use-process-names.ts';

const REASON_MAX = 500;
/** Fields that say themselves what is wrong with them. */
const SAID = ['delegates', 'from', 'until', 'processes', 'reason'];

type Props = { delegation: Delegation | null; person: Whose; onClose: () => void };

export function DelegationDialog({ delegation, person, onClose }: Props) {
  const t = useText();
  const { timeZone } = useLocale();
  const isOwn = useMe().user.email === person.email;
  const known = useProcesses();
  const [delegates, setDelegates] = useState<readonly Named[]>(delegation?.delegates ?? []);
  const kept = {
    from: toWall(timeZone, delegation?.from),
    until: toWall(timeZone, delegation?.until ?? undefined),
  };
  const [from, setFrom] = useState(kept.from);
  const [until, setUntil] = useState(kept.until);
  const [processes, setProcesses] = useState<string[]>(delegation?.processes ?? []);
  const [away, setAway] = useState(delegation?.away ?? false);
  const [reason, setReason] = useState(delegation?.reason ?? '');
  // What was not touched stays to the second.
  const begin = from === kept.from ? undefined : fromWall(timeZone, from);
  const end = until === kept.until ? (delegation?.until ?? undefined) : fromWall(timeZone, until);
  const fields = {
    delegates: delegates.map(({ email }) => email),
    ...(begin === undefined ? {} : { from: begin }),
    until: end ?? null,
    processes: processes.length > 0 ? processes : null,
    away,
    reason: reason.trim(),
  };
  const save = (sendKey: string) =>
    delegation === null
      ? makeDelegation({ ...fields, ...(isOwn ? {} : { person: person.email }) }, sendKey)
      : changeDelegation(delegation.id, fields, delegation.version);
  const options = new Map(known.map(({ key, name }) => [key, name]));
  for (const key of processes) if (!options.has(key)) options.set(key, key);
  return (
    <SaveDialog
      touches={[keys.delegations(), keys.approvals()]}
      title={isOwn ? t('standingIn.dialog') : t('standingIn.dialogFor', { name: person.name })}
      submit={delegation === null ? t('standingIn.name') : t('common.save')}
      disabled={delegates.length === 0}
      what={[fields, person.email]}
      save={save}
      saved={t('standingIn.saved')}
      saysItself={(problem) => SAID.some((field) => fieldError(problem, `/${field}`))}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <DelegatesField
            delegates={delegates}
            notEmail={person.email}
            onChange={setDelegates}
            wrong={fieldError(problem, '/delegates')}
          />
          <div className={classes.fields}>
            <TextInput
              type="datetime-local"
              label={t('standingIn.from')}
              description={delegation === null ? t('standingIn.fromNow') : undefined}
              value={from}
              onChange={(event) => setFrom(event.currentTarget.value)}
              error={fieldError(problem, '/from')}
            />
            <TextInput
              type="datetime-local"
              label={t('standingIn.until')}
              description={t('standingIn.untilEnded')}
              value={until}
              onChange={(event) => setUntil(event.currentTarget.value)}
              error={fieldError(problem, '/until')}
            />
          </div>
          {options.size > 0 && (
            <MultiSelect
              label={t('standingIn.processes')}
              description={t('standingIn.processes.boards')}
              placeholder={processes.length === 0 ? t('standingIn.everywhere') : undefined}
              data={[...options].map(([value, label]) => ({ value, label }))}
              value={processes}
              onChange={setProcesses}
              error={fieldError(problem, '/processes')}
              searchable
              clearable
            />
          )}
          <Switch
            label={isOwn ? t('standingIn.iAmAway') : t('standingIn.theyAreAway')}
            description={t('standingIn.awayHelp')}
            checked={away}
            onChange={(event) => setAway(event.currentTarget.checked)}
          />
          <TextInput
            label={t('standingIn.reason')}
            value={reason}
            maxLength={REASON_MAX}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={fieldError(problem, '/reason')}
          />
        </>
      )}
    </SaveDialog>
  );
}
