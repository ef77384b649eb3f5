/** The line above the drawing: what is open, whether it is saved, how to look at it, and what can be done with it. */
import { Button, SegmentedControl, Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconListTree, IconSchema, IconUpload } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { memo, useState } from 'react';
import type { Process } from '#designer/client/types/processes.ts';
import { Chip } from '#designer/ui/Chip.tsx';
import { useSay } from '#designer/ui/diagram/say.ts';
import { RolloutChip } from '#designer/ui/rollout/RolloutChip.tsx';
import { CommentsButton } from '../comments/CommentsButton.tsx';
import type { Autosave } from '../editor/autosave.ts';
import { useEditor, useEditorPart, useLatestEditor } from '../editor/editor.tsx';
import { Others } from '../presence/Others.tsx';
import { KeptCount, RehearseButton } from '../rehearse/RehearseButton.tsx';
import { useRehearse } from '../rehearse/rehearse.tsx';
import { HeaderActs } from './HeaderActs.tsx';
import { PublishDialog } from './PublishDialog.tsx';
import styles from './page.module.css';
import { SavedState } from './SavedState.tsx';
import { StartRunDialog } from './StartRunDialog.tsx';
import { UseAsDraft } from './UseAsDraft.tsx';
import { useHasNewerCalls } from './use-as-published.ts';
import { useFollowPresent } from './use-follow-present.ts';
import { useStanding } from './use-standing.ts';
import { VersionsDrawer } from './VersionsDrawer.tsx';

type Props = {
  readonly process: string;
  readonly record: Process | undefined;
  readonly version?: number;
  readonly autosave?: Autosave;
  readonly mode: 'diagram' | 'outline';
  readonly onMode: (mode: 'diagram' | 'outline') => void;
  readonly narrow: boolean;
};

export const CanvasHeader = memo(
  ({ process, record, version, autosave, mode, onMode, narrow }: Props) => {
    const say = useSay();
    const editor = useLatestEditor();
    const { isOpen: isRehearsing } = useRehearse();
    const [open, setOpen] = useState<'publish' | 'versions' | 'run' | null>(null);
    const isManual = useEditorPart(({ definition }) =>
      definition.elements.some(
        (element) => element.type === 'startEvent' && element.trigger.type === 'manual',
      ),
    );
    const published = record?.version ?? null;
    const [began] = useState(published);
    const baseVersion = autosave ? autosave.baseVersion : began;
    const hasDraft = autosave && (autosave.etag !== null || autosave.state.kind !== 'saved');
    const hasNewerCalls = useHasNewerCalls(process, autosave && !hasDraft ? published : null);
    const publishable = hasDraft || published === null || hasNewerCalls;
    useFollowPresent({
      process,
      present: record && published,
      shown: baseVersion,
      isFree: open === null && version === undefined && !hasDraft && !isRehearsing,
    });
    const standing = useStanding({ process, record, baseVersion, hasDraft: Boolean(hasDraft) });
    const tight = useMediaQuery('(max-width: 1359px)', false, { getInitialValueInEffect: false });
    const close = () => setOpen(null);
    return (
      <div className={styles.header}>
        <div className={styles.title}>
          <ProcessName process={process} />
          {version !== undefined ? (
            <Chip tone="info">{say('canvas.version.old', { version })}</Chip>
          ) : (
            // On a narrow screen the rest of the line says more.
            (!narrow || (!hasDraft && !record?.next)) && standing && <Chip>{standing}</Chip>
          )}
          {record?.next && (
            <RolloutChip next={record.next} rest={published} onClick={() => setOpen('versions')} />
          )}
          {hasDraft && <SavedState autosave={autosave} short={tight} />}
          <Others process={process} narrow={narrow} />
          {narrow && !isRehearsing && <CommentsButton />}
        </div>
        {isRehearsing ? (
          <div className={styles.acts}>
            <KeptCount />
            <RehearseButton narrow={narrow} />
          </div>
        ) : (
          <div className={styles.acts}>
            <SegmentedControl
              aria-label={say('canvas.mode')}
              value={mode}
              onChange={(next) => onMode(next === 'outline' ? 'outline' : 'diagram')}
              data={[
                {
                  value: 'diagram',
                  label: (
                    <Mode icon={IconSchema} text={say('canvas.mode.diagram')} narrow={narrow} />
                  ),
                },
                {
                  value: 'outline',
                  label: (
                    <Mode icon={IconListTree} text={say('canvas.mode.outline')} narrow={narrow} />
                  ),
                },
              ]}
            />
            {!narrow && <CommentsButton />}
            <HeaderActs
              process={process}
              record={record}
              version={version}
              shown={version ?? (hasDraft ? null : baseVersion)}
              isManual={isManual}
              narrow={narrow}
              onVersions={() => setOpen('versions')}
              onRun={() => setOpen('run')}
            />
            <KeptCount />
            <RehearseButton narrow={tight} />
            {version !== undefined && (
              <>
                <Button
                  renderRoot={(props) => (
                    <Link {...props} to="/processes/$key" params={{ key: process }} search={{}} />
                  )}
                  variant="default"
                >
                  {say('canvas.version.back')}
                </Button>
                <UseAsDraft
                  process={process}
                  load={async () => editor.current.definition}
                  version={version}
                  record={record}
                />
              </>
            )}
            {autosave && record?.allowed.includes('publish') && (
              <Tooltip
                label={say('canvas.publish.unchanged', { version: published ?? 0 })}
                disabled={publishable}
              >
                <Button
                  leftSection={tight ? undefined : <IconUpload size={16} />}
                  onClick={() => publishable && setOpen('publish')}
                  data-disabled={!publishable || undefined}
                  aria-disabled={!publishable || undefined}
                >
                  {say('canvas.publish')}
                </Button>
              </Tooltip>
            )}
          </div>
        )}
        {open === 'publish' && autosave && (
          <PublishDialog process={process} record={record} autosave={autosave} onClose={close} />
        )}
        <VersionsDrawer
          process={process}
          record={record}
          opened={open === 'versions'}
          current={version}
          hasDraft={Boolean(hasDraft)}
          onUse={
            autosave &&
            ((used, said) => {
              editor.current.replace(said, say('canvas.did.usedVersion', { version: used }));
              close();
            })
          }
          onClose={close}
        />
        {open === 'run' && published !== null && (
          <StartRunDialog
            process={process}
            version={published}
            isShared={Boolean(record?.next?.begun)}
            onClose={close}
          />
        )}
      </div>
    );
  },
);

const ProcessName = ({ process }: { readonly process: string }) => {
  const { say, definition, change, seal, readOnly } = useEditor();
  return (
    <input
      className={styles.name}
      aria-label={say('canvas.process.name')}
      value={definition.name}
      placeholder={process}
      maxLength={200}
      readOnly={readOnly}
      dir="auto"
      onBlur={seal}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      onChange={(event) =>
        change(
          { type: 'setProperties', name: event.currentTarget.value },
          say('canvas.did.changedProcess'),
          {
            mark: 'process:name',
            quiet: true,
          },
        )
      }
    />
  );
};

type ModeProps = {
  readonly icon: typeof IconSchema;
  readonly text: string;
  readonly narrow: boolean;
};

const Mode = ({ icon: Icon, text, narrow }: ModeProps) => (
  <span className={styles.mode}>
    <Icon size={15} stroke={1.75} aria-hidden />
    <span className={narrow ? 'p-hidden' : undefined}>{text}</span>
  </span>
);
