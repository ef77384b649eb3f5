/** Takes a process out as a file: the draft where there is one, else the published version. */
import { Menu } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { versionQuery } from '#designer/client/processes.ts';
import type { Process } from '#designer/client/types.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import { useToast } from '#designer/ui/toast.ts';
import { useNames } from '../panel/directory.ts';
import { draftQuery } from '../queries.ts';
import { bpmnOf } from './bpmn.ts';
import { download, fileName } from './file.ts';
import { pictureOf, pngOf } from './picture.ts';

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
  const saveJson = async () => {
    const text = JSON.stringify(await definitionOf(), null, 2);
    download(fileName(process, version, 'process.json'), text, 'application/json');
  };
  const saveBpmn = async () =>
    download(fileName(process, version, 'bpmn'), await bpmnOf(process), 'application/xml');
  const saveSvg = async () => {
    const { svg } = await pictureOf(say, await definitionOf(), { names });
    download(fileName(process, version, 'svg'), svg, 'image/svg+xml');
  };
  const savePng = async () => {
    const picture = await pictureOf(say, await definitionOf(), { names });
    download(fileName(process, version, 'png'), await pngOf(picture));
  };
  return (
    <>
      <Menu.Item leftSection={icon} onClick={() => void saveJson().catch(toast.failed)}>
        {say('canvas.list.export')}
      </Menu.Item>
      <Menu.Item leftSection={icon} onClick={() => void saveBpmn().catch(toast.failed)}>
        {say('canvas.list.exportBpmn')}
      </Menu.Item>
      <Menu.Item leftSection={icon} onClick={() => void saveSvg().catch(toast.failed)}>
        {say('canvas.list.exportSvg')}
      </Menu.Item>
      <Menu.Item leftSection={icon} onClick={() => void savePng().catch(toast.failed)}>
        {say('canvas.list.exportPng')}
      </Menu.Item>
    </>
  );
};
