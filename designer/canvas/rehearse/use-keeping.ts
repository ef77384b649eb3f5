/** Keeps, changes and forgets scenarios, and says so; what the server refuses is told where nothing else shows it. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useToast } from '#designer/ui/toast.ts';
import { useUndoToast } from '#designer/ui/undo-toast.tsx';
import type { Scenario } from '#engine/rehearsal/index.ts';
import { useEditor } from '../editor/editor.tsx';
import {
  changeScenario,
  forgetScenario,
  keepScenario,
  type ScenarioRecord,
  scenariosQuery,
} from '../queries.ts';
import { useRehearse } from './rehearse.tsx';

type Kept = { readonly scenario: Scenario; readonly required: boolean };

export type Keeping = {
  readonly busy: boolean;
  /** @throws ProblemError what the server refuses, to be shown at the field */
  readonly keep: (kept: Kept) => Promise<ScenarioRecord>;
  /** @throws ProblemError */
  readonly rewrite: (record: ScenarioRecord, kept: Kept) => Promise<ScenarioRecord>;
  /** Whether it was; what is refused is told. */
  readonly change: (record: ScenarioRecord, kept: Kept) => Promise<boolean>;
  /** It can be undone for a moment. */
  readonly forget: (record: ScenarioRecord) => Promise<boolean>;
};

export const useKeeping = (): Keeping => {
  const { say, announce } = useEditor();
  const { process } = useRehearse();
  const client = useQueryClient();
  const toast = useToast();
  const offerUndo = useUndoToast();
  const [busy, setBusy] = useState(false);
  const doing = async <Result>(act: () => Promise<Result>, said: string): Promise<Result> => {
    setBusy(true);
    try {
      const result = await act();
      announce(said);
      return result;
    } finally {
      setBusy(false);
      // What it was refused for may be that somebody else has changed it.
      void client.invalidateQueries({ queryKey: scenariosQuery(process).queryKey });
    }
  };
  const told = (act: Promise<unknown>): Promise<boolean> =>
    act.then(
      () => true,
      (error: unknown) => {
        toast.failed(error);
        return false;
      },
    );
  const keep = (kept: Kept) =>
    doing(
      () => keepScenario(process, kept),
      say('canvas.rehearse.did.kept', { name: kept.scenario.name }),
    );
  const rewrite = (record: ScenarioRecord, kept: Kept) =>
    doing(
      () => changeScenario(process, record, kept),
      say('canvas.rehearse.did.changed', { name: kept.scenario.name }),
    );
  return {
    busy,
    keep,
    rewrite,
    change: (record, kept) => told(rewrite(record, kept)),
    forget: async (record) => {
      const { name, scenario, required } = record;
      const forgot = say('canvas.rehearse.did.forgot', { name });
      if (!(await told(doing(() => forgetScenario(process, record), forgot)))) return false;
      offerUndo(forgot, () => void told(keep({ scenario, required })));
      return true;
    },
  };
};
