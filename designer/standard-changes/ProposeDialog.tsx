/** Proposing a standard change, or another version of one: its plan, how long it takes and what it touches. Somebody else approves it. */
import { NumberInput, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { type ComponentProps, useState } from 'react';
import { fieldError } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import { proposeStandard, proposeVersion } from '#designer/client/standard-changes.ts';
import type { StandardChange, StandardPlan } from '#designer/client/types/standard-changes.ts';
import { StepsEditor } from '#designer/ui/change/StepsEditor.tsx';
import { areWhole, draftsOf, wishesOf } from '#designer/ui/change/step-draft.ts';
import { ItemsPick } from '#designer/ui/ItemsPick.tsx';
import { useText } from '#designer/ui/locale.ts';
import { SaveDialog } from '#designer/ui/SaveDialog.tsx';
import { toKey } from '#designer/ui/to-key.ts';
import { RISKS } from '#engine/changes/plan.ts';
import { EMPTY_PLAN, planTexts, stepsOf } from './plan-fields.ts';
import classes from './standard-changes.module.css';

type Props = {
  /** Another version of it. */
  standard?: StandardChange;
  /** The number of a change that went well: what it says is taken. */
  fromChange?: string | undefined;
  onClose: () => void;
  onDone: (standard: StandardChange) => void;
};

const ITEMS_MAX = 100;
const MINUTES_MAX = 132_480;

export function ProposeDialog({ standard, fromChange, onClose, onDone }: Props) {
  const t = useText();
  const base = standard?.versions.find(({ number }) => number === standard.inForce);
  const latest = base ?? standard?.versions[0];
  const isTaken = fromChange !== undefined;
  const [name, setName] = useState('');
  const [key, setKey] = useState<string | null>(null);
  const [description, setDescription] = useState('');
  const [note, setNote] = useState('');
  const [minutes, setMinutes] = useState(latest?.minutes ?? 60);
  const [items, setItems] = useState(latest?.items.map((item) => item.key) ?? []);
  const [plan, setPlan] = useState<StandardPlan>({ ...EMPTY_PLAN, ...latest?.plan });
  const [steps, setSteps] = useState(() => (latest ? draftsOf(stepsOf(latest)) : []));
  const shownKey = key ?? toKey(name);
  const version = {
    note: note.trim(),
    ...(isTaken ? { fromChange } : { plan: { ...plan, steps: wishesOf(steps) }, minutes, items }),
  };
  const body = { ...version, key: shownKey, name: name.trim(), description: description.trim() };
  const save = async (sendKey: string) =>
    onDone(
      standard
        ? await proposeVersion(standard, version, sendKey)
        : await proposeStandard(body, sendKey),
    );
  return (
    <SaveDialog
      title={t(standard ? 'standards.proposeVersion' : 'standards.propose')}
      submit={t('standards.proposeIt')}
      what={standard ? [standard.key, version] : body}
      save={save}
      saved={t('standards.proposed')}
      touches={[keys.standards()]}
      disabled={!areWhole(steps) || (!standard && (name.trim() === '' || shownKey === ''))}
      size="lg"
      onClose={onClose}
    >
      {(problem) => (
        <Stack gap="sm">
          <p>{t('standards.propose.text')}</p>
          {!standard && (
            <>
              <TextInput
                label={t('settings.name')}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
                error={fieldError(problem, '/name')}
                maxLength={200}
                dir="auto"
                data-autofocus
              />
              <TextInput
                label={t('standards.key')}
                value={shownKey}
                onChange={(event) => setKey(event.currentTarget.value)}
                error={fieldError(problem, '/key')}
                maxLength={64}
                dir="ltr"
              />
              <Textarea
                label={t('standards.description')}
                value={description}
                onChange={(event) => setDescription(event.currentTarget.value)}
                maxLength={2_000}
                autosize
                dir="auto"
              />
            </>
          )}
          <Textarea
            label={t('standards.note')}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            maxLength={2_000}
            autosize
            dir="auto"
          />
          {isTaken ? (
            <p>{t('standards.taken', { number: fromChange })}</p>
          ) : (
            <>
              <NumberInput
                label={t('changes.plan.minutes')}
                value={minutes}
                min={1}
                max={MINUTES_MAX}
                onChange={(value) => typeof value === 'number' && setMinutes(value)}
              />
              <ItemsPick
                label={t('standards.items')}
                value={items}
                onChange={setItems}
                known={latest?.items ?? []}
                error={fieldError(problem, '/items')}
                max={ITEMS_MAX}
              />
              <Select
                label={t('changes.plan.risk')}
                data={RISKS.map((value) => ({ value, label: t(`changes.plan.risk.${value}`) }))}
                value={plan.risk}
                onChange={(risk) => setPlan({ ...plan, risk })}
                placeholder={t('changes.plan.risk.none')}
                clearable
              />
              {planTexts.map((field) => (
                <Textarea
                  key={field}
                  label={t(`changes.plan.${field}`)}
                  value={plan[field]}
                  onChange={(event) => setPlan({ ...plan, [field]: event.currentTarget.value })}
                  autosize
                  minRows={2}
                  maxLength={20_000}
                  dir="auto"
                />
              ))}
              <Steps drafts={steps} onChange={setSteps} problem={problem} />
            </>
          )}
        </Stack>
      )}
    </SaveDialog>
  );
}

function Steps(props: Omit<ComponentProps<typeof StepsEditor>, 'pointer'>) {
  const t = useText();
  return (
    <section aria-labelledby="proposed-steps">
      <h3 id="proposed-steps" className={classes.label}>
        {t('changes.steps')}
      </h3>
      <StepsEditor {...props} pointer="/plan/steps" />
    </section>
  );
}
