/** Takes what is drawn along as a file: the definition, a BPMN document, a picture of all or of what is selected. */
import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useToast } from '#designer/ui/toast.ts';
import { useEditor } from '../editor/editor.tsx';
import { FORMATS, type Format, PICTURES, saveAs } from '../process/save-as.ts';

type Props = {
  /** The version that is shown; null for a draft. */
  readonly version: number | null;
};

export const ExportMenu = ({ version }: Props) => {
  const { say, definition, names, selection, announce } = useEditor();
  const toast = useToast();
  const save = async (format: Format, only?: readonly string[]) => {
    const name = await saveAs(say, definition, format, { names, version, only });
    announce(say('canvas.did.exported', { name }));
  };
  const item = (format: Format, only?: readonly string[]) => (
    <Menu.Item key={format} onClick={() => void save(format, only).catch(toast.failed)}>
      {say(`canvas.export.${format}`)}
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
        {FORMATS.map((format) => item(format))}
        {selection.elements.length > 0 && (
          <>
            <Menu.Label>
              {say('canvas.export.selection', { count: selection.elements.length })}
            </Menu.Label>
            {PICTURES.map((format) => item(format, selection.elements))}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
};
