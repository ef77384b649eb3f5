/** One service target, whole: what it promises to whom, when its clock counts, what is done as the time runs out. */
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { calendarsQuery, usualIn } from '#designer/client/calendars.ts';
import { isProblem } from '#designer/client/problem.ts';
import {
  changeTarget,
  createTarget,
  removeTarget,
  type Target,
  targetQuery,
  targetsQuery,
} from '#designer/client/targets.ts';
import { useIntention } from '#designer/client/use-intention.ts';
import { useCrumb } from '#designer/ui/crumb.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { toKey } from '#designer/ui/to-key.ts';
import { useToast } from '#designer/ui/toast.ts';
import { subjectOf } from '#engine/clocks/measures.ts';
import type { ClockPolicy } from '#engine/clocks/policy.ts';
import { OfferRecount } from '../recounts/OfferRecount.tsx';
import { EditBar } from '../service/EditBar.tsx';
import { useOptions } from '../service/options.ts';
import classes from '../service/Service.module.css';
import { useClockFacts } from '../service/use-clock-facts.ts';
import { useDraft } from '../service/use-draft.ts';
import { About, Basics } from './Basics.tsx';
import { Counting } from './Counting.tsx';
import { Hours } from './Hours.tsx';
import { changedFields, newPolicy } from './policy.ts';
import { Shadow, shadowing } from './Shadow.tsx';
import { TargetRows } from './TargetRows.tsx';
import { Thresholds } from './Thresholds.tsx';
import { WhichHolds } from './WhichHolds.tsx';

/** In the place of a key, which has no such letter. */
const NEW = '_new';

export function TargetPage() {
  const t = useText();
  const { target: key } = useParams({ from: '/app/settings/targets/$target' });
  const isNew = key === NEW;
  const target = useQuery({ ...targetQuery(key), enabled: !isNew });
  const calendars = useQuery(calendarsQuery);
  const name = isNew ? t('targets.add') : (target.data?.name ?? '');
  useCrumb(name || t('settings.targets'));
  const isReady = isNew ? calendars.isFetched : target.data !== undefined;
  return (
    <div className={classes.page}>
      <Link to="/settings/{-$section}" params={{ section: 'targets' }} className={classes.back}>
        {t('settings.targets')}
      </Link>
      {!isReady && !target.isError && <PageSkeleton />}
      {target.isError && (
        <ProblemNotice error={target.error} onRetry={() => void target.refetch()} />
      )}
      {isReady && (
        <>
          <h1 className={classes.title} dir="auto">
            {name}
          </h1>
          <Editor
            key={key}
            saved={target.data ?? null}
            begun={newPolicy(usualIn(calendars.data ?? [])?.key ?? '')}
          />
        </>
      )}
    </div>
  );
}

function Editor({ saved, begun }: { saved: Target | null; begun: ClockPolicy }) {
  const t = useText();
  const toast = useToast();
  const client = useQueryClient();
  const navigate = useNavigate();
  const intention = useIntention();
  const options = useOptions();
  const draft = useDraft(`target:${saved?.id ?? NEW}`, saved?.policy ?? begun, saved?.version ?? 0);
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [offer, setOffer] = useState<number | null>(null);
  const policy = draft.value;
  const known = useClockFacts(subjectOf(policy));
  const all = useQuery(targetsQuery()).data?.items ?? [];
  const edit = (next: ClockPolicy) => {
    setProblem(null);
    draft.edit(next);
  };
  const attempt = async (act: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    try {
      await act();
    } catch (error) {
      setProblem(error);
      if (saved && isProblem(error, 'stale_version'))
        await client.invalidateQueries({ queryKey: targetQuery(saved.key).queryKey });
    } finally {
      setBusy(false);
    }
  };
  const save = () =>
    attempt(async () => {
      const { name } = policy;
      const key = policy.key === '' ? toKey(name) : policy.key;
      const whole: ClockPolicy = { ...policy, name: name.trim(), key };
      const done = saved
        ? await changeTarget(saved.id, changedFields(saved.policy, whole), draft.version)
        : await intention.send(whole, (sendKey) => createTarget(whole, sendKey));
      client.setQueryData(targetQuery(done.key).queryKey, done);
      if (saved) draft.settle(policy, done.version);
      else draft.forget();
      await client.invalidateQueries({ queryKey: ['people'] });
      toast.done(t(saved ? 'settings.saved' : 'targets.savedNew'));
      if (saved) setOffer(done.version);
      else await navigate({ to: '/settings/targets/$target', params: { target: done.key } });
    });
  const remove = () =>
    attempt(async () => {
      if (!saved) return;
      await removeTarget(saved.id, saved.version);
      draft.forget();
      await navigate({ to: '/settings/{-$section}', params: { section: 'targets' } });
      await client.invalidateQueries({ queryKey: ['people'] });
    });
  const part = { policy, onEdit: edit, problem, options, known };
  return (
    <>
      {offer !== null && (
        <OfferRecount
          text={t('targets.savedAs', { version: offer })}
          scope={{ policies: [policy.key] }}
          reason={policy.name}
        />
      )}
      <Basics {...part} isNew={saved === null} />
      <About {...part} />
      <TargetRows {...part} />
      <Shadow by={shadowing(policy, all)} />
      <Hours {...part} />
      <Counting {...part} />
      <Thresholds {...part} />
      <WhichHolds draft={draft.isChanged || !saved ? policy : undefined} />
      {saved && (
        <section className={classes.section}>
          <Button variant="subtle" color="red" onClick={() => void remove()} disabled={busy}>
            {t('targets.remove')}
          </Button>
          <p className={classes.help}>{t('targets.remove.help')}</p>
        </section>
      )}
      {(draft.isChanged || !saved || problem !== null) && (
        <EditBar
          draft={draft}
          version={saved?.version ?? 0}
          busy={busy}
          problem={problem}
          onSave={() => void save()}
        />
      )}
    </>
  );
}
