/**
 * Making a rota, or changing its plan from now on, beside what it comes to. What is typed stays until it is saved or given up: a
 * refusal, or a plan that somebody else has changed meanwhile, is told and loses nothing.
 */
import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useMe } from '#designer/client/me.ts';
import { fieldError } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import { changeRota, createRota, removeRota } from '#designer/client/rotas.ts';
import type { Rota } from '#designer/client/types/rotas.ts';
import { useIntention } from '#designer/client/use-intention.ts';
import { useText, zoneOf } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { SaveDialog } from '#designer/ui/SaveDialog.tsx';
import { toKey } from '#designer/ui/to-key.ts';
import { useToast } from '#designer/ui/toast.ts';
import { toWall } from '#designer/ui/wall-time.ts';
import { HoursFields } from './HoursFields.tsx';
import { LayerFields } from './LayerFields.tsx';
import classes from './on-call.module.css';
import { Preview } from './Preview.tsx';
import {
  draftOf,
  freeId,
  type LayerDraft,
  newLayer,
  type PlanDraft,
  PRESETS,
  planOf,
  soundPlan,
} from './plan-draft.ts';

const MOST_LAYERS = 10;
const zonesWith = (chosen: string): string[] =>
  [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', chosen])].sort();

type Props = {
  rota: Rota | null;
  /** With the key of what was saved or left as it was; null where there is none. */
  onDone: (key: string | null) => void;
};

export function RotaEditor({ rota, onDone }: Props) {
  const t = useText();
  const me = useMe();
  const toast = useToast();
  const client = useQueryClient();
  // What it was changed against, whatever others do meanwhile.
  const [version] = useState(rota?.version ?? 0);
  const [draft, setDraft] = useState<PlanDraft>(() => {
    if (rota) return draftOf(rota);
    const timeZone = zoneOf(me.user.timeZone);
    const today = toWall(timeZone, Date.now()).slice(0, 10);
    const layers = [newLayer('layer-1', t('onCall.layer.new'), today)];
    return { name: '', key: '', timeZone, layers, isNeededLimited: false, needed: PRESETS.office };
  });
  const [busy, setBusy] = useState(false);
  const [isRemoving, setRemoving] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const intention = useIntention();
  const set = (change: Partial<PlanDraft>) => setDraft({ ...draft, ...change });
  const setLayer = (index: number, layer: LayerDraft) =>
    set({ layers: draft.layers.map((one, place) => (place === index ? layer : one)) });
  const plan = planOf(draft);
  const people = new Map(
    draft.layers.flatMap((layer) => layer.people).map((person) => [person.id, person] as const),
  );

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!plan) return;
    setBusy(true);
    setProblem(null);
    const fields = { ...plan, name: draft.name.trim(), needed: plan.needed ?? null };
    const made = { ...fields, key: draft.key || toKey(draft.name) };
    try {
      const { key } = rota
        ? await changeRota(rota.key, fields, version)
        : await intention.send(made, (sendKey) => createRota(made, sendKey));
      await client.invalidateQueries({ queryKey: keys.rotas() });
      toast.done(t('onCall.edit.saved'));
      onDone(key);
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  const addLayer = () => {
    const today = toWall(draft.timeZone, Date.now()).slice(0, 10);
    const name = t('onCall.layer', { number: draft.layers.length + 1 });
    set({ layers: [...draft.layers, newLayer(freeId(draft.layers), name, today)] });
  };
  const moveDown = (index: number) => {
    const layers = [...draft.layers];
    layers.splice(index + 1, 0, ...layers.splice(index, 1));
    set({ layers });
  };

  return (
    <form className={classes.page} onSubmit={(event) => void save(event)}>
      <div>
        <h1 className={classes.title}>{rota ? t('onCall.edit') : t('onCall.add')}</h1>
        {rota && <p className={classes.quiet}>{t('onCall.edit.text')}</p>}
      </div>
      <div className={classes.fields}>
        <TextInput
          label={t('settings.name')}
          value={draft.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={fieldError(problem, '/name')}
          required
          withAsterisk={false}
        />
        {!rota && (
          <TextInput
            label={t('settings.key')}
            value={draft.key}
            placeholder={toKey(draft.name)}
            onChange={(event) => set({ key: event.currentTarget.value })}
            error={fieldError(problem, '/key')}
            pattern="[a-z0-9][a-z0-9\-]*"
            dir="ltr"
          />
        )}
        <Select
          label={t('onCall.timeZone')}
          data={zonesWith(draft.timeZone)}
          value={draft.timeZone}
          searchable
          allowDeselect={false}
          onChange={(timeZone) => timeZone && set({ timeZone })}
          error={fieldError(problem, '/timeZone')}
        />
      </div>
      <section className={classes.section}>
        <h2 className={classes.heading}>{t('onCall.layers')}</h2>
        <p className={classes.quiet}>{t('onCall.layers.text')}</p>
        {draft.layers.map((layer, index) => (
          <LayerFields
            key={layer.id}
            layer={layer}
            index={index}
            problem={problem}
            onChange={(next) => setLayer(index, next)}
            onRemove={() => set({ layers: draft.layers.filter((one) => one !== layer) })}
            onDown={index < draft.layers.length - 1 ? () => moveDown(index) : undefined}
          />
        ))}
        {draft.layers.length < MOST_LAYERS && (
          <div>
            <Button
              variant="default"
              size="xs"
              leftSection={<IconPlus size={14} />}
              onClick={addLayer}
            >
              {t('onCall.layer.add')}
            </Button>
          </div>
        )}
      </section>
      <section className={classes.section}>
        <Checkbox
          label={t('onCall.needed')}
          checked={draft.isNeededLimited}
          onChange={(event) => set({ isNeededLimited: event.currentTarget.checked })}
        />
        {draft.isNeededLimited && (
          <HoursFields value={draft.needed} onChange={(needed) => set({ needed })} />
        )}
      </section>
      <Preview plan={soundPlan(draft)} people={people} />
      {problem !== null && <ProblemNotice error={problem} />}
      <div className={classes.head}>
        <div className={classes.acts}>
          <Button type="submit" loading={busy} disabled={!plan || draft.name.trim() === ''}>
            {t('common.save')}
          </Button>
          <Button variant="default" onClick={() => onDone(rota?.key ?? null)}>
            {t('common.cancel')}
          </Button>
        </div>
        {rota?.allowed.includes('delete') && (
          <Button variant="subtle" color="red" onClick={() => setRemoving(true)}>
            {t('onCall.remove')}
          </Button>
        )}
      </div>
      {rota && isRemoving && (
        <SaveDialog
          touches={[keys.rotas()]}
          title={t('onCall.remove')}
          submit={t('onCall.remove')}
          what={rota.key}
          save={async () => {
            await removeRota(rota.key, version);
            onDone(null);
            return t('onCall.removed');
          }}
          onClose={() => setRemoving(false)}
        >
          {() => <p>{t('onCall.remove.text')}</p>}
        </SaveDialog>
      )}
    </form>
  );
}
