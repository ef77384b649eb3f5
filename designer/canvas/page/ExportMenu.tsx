/** Takes what is drawn along as a file: the definition, a BPMN document, a picture of all or of what is selected. */
import { Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useSay } from '#designer/ui/diagram/say.ts';
import { useToast } from '#designer/ui/toast.ts';
import { useEditorPart, useLatestEditor } from '../editor/editor.tsx';
import { FORMATS, type Format, PICTURES, saveAs } from '../process/save-as.ts';
import { HeaderAct } from './HeaderAct.tsx';

type Props = {
  /** The version that is shown; null for a draft. */
  readonly version: number | null;
};

export const ExportMenu = ({ version }: Props) => {
  const say = useSay();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <HeaderAct icon={IconDownload} label={say('canvas.export')} />
      </Menu.Target>
      <Menu.Dropdown>
        <ExportItems version={version} />
      </Menu.Dropdown>
    </Menu>
  );
};

export const ExportItems = ({ version }: Props) => {
  const say = useSay();
  const editor = useLatestEditor();
  const count = useEditorPart(({ selection }) => selection.elements.length);
  const toast = useToast();
  const save = async (format: Format, isSelection: boolean) => {
    const { definition, names, selection, announce } = editor.current;
    const only = isSelection ? selection.elements : undefined;
    const name = await saveAs(say, definition, format, { names, version, only });
    announce(say('canvas.did.exported', { name }));
  };
  const item = (format: Format, isSelection = false) => (
    <Menu.Item key={format} onClick={() => void save(format, isSelection).catch(toast.failed)}>
      {say(`canvas.export.${format}`)}
    </Menu.Item>
  );
  return (
    <>
      <Menu.Label>{say('canvas.export.whole')}</Menu.Label>
      {FORMATS.map((format) => item(format))}
      {count > 0 && (
        <>
          <Menu.Label>{say('canvas.export.selection', { count })}</Menu.Label>
          {PICTURES.map((format) => item(format, true))}
        </>
      )}
    </>
  );
};
