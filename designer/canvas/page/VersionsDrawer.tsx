/**
 * The published versions, newest first: who, when, why, how much each changed, and how many runs still follow it. From here
 * a version is looked at, compared, taken as draft, or published again.
 */
import { Button, Drawer, Skeleton } from '@mantine/core';
import { IconAlertTriangle, IconVersions } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMe } from '#designer/client/me.ts';
import { type Version, versionQuery, versionsQuery } from '#designer/client/processes.ts';
import type { Process } from '#designer/client/types/processes.ts';
import { Chip } from '#designer/ui/Chip.tsx';
import { useSay } from '#designer/ui/diagram/say.ts';
import { withLayout } from '#designer/ui/diagram/with-layout.ts';
import { flowWords } from '#designer/ui/diagram/words.ts';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { NarrowRollout } from '#designer/ui/rollout/ChangeRollout.tsx';
import { RolloutCard } from '#designer/ui/rollout/RolloutCard.tsx';
import { useRolloutWords } from '#designer/ui/rollout/words.ts';
import { Time } from '#designer/ui/Time.tsx';
import { useToast } from '#designer/ui/toast.ts';
import type { Definition } from '#engine/definition.ts';
import { summaryWords } from '../compare/summary.ts';
import type { Side } from '../queries.ts';
import { draftsQuery } from '../queries.ts';
import styles from './page.module.css';
import { RollBack } from './RollBack.tsx';
import { useReopen } from './reopen.ts';
import { UseAsDraft } from './UseAsDraft.tsx';

type Props = {
  readonly process: string;
  readonly record: Process | undefined;
  readonly opened: boolean;
  readonly current?: number;
  readonly hasDraft: boolean;
  /** Takes it into the drawing that is open, from where it can be undone; else it is saved as the draft. */
  readonly onUse?: (version: number, definition: Definition) => void;
  readonly onClose: () => void;
};

export const VersionsDrawer = ({ opened, onClose, ...props }: Props) => {
  const say = useSay();
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={420}
      title={say('canvas.versions')}
      closeButtonProps={{ 'aria-label': say('canvas.dialog.close') }}
    >
      {opened && <Versions onClose={onClose} {...props} />}
    </Drawer>
  );
};

const Versions = ({
  process,
  record,
  current,
  hasDraft,
  onUse,
  onClose,
}: Omit<Props, 'opened'>) => {
  const say = useSay();
  const reopen = useReopen();
  const query = useQuery(versionsQuery(process));
  const [back, setBack] = useState<Version>();
  const [isNarrowing, setNarrowing] = useState(false);
  const words = useRolloutWords();
  const t = useText();
  if (query.error)
    return <ProblemNotice error={query.error} onRetry={() => void query.refetch()} compact />;
  if (!query.data) return <Skeleton height={64} />;
  if (query.data.length === 0) {
    return (
      <EmptyState icon={IconVersions} title={say('canvas.versions.none')}>
        {say('canvas.versions.noneHint')}
      </EmptyState>
    );
  }
  const latest = Math.max(...query.data.map(({ version }) => version));
  const present = record?.version ?? latest;
  const presentHash = query.data.find(({ version }) => version === present)?.sha256;
  /** What one most likely wants to see beside it; both can be chosen on the page. */
  const partnerOf = (version: number): Side =>
    version === present ? (hasDraft ? 'draft' : version - 1) : present;
  return (
    <>
      {hasDraft && (
        <Button
          variant="default"
          size="xs"
          mb={12}
          renderRoot={(props) => (
            <Link
              {...props}
              to="/processes/$key/compare"
              params={{ key: process }}
              search={{ from: present, to: 'draft' }}
            />
          )}
        >
          {say('canvas.versions.compareDraft')}
        </Button>
      )}
      {record?.next && <RolloutCard record={record} next={record.next} />}
      <ol className={styles.versions}>
        {query.data.map((one) => {
          const { version } = one;
          const partner = partnerOf(version);
          return (
            <li
              key={version}
              className={styles.version}
              aria-current={version === current ? 'true' : undefined}
            >
              <div className={styles.versionHead}>
                <Link
                  className={styles.versionLink}
                  to="/processes/$key"
                  params={{ key: process }}
                  search={{ version }}
                  onClick={onClose}
                >
                  {say('canvas.version', { version })}
                </Link>
                {version === present && version !== record?.next?.version && (
                  <Chip tone="good">{say('canvas.version.current')}</Chip>
                )}
                {record?.next?.version === version && (
                  <Chip tone="accent">{words.where(record.next)}</Chip>
                )}
                {one.running > 0 && (
                  <Chip tone="info">{say('canvas.version.running', { count: one.running })}</Chip>
                )}
              </div>
              {one.note && <p dir="auto">{one.note}</p>}
              {one.waiver && (
                <p className={styles.waiver} dir="auto">
                  <IconAlertTriangle size={15} aria-hidden />
                  {say('canvas.versions.waived', { reason: one.waiver.reason })}
                </p>
              )}
              <p className={styles.versionChanges}>{changesOf(one)}</p>
              <div className={styles.versionFoot}>
                {one.publishedBy && <span>{one.publishedBy.name}</span>}
                <Time at={one.publishedAt} />
                <code title={one.sha256}>{one.sha256.slice(0, 8)}</code>
              </div>
              {one.drawn && (
                <div className={styles.versionFoot}>
                  <span>{say('canvas.versions.drawn', { name: one.drawn.by?.name ?? '' })}</span>
                  <Time at={one.drawn.at} />
                </div>
              )}
              <div className={styles.versionActs}>
                {partner !== 0 && (
                  <Button
                    variant="subtle"
                    size="compact-sm"
                    renderRoot={(props) => (
                      <Link
                        {...props}
                        to="/processes/$key/compare"
                        params={{ key: process }}
                        search={
                          partner !== 'draft' && partner < version
                            ? { from: partner, to: version }
                            : { from: version, to: partner }
                        }
                      />
                    )}
                  >
                    {say('canvas.versions.compare')}
                  </Button>
                )}
                <Use process={process} version={version} record={record} onUse={onUse} />
                {record?.allowed.includes('publish') &&
                  version !== present &&
                  version !== record.next?.version &&
                  one.sha256 !== presentHash && (
                    <Button variant="subtle" size="compact-sm" onClick={() => setBack(one)}>
                      {say('canvas.rollback')}
                    </Button>
                  )}
                {version === present &&
                  record?.former != null &&
                  record.allowed.includes('publish') && (
                    <Button variant="subtle" size="compact-sm" onClick={() => setNarrowing(true)}>
                      {t('rollout.narrow')}
                    </Button>
                  )}
              </div>
            </li>
          );
        })}
      </ol>
      {record?.allowed.includes('edit') && <OthersDrafts process={process} from={present} />}
      {isNarrowing && record?.former != null && (
        <NarrowRollout
          record={record}
          version={present}
          rest={record.former}
          onClose={() => setNarrowing(false)}
        />
      )}
      {back && (
        <RollBack
          process={process}
          version={back}
          present={present}
          next={latest + 1}
          running={record?.running ?? 0}
          calledOff={record?.next?.version ?? null}
          onClose={() => setBack(undefined)}
          onDone={() => {
            setBack(undefined);
            // Nobody goes on drawing what is no longer the present version; a draft, and what another version is looked
            // at beside, stays what it is.
            if (!hasDraft && current === undefined) {
              onClose();
              reopen();
            }
          }}
        />
      )}
    </>
  );

  function changesOf({ changes }: Version): string {
    if (!changes) return say('canvas.versions.first');
    return summaryWords(say, changes) || say('canvas.versions.unchanged');
  }
};

/** What colleagues are drawing, to be looked at and reviewed. */
const OthersDrafts = ({ process, from }: { readonly process: string; readonly from: number }) => {
  const say = useSay();
  const { user } = useMe();
  const { data } = useQuery(draftsQuery(process));
  const others = data?.filter(({ author }) => author.id !== user.id) ?? [];
  if (others.length === 0) return null;
  return (
    <section className={styles.others}>
      <h3>{say('canvas.versions.others')}</h3>
      <ul>
        {others.map(({ author, updatedAt }) => (
          <li key={author.id}>
            <span>{author.name}</span> <Time at={updatedAt} />
            <Button
              variant="subtle"
              size="compact-sm"
              renderRoot={(props) => (
                <Link
                  {...props}
                  to="/processes/$key/compare"
                  params={{ key: process }}
                  search={{ from, to: 'draft', author: author.id }}
                />
              )}
            >
              {say('canvas.versions.look')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
};

type UseProps = Pick<Props, 'process' | 'record' | 'onUse'> & { readonly version: number };

const Use = ({ process, version, record, onUse }: UseProps) => {
  const say = useSay();
  const toast = useToast();
  const client = useQueryClient();
  const load = async () => (await client.fetchQuery(versionQuery(process, version))).definition;
  if (!onUse)
    return <UseAsDraft process={process} version={version} load={load} record={record} quiet />;
  const use = async () => {
    const definition = await load();
    onUse(
      version,
      withLayout(definition, (flow) => flowWords(say, definition, flow)),
    );
  };
  return (
    <Button variant="subtle" size="compact-sm" onClick={() => void use().catch(toast.failed)}>
      {say('canvas.version.use')}
    </Button>
  );
};
