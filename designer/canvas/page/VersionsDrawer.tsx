/** The published versions, newest first: who, when, why, and how many runs still follow each. */
import { Drawer, Skeleton } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { versionsQuery } from '#designer/client/processes.ts';
import { Chip } from '#designer/ui/Chip.tsx';
import { useSay } from '#designer/ui/diagram/say.ts';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { Time } from '#designer/ui/Time.tsx';
import styles from './page.module.css';

type Props = {
  readonly process: string;
  readonly opened: boolean;
  readonly current?: number;
  readonly onClose: () => void;
};

export const VersionsDrawer = ({ process, opened, current, onClose }: Props) => {
  const say = useSay();
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={380}
      title={say('canvas.versions')}
      closeButtonProps={{ 'aria-label': say('canvas.dialog.close') }}
    >
      {opened && <Versions process={process} current={current} onClose={onClose} />}
    </Drawer>
  );
};

const Versions = ({ process, current, onClose }: Omit<Props, 'opened'>) => {
  const say = useSay();
  const query = useQuery(versionsQuery(process));
  if (query.error)
    return <ProblemNotice error={query.error} onRetry={() => void query.refetch()} compact />;
  if (!query.data) return <Skeleton height={64} />;
  if (query.data.length === 0) {
    return (
      <EmptyState icon={IconHistory} title={say('canvas.versions.none')}>
        {say('canvas.versions.noneHint')}
      </EmptyState>
    );
  }
  const latest = Math.max(...query.data.map(({ version }) => version));
  return (
    <ol className={styles.versions}>
      {query.data.map(({ version, note, publishedAt, publishedBy, running, sha256 }) => (
        <li key={version}>
          <Link
            className={styles.version}
            aria-current={version === current ? 'true' : undefined}
            to="/processes/$key"
            params={{ key: process }}
            search={{ version }}
            onClick={onClose}
          >
            <span className={styles.versionHead}>
              <strong>{say('canvas.version', { version })}</strong>
              {version === latest && <Chip tone="good">{say('canvas.version.current')}</Chip>}
              {running > 0 && (
                <Chip tone="info">{say('canvas.version.running', { count: running })}</Chip>
              )}
            </span>
            {note && <span dir="auto">{note}</span>}
            <span className={styles.versionFoot}>
              {publishedBy && <span>{publishedBy.name}</span>}
              <Time at={publishedAt} />
              <code title={sha256}>{sha256.slice(0, 8)}</code>
            </span>
          </Link>
        </li>
      ))}
    </ol>
  );
};
