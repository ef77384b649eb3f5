/** Takes what is drawn along as a file: a picture of all or of what is selected, or the definition itself. */
import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useSay } from '#designer/ui/diagram/say.ts';
import { useToast } from '#designer/ui/toast.ts';
import { useEditorPart, useLatestEditor } from '../editor/editor.tsx';
import { download, fileName } from '../process/file.ts';
import { pictureOf, pngOf } from '../process/picture.ts';

type Props = {
  /** The version that is shown; null for a draft. */
  readonly version: number | null;
};

export const ExportMenu = ({ version }: Props) => {
  const say = useSay();
  const editor = useLatestEditor();
  const count = useEditorPart(({ selection }) => selection.elements.length);
  const toast = useToast();
  const save = async (ending: 'svg' | 'png', isSelection: boolean) => {
    const { definition, names, selection, announce } = editor.current;
    const only = isSelection ? selection.elements : undefined;
    const name = fileName(definition, version, ending);
    const picture = await pictureOf(say, definition, { names, only });
    if (ending === 'svg') download(name, picture.svg, 'image/svg+xml');
    else download(name, await pngOf(picture));
    announce(say('canvas.did.exported', { name }));
  };
  const saveJson = () => {
    const { definition, announce } = editor.current;
    const name = fileName(definition, version, 'process.json');
    download(name, JSON.stringify(definition, null, 2), 'application/json');
    announce(say('canvas.did.exported', { name }));
  };
  const picture = (ending: 'svg' | 'png', isSelection = false) => (
    <Menu.Item key={ending} onClick={() => void save(ending, isSelection).catch(toast.failed)}>
      {say(`canvas.export.${ending}`)}
    </Menu.Item>
  );
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Tooltip label={say('canvas.export')}>
          <ActionIcon size="lg" aria-label={say('canvas.export')}>
            <IconDownload size={18} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{say('canvas.export.whole')}</Menu.Label>
        {(['svg', 'png'] as const).map((ending) => picture(ending))}
        <Menu.Item onClick={saveJson}>{say('canvas.export.json')}</Menu.Item>
        {count > 0 && (
          <>
            <Menu.Label>{say('canvas.export.selection', { count })}</Menu.Label>
            {(['svg', 'png'] as const).map((ending) => picture(ending, true))}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
};
