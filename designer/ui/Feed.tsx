/** One’s own address for a calendar program: made, made anew, copied, ended. It is shown once only. */
import { ActionIcon, Button, CopyButton, TextInput, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { keys } from '#designer/client/query.ts';
import { endFeed, feedQuery, makeFeed } from '#designer/client/rotas.ts';
import classes from './Feed.module.css';
import { useText } from './locale.ts';
import { useToast } from './toast.ts';

export function Feed({ place, text }: { place: string; text: string }) {
  const t = useText();
  const intl = useIntl();
  const toast = useToast();
  const client = useQueryClient();
  const madeAt = useQuery(feedQuery(place)).data?.madeAt ?? null;
  const [address, setAddress] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const act = async (doing: () => Promise<void>) => {
    setBusy(true);
    try {
      await doing();
      await client.invalidateQueries({ queryKey: keys.rotas('feed', place) });
    } catch (error) {
      toast.failed(error);
    } finally {
      setBusy(false);
    }
  };
  const make = () => act(async () => setAddress((await makeFeed(place)).address));
  const end = () =>
    act(async () => {
      await endFeed(place);
      setAddress(null);
      toast.done(t('onCall.feed.ended'));
    });
  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>{t('onCall.feed')}</h2>
      <p className={classes.quiet}>{text}</p>
      {address !== null && (
        <TextInput
          label={t('onCall.feed.address')}
          description={t('onCall.feed.once')}
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
      {madeAt !== null && address === null && (
        <p className={classes.quiet}>
          {t('onCall.feed.since', { date: intl.formatDate(madeAt, { dateStyle: 'medium' }) })}
        </p>
      )}
      <div className={classes.acts}>
        <Button variant="default" size="xs" loading={busy} onClick={() => void make()}>
          {t(madeAt === null ? 'onCall.feed.make' : 'onCall.feed.again')}
        </Button>
        {madeAt !== null && (
          <Button variant="subtle" size="xs" color="red" onClick={() => void end()}>
            {t('onCall.feed.end')}
          </Button>
        )}
      </div>
    </section>
  );
}
