/** Takes a process out as a file: the draft where there is one, else the published version. */
import { Menu } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Process } from '#designer/client/types.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import { useToast } from '#designer/ui/toast.ts';
import { draftQuery, versionQuery } from '../queries.ts';

type Props = { readonly process: Process; readonly icon: ReactNode };

export const ExportItem = ({ process, icon }: Props) => {
  const say = useSay();
  const toast = useToast();
  const client = useQueryClient();
  const save = async () => {
    try {
      const draft = process.draft ? await client.fetchQuery(draftQuery(process.key)) : null;
      const definition =
        draft?.definition ??
        (await client.fetchQuery(versionQuery(process.key, process.version ?? 0))).definition;
      download(`${process.key}.process.json`, JSON.stringify(definition, null, 2));
    } catch (error) {
      toast.failed(error);
    }
  };
  return (
    <Menu.Item leftSection={icon} onClick={() => void save()}>
      {say('canvas.list.export')}
    </Menu.Item>
  );
};

const download = (name: string, text: string): void => {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
};
