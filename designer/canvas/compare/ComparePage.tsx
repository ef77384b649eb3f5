/**
 * The page that shows what two versions of a process differ in: `?from=3&to=draft`. Without an address of its own it shows
 * what the reader's draft changes, else what the present version has changed.
 */
import { ActionIcon, Button, Select, Tooltip } from '@mantine/core';
import { IconArrowsLeftRight, IconFileOff, IconGitCompare } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMe } from '#designer/client/me.ts';
import { isProblem } from '#designer/client/problem.ts';
import { type Version, versionQuery, versionsQuery } from '#designer/client/processes.ts';
import { useCrumb } from '#designer/ui/crumb.tsx';
import { useSay } from '#designer/ui/diagram/say.ts';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import type { Definition } from '#engine/definition.ts';
import { useAsPublished } from '../page/use-as-published.ts';
import type { ReviewedDraft, Side } from '../queries.ts';
import {
  authorsDraftQuery,
  draftQuery,
  draftsQuery,
  processQuery,
  runningQuery,
} from '../queries.ts';
import { ReviewBar } from '../review/ReviewBar.tsx';
import { Compared } from './Compared.tsx';
import styles from './compare.module.css';

export const ComparePage = () => {
  const { key = '' } = useParams({ strict: false });
  const search: { from?: Side; to?: Side; author?: string } = useSearch({ strict: false });
  const say = useSay();
  const me = useMe();
  const record = useQuery(processQuery(key));
  const versions = useQuery(versionsQuery(key));
  useCrumb(record.data?.name);
  const error = record.error ?? versions.error;
  if (error)
    return (
      <Failed
        error={error}
        onRetry={() => void Promise.all([record.refetch(), versions.refetch()])}
      />
    );
  if (!record.data || !versions.data) return <PageSkeleton />;
  const { version, draft } = record.data;
  const author = search.author === me.user.id ? undefined : search.author;
  const to = search.to ?? (draft || author ? 'draft' : (version ?? undefined));
  const from = search.from ?? (to === 'draft' ? (version ?? undefined) : former(versions.data, to));
  const back = (
    <Button component={Link} to={`/processes/${key}`} variant="default">
      {say('canvas.compare.toProcess')}
    </Button>
  );
  // A first draft has nothing before it; all of it is new.
  const isFirst = version === null && to === 'draft';
  if ((from === undefined && !isFirst) || to === undefined) {
    return (
      <EmptyState
        icon={IconGitCompare}
        title={say('canvas.compare.nothingToCompare')}
        action={back}
      >
        {say('canvas.compare.nothingToCompareHint')}
      </EmptyState>
    );
  }
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <h1 className={styles.heading}>
          {say('canvas.compare.title', { name: record.data.name || key })}
        </h1>
        {from !== undefined && (
          <Pickers
            process={key}
            from={from}
            to={to}
            author={author}
            versions={versions.data}
            hasDraft={draft !== null}
          />
        )}
        {back}
      </header>
      {from !== undefined && <Running process={key} from={from} to={to} author={author} />}
      <Sides
        key={`${from} ${to} ${author}`}
        process={key}
        from={from}
        to={to}
        author={author}
        mayReview={record.data.allowed.includes('publish')}
      />
    </div>
  );
};

const former = (versions: readonly Version[], to: Side | undefined): number | undefined =>
  versions.map(({ version }) => version).find((version) => version < Number(to));

type SidesProps = {
  readonly process: string;
  readonly from: Side | undefined;
  readonly to: Side;
  /** Whose draft, where it is not the reader's own. */
  readonly author: string | undefined;
  readonly mayReview: boolean;
};

const Sides = ({ process, from, to, author, mayReview }: SidesProps) => {
  const say = useSay();
  const after = useSide(process, to, author);
  const before = useSide(process, from ?? to, author);
  const drafts = useQuery({ ...draftsQuery(process), enabled: author !== undefined });
  const colleague = drafts.data?.find((one) => one.author.id === author);
  const error = before.error ?? after.error;
  if (error)
    return <Failed error={error} onRetry={() => [before, after].map((one) => one.retry())} />;
  if (before.definition === undefined || after.definition === undefined) return <PageSkeleton />;
  if (before.definition === null || after.definition === null) {
    return (
      <EmptyState icon={IconFileOff} title={say('canvas.compare.noDraft')}>
        {say('canvas.compare.noDraftHint')}
      </EmptyState>
    );
  }
  const draftName =
    author === undefined
      ? say('canvas.compare.draft')
      : say('canvas.compare.draftOf', { name: colleague?.author.name ?? '' });
  const nameOf = (side: Side | undefined) =>
    side === undefined
      ? say('canvas.compare.before.nothing')
      : side === 'draft'
        ? draftName
        : say('canvas.version', { version: side });
  return (
    <>
      {author !== undefined && after.reviewed && mayReview && (
        <ReviewBar process={process} author={author} draft={after.reviewed} />
      )}
      <Compared
        before={from === undefined ? emptied(after.definition) : before.definition}
        after={after.definition}
        beforeName={nameOf(from)}
        afterName={nameOf(to)}
      />
    </>
  );
};

/** What there was before the first draft. */
const emptied = ({ key, name }: Definition): Definition => ({ key, name, elements: [], flows: [] });

type SideState = {
  /** `null`: there is no draft. */
  readonly definition: Definition | null | undefined;
  /** With its hash, where it is a colleague's draft. */
  readonly reviewed?: ReviewedDraft;
  readonly error: unknown;
  readonly retry: () => void;
};

const useSide = (process: string, side: Side, author: string | undefined): SideState => {
  const isDraft = side === 'draft';
  const isOthers = isDraft && author !== undefined;
  const others = useQuery({ ...authorsDraftQuery(process, author ?? ''), enabled: isOthers });
  const draft = useQuery({
    ...draftQuery(process, 'draft-compared'),
    enabled: isDraft && !isOthers,
  });
  const version = useQuery({
    ...versionQuery(process, isDraft ? 0 : side),
    enabled: !isDraft,
  });
  const own = useAsPublished(draft.data === null ? null : draft.data?.definition);
  if (isOthers)
    return {
      definition: others.data?.definition,
      reviewed: others.data,
      error: others.error,
      retry: () => void others.refetch(),
    };
  return isDraft
    ? {
        definition: own,
        error: draft.error,
        retry: () => void draft.refetch(),
      }
    : {
        definition: version.data?.definition,
        error: version.error,
        retry: () => void version.refetch(),
      };
};

type PickersProps = Pick<SidesProps, 'process' | 'to' | 'author'> & {
  readonly from: Side;
  readonly versions: readonly Version[];
  readonly hasDraft: boolean;
};

const Pickers = ({ process, from, to, author, versions, hasDraft }: PickersProps) => {
  const say = useSay();
  const navigate = useNavigate();
  const go = (sides: { readonly from: Side; readonly to: Side }) =>
    void navigate({
      to: '/processes/$key/compare',
      params: { key: process },
      search: { ...sides, author },
      replace: true,
    });
  const data = [
    ...(hasDraft || from === 'draft' || to === 'draft'
      ? [
          {
            value: 'draft',
            label: say(author ? 'canvas.compare.draftOfColleague' : 'canvas.compare.draft'),
          },
        ]
      : []),
    ...versions.map(({ version }) => ({
      value: String(version),
      label: say('canvas.version', { version }),
    })),
  ];
  const toSide = (value: string | null): Side => (value === 'draft' ? value : Number(value));
  return (
    <div className={styles.pickers}>
      <Select
        aria-label={say('canvas.compare.from')}
        data={data}
        value={String(from)}
        allowDeselect={false}
        onChange={(value) => go({ from: toSide(value), to })}
      />
      <Tooltip label={say('canvas.compare.swap')}>
        <ActionIcon
          size="lg"
          variant="subtle"
          aria-label={say('canvas.compare.swap')}
          onClick={() => go({ from: to, to: from })}
        >
          <IconArrowsLeftRight size={18} />
        </ActionIcon>
      </Tooltip>
      <Select
        aria-label={say('canvas.compare.to')}
        data={data}
        value={String(to)}
        allowDeselect={false}
        onChange={(value) => go({ from, to: toSide(value) })}
      />
    </div>
  );
};

/** Running work stays on its version; whoever thinks of moving it sees here how much of it the change touches. */
const Running = ({
  process,
  from,
  to,
  author,
}: Pick<PickersProps, 'process' | 'from' | 'to' | 'author'>) => {
  const say = useSay();
  const { data } = useQuery(runningQuery(process, from, to, author));
  const running = data?.filter(({ count }) => count > 0) ?? [];
  if (running.length === 0) return null;
  return (
    <ul className={styles.running}>
      {running.map(({ version, count, touched }) => (
        <li key={version}>
          {say(touched > 0 ? 'canvas.compare.runningTouched' : 'canvas.compare.running', {
            version,
            count,
            touched,
          })}
        </li>
      ))}
    </ul>
  );
};

const Failed = ({ error, onRetry }: { error: unknown; onRetry: () => void }) => {
  const say = useSay();
  if (!(isProblem(error) && error.status === 404))
    return <ProblemNotice error={error} onRetry={onRetry} />;
  return (
    <EmptyState
      icon={IconFileOff}
      title={say('canvas.compare.notFound')}
      action={
        <Button component={Link} to="/processes" variant="default">
          {say('canvas.page.toList')}
        </Button>
      }
    >
      {say('canvas.page.notFoundHint')}
    </EmptyState>
  );
};
