/**
 * One open process: palette, drawing (or outline) and panel over the same editor state, saved as it is drawn. On a narrow
 * screen palette and panel are drawers, and the drawing keeps the whole width.
 */
import { Drawer } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { ReactFlowProvider } from '@xyflow/react';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useCrumb } from '#designer/ui/crumb.tsx';
import type { Point } from '#designer/ui/diagram/shapes.ts';
import type { Definition } from '#engine/definition.ts';
import { CommentKeys } from '../comments/CommentKeys.tsx';
import { CommentMarks } from '../comments/CommentMarks.tsx';
import { CommentsDrawer, CommentsPanel } from '../comments/CommentsPanel.tsx';
import { CommentsProvider, useComments } from '../comments/comments.tsx';
import { commentLayer } from '../comments/counts.ts';
import { useFactsFor } from '../conditions/use-facts-for.ts';
import { Diagram } from '../diagram/Diagram.tsx';
import { ActsProvider, useActs } from '../editor/acts.tsx';
import type { Autosave } from '../editor/autosave.ts';
import { useAutosave } from '../editor/autosave.ts';
import { EditorProvider, LookingEditor, useEditor } from '../editor/editor.tsx';
import type { History } from '../editor/history.ts';
import { useKeptHistory } from '../editor/use-kept-history.ts';
import { FindingsBar } from '../findings/FindingsBar.tsx';
import { DiagramMenus } from '../menus/Menus.tsx';
import { Palette } from '../menus/Palette.tsx';
import { Outline } from '../outline/Outline.tsx';
import { useLintContext, useNames } from '../panel/directory.ts';
import { Panel } from '../panel/Panel.tsx';
import { OthersMarks } from '../presence/OthersMarks.tsx';
import { useBeingHere } from '../presence/presence.ts';
import { processQuery } from '../queries.ts';
import { ElementMenu } from '../rehearse/ElementMenu.tsx';
import { FollowAgain, FollowTokens, useFollowing } from '../rehearse/FollowTokens.tsx';
import { OpenKept } from '../rehearse/OpenKept.tsx';
import { RehearsalBar } from '../rehearse/RehearsalBar.tsx';
import { RehearsalPanel } from '../rehearse/RehearsalPanel.tsx';
import { RehearseKeys } from '../rehearse/RehearseKeys.tsx';
import { RehearseProvider, useRehearse } from '../rehearse/rehearse.tsx';
import { useLayer } from '../rehearse/use-layer.ts';
import { useStable } from '../use-stable.ts';
import { CanvasHeader } from './CanvasHeader.tsx';
import { CanvasKeys } from './CanvasKeys.tsx';
import { ConflictDialog } from './ConflictDialog.tsx';
import styles from './page.module.css';
import { useToolPutAway } from './use-tool-put-away.ts';
import { ViewBar } from './ViewBar.tsx';

export type Start = {
  readonly history: History;
  /** What the server holds as the draft, and its ETag; `null` when there is no draft yet. */
  readonly saved: Definition | null;
  readonly etag: string | null;
  readonly baseVersion: number | null;
};

type Props = {
  readonly process: string;
  readonly start: Start;
  readonly readOnly: boolean;
  /** The version being looked at, when it is not the draft. */
  readonly version?: number;
};

export const CanvasEditor = ({ process, start, readOnly, version }: Props) => {
  const names = useNames();
  const context = useLintContext();
  const factsFor = useFactsFor();
  return (
    <EditorProvider
      start={start.history}
      readOnly={readOnly}
      names={names}
      factsFor={factsFor}
      lintContext={readOnly ? null : context}
    >
      <ReactFlowProvider>
        <RehearseProvider process={process}>
          <Looking>
            <CommentsProvider process={process} version={version}>
              {readOnly ? (
                <Frame process={process} version={version} />
              ) : (
                <SavedFrame process={process} start={start} />
              )}
            </CommentsProvider>
          </Looking>
        </RehearseProvider>
      </ReactFlowProvider>
    </EditorProvider>
  );
};

/** While it is rehearsed nothing is edited. */
const Looking = ({ children }: { children: ReactNode }) => (
  <LookingEditor on={useRehearse().isOpen}>
    <ActsProvider>{children}</ActsProvider>
  </LookingEditor>
);

const SavedFrame = ({ process, start }: { process: string; start: Start }) => {
  const { definition, history } = useEditor();
  const autosave = useAutosave({
    process,
    definition,
    saved: start.saved,
    etag: start.etag,
    baseVersion: start.baseVersion,
    enabled: true,
  });
  const { etag, baseVersion } = autosave;
  const isSaved = autosave.state.kind === 'saved';
  useKeptHistory(process, history, { etag, baseVersion, saved: isSaved });
  return (
    <>
      <Frame process={process} autosave={autosave} />
      {autosave.state.kind === 'conflict' && (
        <ConflictDialog process={process} autosave={autosave} />
      )}
    </>
  );
};

type FrameProps = {
  readonly process: string;
  readonly version?: number;
  readonly autosave?: Autosave;
};

const Frame = ({ process, version, autosave }: FrameProps) => {
  const { say, definition, element, readOnly, announcement } = useEditor();
  const { data: record } = useQuery(processQuery(process));
  const { isOpen: isRehearsing } = useRehearse();
  const rehearsed = useLayer();
  const following = useFollowing();
  const comments = useComments();
  const commented = useMemo(
    () => commentLayer(say, definition, comments.open),
    [say, definition, comments.open],
  );
  const layer = isRehearsing ? rehearsed : commented;
  const hasDraft = autosave && (autosave.etag !== null || autosave.state.kind !== 'saved');
  const being = {
    doing: isRehearsing ? 'rehearsing' : hasDraft ? 'editing' : 'looking',
    version: hasDraft ? null : (version ?? record?.version ?? null),
    element: element?.id ?? null,
  } as const;
  useBeingHere(process, record ? being : null);
  const [menuAt, setMenuAt] = useState<{ readonly element: string; readonly at: Point }>();
  const [chosenMode, setMode] = useState<'diagram' | 'outline'>('diagram');
  const mode = isRehearsing ? 'diagram' : chosenMode;
  useToolPutAway(mode === 'diagram' && !readOnly);
  const [miniMap, setMiniMap] = useState<boolean>();
  const [drawer, setDrawer] = useState<'palette' | 'panel' | null>(null);
  const narrow = useMediaQuery('(max-width: 900px)', false, { getInitialValueInEffect: false });
  const medium = useMediaQuery('(max-width: 1279px)', false, { getInitialValueInEffect: false });
  // What a rehearsal begins with lies in the panel, which a narrow screen would not show.
  useEffect(() => setDrawer(isRehearsing && narrow ? 'panel' : null), [isRehearsing, narrow]);
  useCrumb(definition.name || process);
  const showsMiniMap = miniMap ?? (!narrow && definition.elements.length > 12);
  const toggleMiniMap = useStable(() => setMiniMap(!showsMiniMap));
  const openPalette = useStable(() => setDrawer('palette'));
  const openPanel = useStable(() => setDrawer('panel'));
  const openMenu = useStable((element: string, at: Point) => setMenuAt({ element, at }));
  return (
    <div className={styles.page}>
      <h1 className="p-hidden">{definition.name || process}</h1>
      <CanvasHeader
        process={process}
        record={record}
        version={version}
        autosave={autosave}
        mode={mode}
        onMode={setMode}
        narrow={narrow}
      />
      <div className={styles.body}>
        {!readOnly && !narrow && mode === 'diagram' && <Palette narrow={medium} />}
        <div className={styles.middle}>
          {mode === 'diagram' ? (
            <Diagram
              miniMap={showsMiniMap}
              layer={layer}
              onMenu={isRehearsing ? openMenu : undefined}
              onLookAway={isRehearsing ? following.lookAway : undefined}
            >
              <DiagramMenus />
              {isRehearsing && <FollowAgain {...following} />}
              {!isRehearsing && <CommentMarks />}
              {!isRehearsing && <OthersMarks process={process} />}
              <ViewBar
                miniMap={showsMiniMap}
                onMiniMap={toggleMiniMap}
                onPalette={narrow && !readOnly ? openPalette : undefined}
                onPanel={narrow && !isRehearsing ? openPanel : undefined}
              />
            </Diagram>
          ) : (
            <Outline />
          )}
          {!readOnly && <FindingsBar />}
          {isRehearsing && <RehearsalBar onPanel={narrow ? () => setDrawer('panel') : undefined} />}
        </div>
        {!narrow &&
          (isRehearsing ? <RehearsalPanel /> : comments.isOpen ? <CommentsPanel /> : <Panel />)}
      </div>
      {narrow && (
        <>
          <Drawer
            opened={drawer === 'palette'}
            onClose={() => setDrawer(null)}
            position="left"
            size={220}
            title={say('canvas.palette')}
            closeButtonProps={{ 'aria-label': say('canvas.dialog.close') }}
            padding={0}
            classNames={{ header: styles.drawerHead, body: styles.drawerBody }}
          >
            <Palette onAdded={() => setDrawer(null)} />
          </Drawer>
          <Drawer
            opened={drawer === 'panel'}
            onClose={() => setDrawer(null)}
            position="bottom"
            size="72%"
            title={say(isRehearsing ? 'canvas.rehearse.panel' : 'canvas.panel')}
            closeButtonProps={{ 'aria-label': say('canvas.dialog.close') }}
            padding={0}
            classNames={{ header: styles.drawerHead, body: styles.drawerBody }}
          >
            {isRehearsing ? <RehearsalPanel /> : <Panel />}
          </Drawer>
        </>
      )}
      <CanvasKeys
        mode={mode}
        onMode={isRehearsing ? () => void 0 : setMode}
        onPanel={narrow ? () => setDrawer('panel') : undefined}
        onMiniMap={toggleMiniMap}
      />
      {!isRehearsing && <CommentKeys />}
      <CommentsDrawer opened={narrow && comments.isOpen && !isRehearsing} />
      <FollowTokens isOn={following.isOn} />
      <OpenKept />
      <RehearseKeys onPanel={narrow ? () => setDrawer('panel') : undefined} />
      {menuAt && isRehearsing && <ElementMenu {...menuAt} onClose={() => setMenuAt(undefined)} />}
      <div className="p-hidden" role="status" aria-live="polite">
        {announcement}
      </div>
      <SelectionHint narrow={narrow && !isRehearsing} onPanel={() => setDrawer('panel')} />
    </div>
  );
};

/** On a phone a second tap on what is selected opens its panel. */
const SelectionHint = ({ narrow, onPanel }: { narrow: boolean; onPanel: () => void }) => {
  const { say, element, flow, note, readOnly } = useEditor();
  const { menu, renaming } = useActs();
  if (!narrow || menu || renaming || (!element && !flow && !note)) return null;
  return (
    <button type="button" className={styles.openPanel} onClick={onPanel}>
      {say(readOnly ? 'canvas.panel.show' : 'canvas.panel.edit')}
    </button>
  );
};
