/** One ladder: its levels from the first asked to the last, who would be told if it began now, where it is climbed, its versions. */
import { Button, Select, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import {
  changeLadder,
  createLadder,
  type LadderRecord,
  ladderQuery,
  removeLadder,
} from '#designer/client/ladders.ts';
import { isProblem } from '#designer/client/problem.ts';
import { useIntention } from '#designer/client/use-intention.ts';
import { useCrumb } from '#designer/ui/crumb.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { toKey } from '#designer/ui/to-key.ts';
import { useToast } from '#designer/ui/toast.ts';
import type { Ladder } from '#engine/escalation/ladder.ts';
import { KeyField, NameField } from '../NameFields.tsx';
import { ConditionField } from '../service/ConditionField.tsx';
import { EditBar } from '../service/EditBar.tsx';
import { errorUnder } from '../service/error-under.ts';
import { useOptions, withSet } from '../service/options.ts';
import classes from '../service/Service.module.css';
import { useClockFacts } from '../service/use-clock-facts.ts';
import { useDraft } from '../service/use-draft.ts';
import { LadderUsed } from './LadderUsed.tsx';
import { Levels } from './Levels.tsx';
import { Preview } from './Preview.tsx';
import { RunningChoice } from './RunningChoice.tsx';

/** In the place of a key, which has no such letter. */
const NEW = '_new';
const USUAL = 'usual';
const BEGUN: Ladder = {
  key: '',
  name: '',
  levels: [{ name: '1', to: [{ relation: 'inCharge' }], wait: { minutes: 30 } }],
};

export function LadderPage() {
  const t = useText();
  const { ladder: key } = useParams({ from: '/app/settings/ladders/$ladder' });
  const isNew = key === NEW;
  const ladder = useQuery({ ...ladderQuery(key), enabled: !isNew });
  const name = isNew ? t('ladders.add') : (ladder.data?.name ?? '');
  useCrumb(name || t('settings.ladders'));
  return (
    <div className={classes.page}>
      <Link to="/settings/{-$section}" params={{ section: 'ladders' }} className={classes.back}>
        {t('settings.ladders')}
      </Link>
      {!isNew && ladder.isPending && <PageSkeleton />}
      {ladder.isError && (
        <ProblemNotice error={ladder.error} onRetry={() => void ladder.refetch()} />
      )}
      {(isNew || ladder.data) && (
        <>
          <h1 className={classes.title} dir="auto">
            {name}
          </h1>
          <Editor key={key} saved={ladder.data ?? null} />
        </>
      )}
    </div>
  );
}

function Editor({ saved }: { saved: LadderRecord | null }) {
  const t = useText();
  const toast = useToast();
  const client = useQueryClient();
  const navigate = useNavigate();
  const intention = useIntention();
  const options = useOptions();
  const known = useClockFacts('ticket');
  const draft = useDraft(`ladder:${saved?.id ?? NEW}`, saved?.ladder ?? BEGUN, saved?.version ?? 0);
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const ladder = draft.value;
  const edit = (next: Ladder) => {
    setProblem(null);
    draft.edit(next);
  };
  const attempt = async (act: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    setChoosing(false);
    try {
      await act();
    } catch (error) {
      setProblem(error);
      if (saved && isProblem(error, 'stale_version'))
        await client.invalidateQueries({ queryKey: ladderQuery(saved.key).queryKey });
    } finally {
      setBusy(false);
    }
  };
  const save = (running: boolean) =>
    attempt(async () => {
      const name = ladder.name.trim();
      const whole: Ladder = { ...ladder, name, key: ladder.key === '' ? toKey(name) : ladder.key };
      const done = saved
        ? await changeLadder(saved.key, whole, draft.version, running)
        : await intention.send(whole, (sendKey) => createLadder(whole, sendKey));
      client.setQueryData(ladderQuery(done.key).queryKey, done);
      if (saved) draft.settle(ladder, done.version);
      else draft.forget();
      await client.invalidateQueries({ queryKey: ['people'] });
      toast.done(t(running ? 'ladders.savedRunning' : 'settings.saved'));
      if (!saved) await navigate({ to: '/settings/ladders/$ladder', params: { ladder: done.key } });
    });
  const remove = () =>
    attempt(async () => {
      if (!saved) return;
      await removeLadder(saved.key, saved.version);
      draft.forget();
      await navigate({ to: '/settings/{-$section}', params: { section: 'ladders' } });
      await client.invalidateQueries({ queryKey: ['people'] });
    });
  return (
    <>
      <section className={classes.section} aria-label={t('targets.what')}>
        <div className={classes.fields}>
          <NameField
            label={t('settings.name')}
            value={ladder.name}
            onChange={(name) => edit({ ...ladder, name })}
            problem={problem}
          />
          {!saved && (
            <KeyField
              name={ladder.name}
              value={ladder.key}
              onChange={(key) => edit({ ...ladder, key })}
              problem={problem}
            />
          )}
          <Select
            label={t('ladders.calendar')}
            description={t('ladders.calendar.help')}
            placeholder={t('ladders.calendar.usual')}
            data={[...withSet(options.calendar, ladder.calendar ?? null)]}
            value={ladder.calendar ?? null}
            clearable
            onChange={(calendar) => edit(withCalendar(ladder, calendar))}
            error={errorUnder(problem, '/calendar')}
          />
        </div>
        <Textarea
          mt={14}
          label={t('targets.description')}
          autosize
          minRows={1}
          value={ladder.description ?? ''}
          onChange={({ currentTarget: { value } }) => edit(withDescription(ladder, value))}
        />
      </section>
      <Levels ladder={ladder} onEdit={edit} options={options} problem={problem} />
      <section className={classes.section} aria-label={t('ladders.stop')}>
        <h2 className={classes.heading}>{t('ladders.stop')}</h2>
        <p className={classes.help}>{t('ladders.stop.help')}</p>
        <ConditionField
          label={t('ladders.stop')}
          condition={ladder.stop}
          facts={known.facts}
          names={known.names}
          onChange={(stop) => edit(withStop(ladder, stop))}
          error={errorUnder(problem, '/stop')}
        />
      </section>
      <Preview ladder={ladder} />
      {saved && (
        <LadderUsed
          ladderKey={saved.key}
          onRestore={(version) => edit({ ...version, key: saved.key })}
        />
      )}
      {saved && saved.key !== USUAL && (
        <section className={classes.section}>
          <Button variant="subtle" color="red" disabled={busy} onClick={() => void remove()}>
            {t('ladders.remove')}
          </Button>
          <p className={classes.help}>{t('ladders.remove.help')}</p>
        </section>
      )}
      {(draft.isChanged || !saved || problem !== null) && (
        <EditBar
          draft={draft}
          version={saved?.version ?? 0}
          busy={busy}
          problem={problem}
          onSave={() => (saved && saved.running > 0 ? setChoosing(true) : void save(false))}
          submit={saved && saved.running > 0 ? t('ladders.review') : t('common.save')}
        />
      )}
      {choosing && saved && (
        <RunningChoice
          ladderKey={saved.key}
          onSave={(running) => void save(running)}
          onClose={() => setChoosing(false)}
        />
      )}
    </>
  );
}

const withCalendar = ({ calendar: _, ...ladder }: Ladder, calendar: string | null): Ladder =>
  calendar === null ? ladder : { ...ladder, calendar };

const withDescription = ({ description: _, ...ladder }: Ladder, description: string): Ladder =>
  description === '' ? ladder : { ...ladder, description };

const withStop = ({ stop: _, ...ladder }: Ladder, stop: Ladder['stop']): Ladder =>
  stop === undefined ? ladder : { ...ladder, stop };
