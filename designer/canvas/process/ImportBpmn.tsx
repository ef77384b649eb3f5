/**
 * A BPMN document before it becomes drafts: which of its processes are taken, under which keys, and what of it does not run
 * here. Nothing is created before the last click.
 */
import { Button, Checkbox, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { newKey } from '#designer/client/http.ts';
import { isProblem } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import type { Process } from '#designer/client/types/processes.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { Dialog } from '../page/Dialog.tsx';
import { isKey } from '../panel/half-typed.ts';
import { saveDraft } from '../queries.ts';
import { BpmnReport } from './BpmnReport.tsx';
import { type ReadDocument, readBpmn } from './bpmn.ts';
import { Imported } from './Imported.tsx';
import styles from './process.module.css';

type Props = {
  readonly bytes: ArrayBuffer;
  /** All that it holds. */
  readonly whole: ReadDocument;
  readonly processes: readonly Process[];
  readonly onClose: () => void;
};

type State = {
  readonly busy: boolean;
  readonly error?: unknown;
  /** The ids of those that have become drafts. */
  readonly done: readonly string[];
  /** Keys that the server has refused. */
  readonly taken: readonly string[];
};

export const ImportBpmn = ({ bytes, whole, processes, onClose }: Props) => {
  const say = useSay();
  const client = useQueryClient();
  const navigate = useNavigate();
  const all = whole.definitions.map(({ process }) => process);
  const [document] = useState(newKey);
  const [chosen, setChosen] = useState<readonly string[]>(all);
  const [names, setNames] = useState<Readonly<Record<string, string>>>({});
  const [state, setState] = useState<State>({ busy: false, done: [], taken: [] });
  const isWhole = chosen.length === all.length;
  // What is told of a part of the document depends on which part is taken.
  const part = useQuery({
    queryKey: ['bpmn', document, ...chosen],
    queryFn: () => readBpmn(bytes, chosen),
    enabled: !isWhole && chosen.length > 0,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const read = isWhole ? whole : part.isPlaceholderData ? undefined : part.data;

  const keyOf = (process: string): string =>
    names[process] ??
    whole.definitions.find((one) => one.process === process)?.definition.key ??
    '';
  const mistakeIn = (process: string): string | undefined => {
    if (state.done.includes(process)) return undefined;
    const key = keyOf(process);
    const others = chosen.filter((one) => one !== process).map(keyOf);
    const isThere = state.taken.includes(key) || processes.some((one) => one.key === key);
    if (others.includes(key) || isThere) return say('canvas.new.taken');
    return isKey(key) ? undefined : say('canvas.key.rule');
  };
  const isReady = read && chosen.length > 0 && !chosen.some(mistakeIn);

  const create = async () => {
    const done = [...state.done];
    const { taken } = state;
    let key = '';
    setState({ busy: true, done, taken });
    try {
      for (const { process, definition } of read?.definitions ?? []) {
        if (done.includes(process)) continue;
        key = keyOf(process);
        await saveDraft(key, { ...definition, key }, { isNew: true });
        done.push(process);
      }
      await client.invalidateQueries({ queryKey: keys.processes });
      if (done.length === 1)
        await navigate({ to: '/processes/$key', params: { key: keyOf(done[0] ?? '') } });
      else setState({ busy: false, done, taken });
    } catch (error) {
      setState(
        isProblem(error, 'already_exists')
          ? { busy: false, done, taken: [...taken, key] }
          : { busy: false, done, taken, error },
      );
    }
  };

  const isRefused = state.error !== undefined || chosen.some(mistakeIn);
  if (!state.busy && !isRefused && state.done.length > 0) {
    const made = state.done.map((process) => ({
      key: keyOf(process),
      name: nameIn(whole, process),
    }));
    return <Imported made={made} onClose={onClose} />;
  }
  return (
    <Dialog onClose={onClose} title={say('canvas.bpmn.title')} size="lg">
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) void create();
        }}
      >
        {all.length > 1 && <p>{say('canvas.bpmn.which', { count: all.length })}</p>}
        {all.map((process) => {
          const isChosen = chosen.includes(process);
          const name = nameIn(whole, process);
          return (
            <div key={process} className={styles.taken}>
              {all.length > 1 ? (
                <Checkbox
                  label={<bdi>{name}</bdi>}
                  checked={isChosen}
                  disabled={state.done.includes(process)}
                  onChange={() =>
                    setChosen(
                      all.filter((one) => (one === process ? !isChosen : chosen.includes(one))),
                    )
                  }
                />
              ) : (
                <strong dir="auto">{name}</strong>
              )}
              {isChosen && (
                <TextInput
                  label={say('canvas.process.key')}
                  description={all.length > 1 ? undefined : say('canvas.new.keyHint')}
                  value={keyOf(process)}
                  maxLength={64}
                  required
                  data-autofocus={all.length === 1 || undefined}
                  disabled={state.done.includes(process)}
                  error={mistakeIn(process)}
                  onChange={(event) => setNames({ ...names, [process]: event.currentTarget.value })}
                />
              )}
            </div>
          );
        })}
        {chosen.length > 0 && part.error && !isWhole && (
          <ProblemNotice error={part.error} compact onRetry={() => void part.refetch()} />
        )}
        {chosen.length > 0 && <BpmnReport report={(isWhole ? whole : part.data)?.report ?? []} />}
        {state.error !== undefined && <ProblemNotice error={state.error} compact />}
        <footer className={styles.foot}>
          <Button variant="default" onClick={onClose}>
            {say('canvas.dialog.cancel')}
          </Button>
          <Button type="submit" disabled={!isReady} loading={state.busy}>
            {say('canvas.bpmn.act', { count: chosen.length })}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
};

const nameIn = (whole: ReadDocument, process: string): string => {
  const found = whole.definitions.find((one) => one.process === process)?.definition;
  return found?.name || found?.key || process;
};
