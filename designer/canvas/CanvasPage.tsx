/**
 * The page of one process: the caller's draft to work on, or an old version to look at (`?version=3`). Where there is no
 * draft yet, it starts from the published version and becomes one with the first change. What was kept in this tab
 * before a reload comes back with its whole history, unless the draft has moved on since.
 */
import { Button } from '@mantine/core';
import { IconFileOff } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useRef, useState } from 'react';
import { isProblem } from '#designer/client/problem.ts';
import { versionQuery, versionsQuery } from '#designer/client/processes.ts';
import { keys } from '#designer/client/query.ts';
import type { Say } from '#designer/ui/diagram/say.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import { withLayout } from '#designer/ui/diagram/with-layout.ts';
import { flowWords } from '#designer/ui/diagram/words.ts';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { unbound } from '#engine/called-versions.ts';
import { canonicalJson } from '#engine/canonical.ts';
import type { Definition } from '#engine/definition.ts';
import { startHistory } from './editor/history.ts';
import { findHistory, forgetHistory, playedAgain } from './editor/kept-history.ts';
import type { Start } from './page/CanvasEditor.tsx';
import { CanvasEditor } from './page/CanvasEditor.tsx';
import { ReopenProvider } from './page/reopen.ts';
import type { HeldDraft } from './queries.ts';
import { draftQuery, processQuery } from './queries.ts';

export const CanvasPage = () => {
  const { key = '' } = useParams({ strict: false });
  const search: { version?: unknown } = useSearch({ strict: false });
  const version = Number(search.version) || undefined;
  const [round, setRound] = useState(0);
  const client = useQueryClient();
  const reopen = useCallback(() => {
    forgetHistory(key);
    // What it was opened with may have been published since.
    client.removeQueries({ queryKey: keys.process(key, 'draft') });
    setRound((before) => before + 1);
  }, [client, key]);
  return (
    <ReopenProvider value={reopen}>
      {version ? (
        <OldVersion key={`${key}@${version}`} process={key} version={version} />
      ) : (
        <DraftOf key={`${key} ${round}`} process={key} />
      )}
    </ReopenProvider>
  );
};

const OldVersion = ({ process, version }: { process: string; version: number }) => {
  const say = useSay();
  const query = useQuery(versionQuery(process, version));
  if (query.error) return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <PageSkeleton />;
  const definition = drawn(query.data.definition, say);
  return (
    <CanvasEditor
      process={process}
      readOnly
      version={version}
      start={{
        history: startHistory(definition),
        saved: definition,
        etag: null,
        baseVersion: version,
      }}
    />
  );
};

const DraftOf = ({ process }: { process: string }) => {
  const record = useQuery(processQuery(process));
  const draft = useQuery(draftQuery(process));
  const published = record.data?.version ?? null;
  const opened = useRef<OpenedProps>(undefined);
  const hasNoDraft = draft.data === null && !opened.current;
  const isUnused = hasNoDraft && record.data !== undefined && published === null;
  const versions = useQuery({ ...versionsQuery(process), enabled: isUnused });
  // Where nothing takes new work (its time is still to come, or it was called off), the latest that was published.
  const shown = published ?? versions.data?.[0]?.version ?? null;
  const needsVersion = hasNoDraft && shown !== null;
  const version = useQuery({ ...versionQuery(process, shown ?? 0), enabled: needsVersion });
  // Once it is open, what the lists say of it (a version that was just published) does not open it again.
  if (opened.current) return <Opened {...opened.current} />;
  const error = record.error ?? draft.error ?? versions.error ?? version.error;
  if (error) {
    return (
      <Failed error={error} onRetry={() => void Promise.all([record.refetch(), draft.refetch()])} />
    );
  }
  const isComing = (isUnused && !versions.data) || (needsVersion && !version.data);
  if (!record.data || draft.data === undefined || isComing) return <PageSkeleton />;
  const definition = draft.data?.definition ?? (version.data && unbound(version.data.definition));
  if (!definition) return <Failed error={null} />;
  const readOnly = !record.data.allowed.includes('edit');
  opened.current = { process, definition, draft: draft.data, published, readOnly };
  return <Opened {...opened.current} />;
};

type OpenedProps = {
  readonly process: string;
  readonly definition: Definition;
  readonly draft: HeldDraft | null;
  readonly published: number | null;
  readonly readOnly: boolean;
};

/** The start is taken once: what the server sends later is handled by saving, not by starting again. */
const Opened = ({ process, definition, draft, published, readOnly }: OpenedProps) => {
  const say = useSay();
  const start = useRef<Start>(undefined);
  start.current ??= startFrom(process, drawn(definition, say), draft, published);
  return <CanvasEditor process={process} start={start.current} readOnly={readOnly} />;
};

const startFrom = (
  process: string,
  definition: Definition,
  draft: HeldDraft | null,
  published: number | null,
): Start => {
  const base = {
    saved: definition,
    etag: draft?.etag ?? null,
    baseVersion: draft ? draft.baseVersion : published,
  };
  const kept = findHistory(process);
  const history = kept && playedAgain(kept);
  if (!kept || !history) return { ...base, history: startHistory(definition) };
  // The draft says what this tab has (perhaps its last save was not answered any more), or is what this tab began from.
  const isWhatWeHave = isSame(history.present, definition);
  const isWhereItWas =
    kept.etag === base.etag && (base.etag !== null || kept.baseVersion === base.baseVersion);
  if (isWhatWeHave || isWhereItWas) {
    return { ...base, history, saved: isWhatWeHave ? history.present : definition };
  }
  // Unsaved work on a draft that has moved on: keep it, and let saving find the conflict and ask.
  if (!kept.saved) return { ...base, history, etag: kept.etag ?? NO_REVISION };
  forgetHistory(process);
  return { ...base, history: startHistory(definition) };
};

/** No draft ever has this ETag, so saving against it always asks. */
const NO_REVISION = '"v0"';

const Failed = ({ error, onRetry }: { error: unknown; onRetry?: () => void }) => {
  const say = useSay();
  if (error && !(isProblem(error) && error.status === 404)) {
    return <ProblemNotice error={error} onRetry={onRetry} />;
  }
  return (
    <EmptyState
      icon={IconFileOff}
      title={say('canvas.page.notFound')}
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

const drawn = (definition: Definition, say: Say): Definition =>
  withLayout(definition, (flow) => flowWords(say, definition, flow));

/** The database may give names back in another order. */
const isSame = (a: Definition, b: Definition): boolean => canonicalJson(a) === canonicalJson(b);
