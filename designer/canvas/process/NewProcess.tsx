/** A new process: a name, the key made from it, and what it starts as. It is saved at once, so that it can be found again. */
import { Anchor, Button, Group, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useIntl } from 'react-intl';
import { isProblem } from '#designer/client/problem.ts';
import { versionQuery } from '#designer/client/processes.ts';
import { keys } from '#designer/client/query.ts';
import type { Process } from '#designer/client/types/processes.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import { withLayout } from '#designer/ui/diagram/with-layout.ts';
import { flowWords } from '#designer/ui/diagram/words.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { type Definition, LIMITS } from '#engine/definition.ts';
import { Dialog } from '../page/Dialog.tsx';
import { isKey } from '../panel/half-typed.ts';
import { saveDraft } from '../queries.ts';
import { emptyProcess } from './empty-process.ts';
import { toKey } from './key.ts';
import styles from './process.module.css';
import { COPY, EMPTY, StartChoice } from './StartChoice.tsx';
import { STARTS, startIn } from './starts/index.ts';

type Props = {
  /** An imported definition. */
  readonly from?: Definition;
  readonly processes: readonly Process[];
  readonly onClose: () => void;
};

const COPIES_MAX = 6;
/** With room for the drawing of what it begins as. */
const WIDE = 1_040;

export const NewProcess = ({ from, processes, onClose }: Props) => {
  const say = useSay();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState(from?.name ?? '');
  const [key, setKey] = useState(from?.key ?? '');
  const [description, setDescription] = useState(from?.description ?? '');
  const [keyTouched, setKeyTouched] = useState(from !== undefined);
  const [template, setTemplate] = useState(EMPTY);
  const [state, setState] = useState<{ busy: boolean; error?: unknown }>({ busy: false });
  const { locale } = useIntl();
  const starts = useMemo(() => STARTS.map((start) => startIn(start, locale)), [locale]);
  const templates = processes.filter(({ version }) => version !== null);
  /** Refused by the server: somebody has begun it meanwhile, or it is nothing that the caller may see. */
  const [taken, setTaken] = useState<readonly string[]>([]);
  const isFree = (one: string) =>
    !processes.some((process) => process.key === one) && !taken.includes(one);
  // What is being made is in the list before the page is there.
  const isTaken = !state.busy && !isFree(key);
  const canCreate = name.trim() !== '' && isKey(key) && !isTaken;

  const create = async () => {
    setState({ busy: true });
    try {
      const base = from ?? (await copyOf(template));
      const { description: _, ...drawn } = base ?? emptyProcess(key, '');
      const text = description.trim();
      const definition = { ...drawn, key, name: name.trim(), ...(text && { description: text }) };
      await saveDraft(key, definition, { isNew: true });
      await client.invalidateQueries({ queryKey: keys.processes });
      await navigate({ to: '/processes/$key', params: { key } });
    } catch (error) {
      if (!isProblem(error, 'already_exists')) return setState({ busy: false, error });
      setState({ busy: false });
      setTaken([...taken, key]);
      void client.invalidateQueries({ queryKey: keys.processes });
    }
  };
  const choose = (next: string) => {
    const start = starts.find((one) => one.key === next);
    const known = starts.find((one) => one.key === template);
    setTemplate(next);
    // A name of the author's own stays, and so do words of theirs on what it is for.
    if (description === describedAs(template)) setDescription(describedAs(next));
    if (!start || (name !== '' && name !== known?.name)) return;
    setName(start.name);
    if (!keyTouched) setKey(freeKey(start.key));
  };
  /** What the one that it begins as says that it is for. */
  const describedAs = (chosen: string): string =>
    starts.find((one) => one.key === chosen)?.description ??
    processes.find((one) => `${COPY}${one.key}` === chosen)?.description ??
    '';
  const freeKey = (wanted: string): string => {
    let number = 2;
    if (isFree(wanted)) return wanted;
    while (!isFree(`${wanted}-${number}`)) number += 1;
    return `${wanted}-${number}`;
  };
  const copyOf = async (copied: string): Promise<Definition | undefined> => {
    const start = starts.find((one) => one.key === copied);
    if (start) return withLayout(start, (flow) => flowWords(say, start, flow));
    const process = processes.find((candidate) => `${COPY}${candidate.key}` === copied);
    if (!process?.version) return undefined;
    return (await client.fetchQuery(versionQuery(process.key, process.version))).definition;
  };

  return (
    <Dialog
      onClose={onClose}
      title={say(from ? 'canvas.new.importTitle' : 'canvas.new.title')}
      size={from ? 'md' : WIDE}
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (canCreate) void create();
        }}
      >
        <TextInput
          label={say('canvas.field.name')}
          placeholder={say('canvas.new.namePlaceholder')}
          value={name}
          maxLength={200}
          dir="auto"
          data-autofocus
          required
          onChange={(event) => {
            setName(event.currentTarget.value);
            if (!keyTouched) setKey(toKey(event.currentTarget.value));
          }}
        />
        <TextInput
          label={say('canvas.process.key')}
          description={say('canvas.new.keyHint')}
          value={key}
          maxLength={64}
          required
          error={
            isTaken
              ? say('canvas.new.taken')
              : key && !isKey(key)
                ? say('canvas.key.rule')
                : undefined
          }
          onChange={(event) => {
            setKeyTouched(true);
            setKey(event.currentTarget.value);
          }}
        />
        {isTaken && (
          <Group gap="md">
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => {
                setKeyTouched(true);
                setKey(freeKey(key));
              }}
            >
              {say('canvas.new.useKey', { key: freeKey(key) })}
            </Button>
            <Anchor
              size="sm"
              renderRoot={(props) => <Link {...props} to="/processes/$key" params={{ key }} />}
            >
              {say('canvas.new.openTaken', { key })}
            </Anchor>
          </Group>
        )}
        <Textarea
          label={say('canvas.process.description')}
          placeholder={say('canvas.process.descriptionHint')}
          value={description}
          maxLength={LIMITS.textLength}
          dir="auto"
          autosize
          minRows={2}
          maxRows={5}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        {!from && (
          <StartChoice
            starts={starts}
            processes={templates.slice(0, COPIES_MAX)}
            value={template}
            onChange={choose}
          />
        )}
        {state.error !== undefined && <ProblemNotice error={state.error} compact />}
        <footer className={styles.foot}>
          <Button variant="default" onClick={onClose}>
            {say('canvas.dialog.cancel')}
          </Button>
          <Button type="submit" disabled={!canCreate} loading={state.busy}>
            {say(from ? 'canvas.new.importAct' : 'canvas.new.act')}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
};
