/** Takes a process out as a file: the draft where there is one, else the published version. */
import { Menu } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { versionQuery } from '#designer/client/processes.ts';
import type { Process } from '#designer/client/types.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import { useToast } from '#designer/ui/toast.ts';
import { draftQuery } from '../queries.ts';
import { bpmnOf } from './bpmn.ts';

type Props = { readonly process: Process; readonly icon: ReactNode };

export const ExportItems = ({ process, icon }: Props) => {
  const say = useSay();
  const toast = useToast();
  const client = useQueryClient();
  const saveJson = async () => {
    const draft = process.draft ? await client.fetchQuery(draftQuery(process.key)) : null;
    const definition =
      draft?.definition ??
      (await client.fetchQuery(versionQuery(process.key, process.version ?? 0))).definition;
    const text = JSON.stringify(definition, null, 2);
    download(`${process.key}.process.json`, text, 'application/json');
  };
  const saveBpmn = async () =>
    download(`${process.key}.bpmn`, await bpmnOf(process), 'application/xml');
  return (
    <>
      <Menu.Item leftSection={icon} onClick={() => void saveJson().catch(toast.failed)}>
        {say('canvas.list.export')}
      </Menu.Item>
      <Menu.Item leftSection={icon} onClick={() => void saveBpmn().catch(toast.failed)}>
        {say('canvas.list.exportBpmn')}
      </Menu.Item>
    </>
  );
};

const download = (name: string, text: string, type: string): void => {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
};
