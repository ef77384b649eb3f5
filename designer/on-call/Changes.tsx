/** What has been changed in a rota, and what may be said of it: who stands in, and who exchanges with whom. */
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keys } from '#designer/client/query.ts';
import { closeSwap, overridesQuery, swapsQuery, takeBackOverride } from '#designer/client/rotas.ts';
import type { Override, Rota, Swap } from '#designer/client/types/rotas.ts';
import { useText } from '#designer/ui/locale.ts';
import { useToast } from '#designer/ui/toast.ts';
import classes from './on-call.module.css';
import { useMoment } from './words.ts';

function useAct(): [boolean, (doing: () => Promise<unknown>, said: string) => Promise<void>] {
  const client = useQueryClient();
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const act = async (doing: () => Promise<unknown>, said: string) => {
    setBusy(true);
    try {
      await doing();
      toast.done(said);
    } catch (error) {
      toast.failed(error);
    } finally {
      // Whoever was refused sees why: it is not what it was any more.
      await client.invalidateQueries({ queryKey: keys.rotas() });
      setBusy(false);
    }
  };
  return [busy, act];
}

export function Overrides({ rota }: { rota: Rota }) {
  const t = useText();
  const items = useQuery(overridesQuery(rota.key)).data?.items;
  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>{t('onCall.overrides')}</h2>
      {items?.length === 0 && <p className={classes.quiet}>{t('onCall.override.none')}</p>}
      {items && items.length > 0 && (
        <ul className={classes.list}>
          {items.map((one) => (
            <OverrideLine key={one.id} rota={rota} override={one} />
          ))}
        </ul>
      )}
    </section>
  );
}

function OverrideLine({ rota, override }: { rota: Rota; override: Override }) {
  const t = useText();
  const moment = useMoment(rota.timeZone);
  const [busy, act] = useAct();
  const { person, from, to, madeBy, reason, takenBackAt, allowed } = override;
  const text = t('onCall.shift', { name: person.name, from: moment(from), to: moment(to) });
  return (
    <li>
      <span>
        <span dir="auto">{text}</span>
        <br />
        <span className={classes.quiet} dir="auto">
          {[
            t('onCall.override.by', { name: madeBy.name }),
            reason,
            takenBackAt === null ? '' : t('onCall.takenBack'),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      {allowed.includes('takeBack') && (
        <Button
          variant="default"
          size="xs"
          loading={busy}
          aria-label={t('onCall.takeBack.of', { what: text })}
          onClick={() =>
            void act(() => takeBackOverride(rota.key, override), t('onCall.takenBack'))
          }
        >
          {t('onCall.takeBack')}
        </Button>
      )}
    </li>
  );
}

export function Swaps({ rota }: { rota: Rota }) {
  const t = useText();
  const items = useQuery(swapsQuery(rota.key)).data?.items;
  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>{t('onCall.swaps')}</h2>
      {items?.length === 0 && <p className={classes.quiet}>{t('onCall.swap.none')}</p>}
      {items && items.length > 0 && (
        <ul className={classes.list}>
          {items.map((one) => (
            <SwapLine key={one.id} rota={rota} swap={one} />
          ))}
        </ul>
      )}
    </section>
  );
}

const ACTS = [
  { may: 'accept', act: 'accept', label: 'onCall.swap.accept', said: 'onCall.swap.accepted' },
  { may: 'decline', act: 'decline', label: 'onCall.swap.decline', said: 'onCall.swap.declined' },
  { may: 'takeBack', act: 'take-back', label: 'onCall.takeBack', said: 'onCall.takenBack' },
] as const;

function SwapLine({ rota, swap }: { rota: Rota; swap: Swap }) {
  const t = useText();
  const moment = useMoment(rota.timeZone);
  const [busy, act] = useAct();
  const spanOf = ({ from, to }: { from: string; to: string }) =>
    t('onCall.span', { from: moment(from), to: moment(to) });
  const text = t('onCall.swap.text', {
    asker: swap.asker.name,
    gives: spanOf(swap.gives),
    other: swap.other.name,
    takes: spanOf(swap.takes),
  });
  return (
    <li>
      <span>
        <span dir="auto">{text}</span>
        <br />
        <span className={classes.quiet} dir="auto">
          {[t(`onCall.swap.${swap.state}`), swap.reason].filter(Boolean).join(' · ')}
        </span>
      </span>
      <span className={classes.acts}>
        {ACTS.filter(({ may }) => swap.allowed.includes(may)).map((one) => (
          <Button
            key={one.act}
            variant={one.act === 'accept' ? 'filled' : 'default'}
            size="xs"
            loading={busy}
            aria-label={`${t(one.label)}: ${text}`}
            onClick={() => void act(() => closeSwap(rota.key, swap, one.act), t(one.said))}
          >
            {t(one.label)}
          </Button>
        ))}
      </span>
    </li>
  );
}
