/**
 * All processes at a glance: which version works, whether somebody is changing it, how much runs on it. From here one
 * opens, begins a new one (empty, from a shipped one, or from a file), and takes one out as a file.
 */
import { ActionIcon, Button, Menu, Table, TextInput, Tooltip } from '@mantine/core';
import {
  IconActivity,
  IconAlertTriangle,
  IconDots,
  IconDownload,
  IconMessage,
  IconPencil,
  IconPlus,
  IconSchema,
  IconSearch,
  IconUpload,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import { useMay } from '#designer/client/me.ts';
import type { Process } from '#designer/client/types/processes.ts';
import { Chip } from '#designer/ui/Chip.tsx';
import type { Say } from '#designer/ui/diagram/say.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { useShortcuts } from '#designer/ui/keyboard.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useRolloutWords } from '#designer/ui/rollout/words.ts';
import { Time } from '#designer/ui/Time.tsx';
import type { Definition } from '#engine/definition.ts';
import { isXml, type ReadDocument, readBpmn } from './process/bpmn.ts';
import { ExportItems } from './process/ExportItems.tsx';
import { ImportBpmn } from './process/ImportBpmn.tsx';
import { NewProcess } from './process/NewProcess.tsx';
import styles from './process/process.module.css';
import { type Refusal, Refused } from './process/Refused.tsx';
import { FILE_MAX_BYTES, readJson } from './process/read-json.ts';
import { processesQuery } from './queries.ts';

export const ProcessList = () => {
  const say = useSay();
  const query = useQuery(processesQuery);
  const mayAuthor = useMay('process.author');
  const mayRead = useMay('run.read');
  const t = useText();
  const [text, setText] = useState('');
  const [creating, setCreating] = useState<'empty' | Definition | null>(null);
  const [read, setRead] = useState<{ bytes: ArrayBuffer; whole: ReadDocument } | null>(null);
  const [reading, setReading] = useState(false);
  const [refused, setRefused] = useState<{ error?: unknown; refusal?: Refusal } | null>(null);
  const file = useRef<HTMLInputElement>(null);
  const search = useRef<HTMLInputElement>(null);
  useShortcuts([
    { keys: 'n', label: say('canvas.list.new'), run: () => mayAuthor && setCreating('empty') },
    { keys: '/', label: say('canvas.list.search'), run: () => search.current?.focus() },
  ]);
  const found = useMemo(() => matching(query.data ?? [], text), [query.data, text]);
  if (query.error)
    return <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <PageSkeleton />;

  const readFile = async (picked: File | undefined) => {
    if (!picked) return;
    setRefused(null);
    // Before it is read: a file of any size is answered at once.
    if (picked.size > FILE_MAX_BYTES)
      return setRefused({ refusal: { refused: 'tooLarge', size: picked.size } });
    const bytes = await picked.arrayBuffer();
    if (isXml(bytes)) return readDocument(bytes);
    const json = readJson(new TextDecoder().decode(bytes));
    if ('definition' in json) setCreating(json.definition);
    else setRefused({ refusal: json });
  };
  const readDocument = async (bytes: ArrayBuffer) => {
    setReading(true);
    try {
      setRead({ bytes, whole: await readBpmn(bytes) });
    } catch (error) {
      setRefused({ error });
    } finally {
      setReading(false);
    }
  };
  const acts = mayAuthor && (
    <>
      <Button
        variant="default"
        leftSection={<IconUpload size={16} />}
        loading={reading}
        onClick={() => file.current?.click()}
      >
        {say('canvas.list.import')}
      </Button>
      <Button leftSection={<IconPlus size={16} />} onClick={() => setCreating('empty')}>
        {say('canvas.list.new')}
      </Button>
    </>
  );
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{say('canvas.list.title')}</h1>
        {query.data.length > 0 && (
          <TextInput
            ref={search}
            className={styles.search}
            aria-label={say('canvas.list.search')}
            placeholder={say('canvas.list.search')}
            leftSection={<IconSearch size={15} />}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
        <div className={styles.acts}>
          {mayRead && query.data.length > 0 && (
            <Button
              variant="subtle"
              leftSection={<IconAlertTriangle size={16} />}
              renderRoot={(props) => <Link {...props} to="/runs" search={{}} />}
            >
              {t('runs.stuck.title')}
            </Button>
          )}
          {query.data.length > 0 && acts}
        </div>
      </header>
      <input
        ref={file}
        type="file"
        accept="application/json,.json,.bpmn,application/xml,text/xml,.xml"
        hidden
        aria-label={say('canvas.list.import')}
        onChange={(event) => {
          void readFile(event.currentTarget.files?.[0]);
          event.currentTarget.value = '';
        }}
      />
      {refused?.error !== undefined && <ProblemNotice error={refused.error} compact />}
      {refused?.refusal && <Refused refusal={refused.refusal} />}
      {query.data.length === 0 ? (
        <EmptyState
          icon={IconSchema}
          title={say('canvas.list.empty')}
          action={<div className={styles.acts}>{acts}</div>}
        >
          {say('canvas.list.emptyHint')}
        </EmptyState>
      ) : (
        <Processes processes={found} text={text} />
      )}
      {creating && (
        <NewProcess
          from={creating === 'empty' ? undefined : creating}
          processes={query.data}
          onClose={() => setCreating(null)}
        />
      )}
      {read && <ImportBpmn {...read} processes={query.data} onClose={() => setRead(null)} />}
    </div>
  );
};

const Processes = ({ processes, text }: { processes: readonly Process[]; text: string }) => {
  const say = useSay();
  const t = useText();
  const navigate = useNavigate();
  const mayRead = useMay('run.read');
  const words = useRolloutWords();
  if (processes.length === 0) {
    return <p className={styles.none}>{say('canvas.list.nothingFound', { text })}</p>;
  }
  return (
    <div className={styles.tableBox}>
      <Table className={styles.table} verticalSpacing={0} horizontalSpacing={14}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say('canvas.list.name')}</Table.Th>
            <Table.Th>{say('canvas.list.version')}</Table.Th>
            <Table.Th className={styles.wide}>{say('canvas.list.published')}</Table.Th>
            <Table.Th className={styles.wide}>{say('canvas.list.draft')}</Table.Th>
            <Table.Th className={styles.number}>{say('canvas.list.running')}</Table.Th>
            <Table.Th>
              <span className="p-hidden">{say('canvas.list.acts')}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {processes.map((process) => (
            <Table.Tr
              key={process.key}
              className={styles.row}
              onClick={() => void navigate({ to: '/processes/$key', params: { key: process.key } })}
            >
              <Table.Td className={styles.nameCell}>
                <span className={styles.nameLine}>
                  <Link
                    to="/processes/$key"
                    params={{ key: process.key }}
                    className={styles.name}
                    onClick={(event) => event.stopPropagation()}
                  >
                    {process.name || process.key}
                  </Link>
                  <Mentions process={process} />
                </span>
                <span className={styles.description} dir="auto">
                  {process.description || process.key}
                </span>
              </Table.Td>
              <Table.Td>
                {versionWords(say, process)}
                {process.next && (
                  <span
                    className={styles.description}
                    title={words.sentence(process.next, process.version)}
                  >
                    {words.short(process.next)}
                  </span>
                )}
              </Table.Td>
              <Table.Td className={styles.wide}>
                {process.publishedAt && (
                  <span className={styles.quiet}>
                    <Time at={process.publishedAt} />
                    {process.publishedBy && ` · ${process.publishedBy.name}`}
                  </span>
                )}
              </Table.Td>
              <Table.Td className={styles.wide}>
                {process.draft && (
                  <Chip tone="accent" icon={<IconPencil size={12} />}>
                    <Time at={process.draft.updatedAt} />
                  </Chip>
                )}
              </Table.Td>
              <Table.Td className={styles.number}>
                <Running process={process} />
              </Table.Td>
              <Table.Td className={styles.more} onClick={(event) => event.stopPropagation()}>
                <Menu position="bottom-end">
                  <Menu.Target>
                    <Tooltip label={say('canvas.list.acts')}>
                      <ActionIcon aria-label={say('canvas.list.actsFor', { name: process.name })}>
                        <IconDots size={16} />
                      </ActionIcon>
                    </Tooltip>
                  </Menu.Target>
                  <Menu.Dropdown>
                    <Menu.Item
                      leftSection={<IconPencil size={15} />}
                      onClick={() =>
                        void navigate({ to: '/processes/$key', params: { key: process.key } })
                      }
                    >
                      {say('canvas.list.open')}
                    </Menu.Item>
                    {mayRead && process.version !== null && (
                      <Menu.Item
                        leftSection={<IconActivity size={15} />}
                        onClick={() =>
                          void navigate({
                            to: '/processes/$key/live',
                            params: { key: process.key },
                          })
                        }
                      >
                        {t('runs.live.open')}
                      </Menu.Item>
                    )}
                    <ExportItems process={process} icon={<IconDownload size={15} />} />
                  </Menu.Dropdown>
                </Menu>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
};

/** How many open threads call the reader, and the way to them. */
const Mentions = ({ process: { key, mentions } }: { process: Process }) => {
  const say = useSay();
  if (!mentions) return null;
  return (
    <Link
      to="/processes/$key"
      params={{ key }}
      search={{ comments: 'mine' }}
      className={styles.mentions}
      onClick={(event) => event.stopPropagation()}
    >
      <Chip tone="accent" icon={<IconMessage size={12} />}>
        {say('canvas.comments.waiting', { count: mentions })}
      </Chip>
    </Link>
  );
};

/** How many runs are open, and the way to them. */
const Running = ({ process: { key, name, running, version } }: { process: Process }) => {
  const t = useText();
  const mayRead = useMay('run.read');
  if (!mayRead || version === null)
    return running > 0 ? running : <span className={styles.quiet}>0</span>;
  return (
    <Link
      to="/processes/$key/live"
      params={{ key }}
      className={styles.running}
      onClick={(event) => event.stopPropagation()}
    >
      <IconActivity size={14} aria-hidden />
      <span className="p-hidden">{t('runs.live.openFor', { name: name || key })}: </span>
      {running}
    </Link>
  );
};

const versionWords = (say: Say, { version }: Process) =>
  version === null ? (
    <Chip tone="warn">{say('canvas.version.never')}</Chip>
  ) : (
    <span>{version}</span>
  );

const matching = (processes: readonly Process[], text: string): readonly Process[] => {
  const wanted = text.trim().toLocaleLowerCase();
  if (!wanted) return processes;
  return processes.filter(({ key, name, description }) =>
    `${key} ${name} ${description ?? ''}`.toLocaleLowerCase().includes(wanted),
  );
};
