/** Whether the status page may be read without signing in: by a secret address that is shown once, made anew, or ended. */
import { ActionIcon, Anchor, Button, CopyButton, Group, TextInput, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  closeStatusAddress,
  majorSettingsQuery,
  openStatusAddress,
} from '#designer/client/major.ts';
import { keys } from '#designer/client/query.ts';
import { useText } from '#designer/ui/locale.ts';
import { useToast } from '#designer/ui/toast.ts';
import classes from './settings-major.module.css';

export function StatusAddress() {
  const t = useText();
  const toast = useToast();
  const client = useQueryClient();
  const isPublic = useQuery(majorSettingsQuery).data?.isPublic ?? false;
  const [address, setAddress] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const act = async (doing: () => Promise<void>) => {
    setBusy(true);
    try {
      await doing();
      await client.invalidateQueries({ queryKey: keys.people('major-settings') });
    } catch (error) {
      toast.failed(error);
    } finally {
      setBusy(false);
    }
  };
  const open = () => act(async () => setAddress((await openStatusAddress()).address));
  const close = () =>
    act(async () => {
      await closeStatusAddress();
      setAddress(null);
      toast.done(t('majors.status.ended'));
    });
  return (
    <section className={classes.part}>
      <h2 className={classes.heading}>{t('majors.status')}</h2>
      <p>
        {t('majors.status.text')}{' '}
        <Anchor href="/status" underline="always">
          {t('major.statusPage')}
        </Anchor>
      </p>
      {address !== null && (
        <TextInput
          className={classes.audience}
          label={t('majors.status.address')}
          description={t('majors.status.once')}
          value={address}
          readOnly
          dir="ltr"
          onFocus={(event) => event.currentTarget.select()}
          rightSection={
            <CopyButton value={address}>
              {({ copied, copy }) => (
                <Tooltip label={t(copied ? 'common.copied' : 'common.copy')}>
                  <ActionIcon
                    aria-label={t(copied ? 'common.copied' : 'common.copy')}
                    onClick={copy}
                  >
                    {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
                  </ActionIcon>
                </Tooltip>
              )}
            </CopyButton>
          }
        />
      )}
      <Group gap="sm">
        <Button variant="default" size="xs" loading={busy} onClick={() => void open()}>
          {t(isPublic ? 'majors.status.again' : 'majors.status.open')}
        </Button>
        {isPublic && (
          <Button variant="subtle" size="xs" color="red" onClick={() => void close()}>
            {t('majors.status.end')}
          </Button>
        )}
      </Group>
    </section>
  );
}
