/** Takes a process out as a file: the draft where there is one, else the published version. */
import { Menu } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { versionQuery } from '#designer/client/processes.ts';
import type { Process } from '#designer/client/types/processes.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import { useToast } from '#designer/ui/toast.ts';
import { useNames } from '../panel/directory.ts';
import { draftQuery } from '../queries.ts';
import { FORMATS, type Format, saveAs } from './save-as.ts';

type Props = { readonly process: Process; readonly icon: ReactNode };

export const ExportItems = ({ process, icon }: Props) => {
  const say = useSay();
  const toast = useToast();
  const client = useQueryClient();
  const names = useNames();
  const version = process.draft ? null : process.version;
  const definitionOf = async () => {
    const draft = process.draft ? await client.fetchQuery(draftQuery(process.key)) : null;
    return (
      draft?.definition ??
      (await client.fetchQuery(versionQuery(process.key, process.version ?? 0))).definition
    );
  };
  const save = async (format: Format) =>
    saveAs(say, await definitionOf(), format, { names, version });
  return FORMATS.map((format) => (
    <Menu.Item
      key={format}
      leftSection={icon}
      onClick={() => void save(format).catch(toast.failed)}
    >
      {say(`canvas.list.export.${format}`)}
    </Menu.Item>
  ));
};
