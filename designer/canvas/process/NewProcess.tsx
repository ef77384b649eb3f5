/** A new process: a name, the key made from it, and what it starts as. It is saved at once, so that it can be found again. */
import { Anchor, Button, Group, Radio, TextInput } from '@mantine/core';
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
import type { Definition } from '#engine/definition.ts';
import { Dialog } from '../page/Dialog.tsx';
import { isKey } from '../panel/half-typed.ts';
import { saveDraft } from '../queries.ts';
import { emptyProcess } from './empty-process.ts';
import { toKey } from './key.ts';
import styles from './process.module.css';
import { StartPicture } from './StartPicture.tsx';
import { STARTS, startIn } from './starts/index.ts';

type Props = {
  /** An imported definition. */
  readonly from?: Definition;
  readonly processes: readonly Process[];
  readonly onClose: () => void;
};

const EMPTY = '';
/** Before the key of a process that is there already; what is shipped has none. */
const COPY = 'copy:';

export const NewProcess = ({ from, processes, onClose }: Props) => {
  const say = useSay();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState(from?.name ?? '');
  const [key, setKey] = useState(from?.key ?? '');
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
  const isTaken = !isFree(key);
  const canCreate = name.trim() !== '' && isKey(key) && !isTaken;

  const create = async () => {
    setState({ busy: true });
    try {
      const base = from ?? (await copyOf(template));
      const definition = base
        ? { ...base, key, name: name.trim() }
        : emptyProcess(key, name.trim());
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
    // A name of the author's own stays.
    if (!start || (name !== '' && name !== known?.name)) return;
    setName(start.name);
    if (!keyTouched) setKey(freeKey(start.key));
  };
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
      size={from ? 'md' : 'xl'}
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
        {!from && (
          <Radio.Group label={say('canvas.new.from')} value={template} onChange={choose}>
            <div className={styles.templates}>
              <Radio.Card value={EMPTY} className={styles.template}>
                <Radio.Indicator size="xs" />
                <span>
                  <strong>{say('canvas.new.empty')}</strong>
                  <small>{say('canvas.new.emptyHint')}</small>
                </span>
              </Radio.Card>
              {starts.map((start) => (
                <Radio.Card key={start.key} value={start.key} className={styles.template}>
                  <Radio.Indicator size="xs" />
                  <span className={styles.start}>
                    <strong>{start.name}</strong>
                    <small>{start.description}</small>
                    <StartPicture definition={start} />
                  </span>
                </Radio.Card>
              ))}
              {templates.slice(0, 6).map((process) => (
                <Radio.Card
                  key={process.key}
                  value={`${COPY}${process.key}`}
                  className={styles.template}
                >
                  <Radio.Indicator size="xs" />
                  <span>
                    <strong>{say('canvas.new.copyOf', { name: process.name })}</strong>
                    <small>
                      {process.description ||
                        say('canvas.version', { version: process.version ?? 0 })}
                    </small>
                  </span>
                </Radio.Card>
              ))}
            </div>
          </Radio.Group>
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
