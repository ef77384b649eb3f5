/**
 * Keeps what happened to a run as a scenario of its process, and leads to it in the rehearsal. Where a rehearsal goes
 * another way than the run went, that is said before anything is kept.
 */
import { Button, Group, Modal, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { isProblem } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import { keepTold, type ToldRun, tellRun } from '#designer/client/scenarios.ts';
import type { RunDetail } from '#designer/client/types/runs.ts';
import { useIntention } from '#designer/client/use-intention.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import { nameOf } from '#designer/ui/diagram/words.ts';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { ScenarioName } from '#designer/ui/ScenarioName.tsx';
import { nameOfRun } from '../name-of-run.ts';

type Props = { detail: RunDetail; onClose: () => void };

export function AsScenario({ detail, onClose }: Props) {
  const t = useText();
  const say = useSay();
  const client = useQueryClient();
  const navigate = useNavigate();
  const intention = useIntention();
  const { run, definition } = detail;
  const { process } = run;
  const [name, setName] = useState(() => t('runs.scenario.usual', { name: nameOfRun(run) }));
  const [told, setTold] = useState<ToldRun | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const isTaken = isProblem(error, 'already_exists');
  const named = (id: string | null) => {
    const element = definition.elements.find((one) => one.id === id);
    return element ? nameOf(say, element) : (id ?? t('runs.scenario.end'));
  };
  const keep = async () => {
    if (name.trim() === '') return;
    setBusy(true);
    setError(null);
    try {
      const next = await tellRun(process, { runId: run.id, name: name.trim() });
      // It is said once; who keeps it all the same has read it.
      if (next.differs && !told) {
        setTold(next);
        setBusy(false);
        return;
      }
      const { scenario } = next;
      const { id } = await intention.send(scenario, (key) => keepTold(process, scenario, key));
      await client.invalidateQueries({ queryKey: keys.process(process, 'scenarios') });
      await navigate({
        to: '/processes/$key',
        params: { key: process },
        search: { scenario: id },
      });
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('runs.scenario.title')}
      size="md"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void keep();
        }}
      >
        <Stack gap="md">
          <p>{t('runs.scenario.text')}</p>
          <ScenarioName
            label={t('runs.scenario.name')}
            value={name}
            taken={isTaken ? t('runs.scenario.taken') : undefined}
            onChange={(next) => {
              setName(next);
              setError(null);
            }}
          />
          {told?.differs && (
            <p role="alert">
              {t('runs.scenario.differs', {
                run: named(told.differs.run),
                rehearsed: named(told.differs.rehearsed),
              })}
            </p>
          )}
          {error !== null && !isTaken && <ProblemNotice error={error} compact />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={name.trim() === ''}>
              {t(told ? 'runs.scenario.anyway' : 'runs.scenario.keep')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
