/** A file of services and systems: chosen or pasted, foretold line by line, and then taken in whole. */
import { Button, FileButton, Group, Modal, Stack, Textarea } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { importItems, previewImport } from '#designer/client/config-items.ts';
import { keys } from '#designer/client/query.ts';
import { useIntention } from '#designer/client/use-intention.ts';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useToast } from '#designer/ui/toast.ts';
import { ImportPreview } from './ImportPreview.tsx';
import classes from './items.module.css';

const EXAMPLE = 'key,name,kind,owner,criticality,depends_on';

export function ImportItems({ onClose }: { onClose: () => void }) {
  const t = useText();
  const toast = useToast();
  const client = useQueryClient();
  const intention = useIntention();
  const [csv, setCsv] = useState('');
  const preview = useMutation({ mutationFn: previewImport });
  const taking = useMutation({
    mutationFn: () => intention.send(csv, (sendKey) => importItems(csv, sendKey)),
    onSuccess: async ({ added, changed }) => {
      onClose();
      toast.done(t('items.import.done', { added, changed }));
      await client.invalidateQueries({ queryKey: keys.items() });
    },
  });
  const put = (text: string) => {
    setCsv(text);
    preview.reset();
    taking.reset();
  };
  const choose = async (file: File | null) => {
    if (!file) return;
    const text = await file.text();
    put(text);
    preview.mutate(text);
  };
  const foretold = preview.data;
  const doesSomething = foretold !== undefined && foretold.added + foretold.changed > 0;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('items.import.title')}
      size="xl"
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="md">
        <p className={classes.quiet}>{t('items.import.text')}</p>
        <FileButton accept=".csv,text/csv" onChange={(file) => void choose(file)}>
          {(props) => (
            <Button
              {...props}
              variant="default"
              leftSection={<IconUpload size={15} />}
              style={{ alignSelf: 'flex-start' }}
            >
              {t('items.import.choose')}
            </Button>
          )}
        </FileButton>
        <Textarea
          label={t('items.import.paste')}
          placeholder={EXAMPLE}
          value={csv}
          onChange={(event) => put(event.currentTarget.value)}
          minRows={4}
          maxRows={8}
          autosize
          dir="ltr"
          classNames={{ input: classes.csv }}
        />
        {foretold && <ImportPreview foretold={foretold} />}
        {preview.isError && <ProblemNotice error={preview.error} compact />}
        {taking.isError && <ProblemNotice error={taking.error} compact />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          {foretold ? (
            <Button
              disabled={!doesSomething || foretold.refused > 0}
              loading={taking.isPending}
              onClick={() => taking.mutate()}
            >
              {t('items.import.take', { count: foretold.added + foretold.changed })}
            </Button>
          ) : (
            <Button
              disabled={csv.trim() === ''}
              loading={preview.isPending}
              onClick={() => preview.mutate(csv)}
            >
              {t('items.import.preview')}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
