/** The clocks of the rehearsed ticket as they stand at its moment, and what people do to a ticket that moves them. */
import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { ClockStrip } from '#designer/ui/ClockStrip.tsx';
import { useFieldWords } from '#designer/ui/field-words.ts';
import { InTime } from '#designer/ui/InTime.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import type { Happening } from '#engine/rehearsal/index.ts';
import { useEditor } from '../editor/editor.tsx';
import type { Played } from './play.ts';
import styles from './rehearse.module.css';
import { useRehearse } from './rehearse.tsx';

const STATUSES = ['in_progress', 'on_hold', 'resolved'] as const;
const HEADING = 'canvas-rehearse-clocks';

type Props = { readonly played: Played; readonly onHappening: (happening: Happening) => void };

export const ClocksSection = ({ played, onHappening }: Props) => {
  const { say } = useEditor();
  const { clocks } = useRehearse();
  const { rehearsal, week } = played;
  if (!clocks.hasTicket) return null;
  const shown = clocks.foretold?.clocks ?? [];
  return (
    <section className={styles.section} aria-labelledby={HEADING}>
      <div className={styles.clocksHead}>
        <h3 className={styles.sectionTitle} id={HEADING}>
          {say('canvas.rehearse.clocks')}
        </h3>
        {rehearsal.state.status === 'running' && (
          <TicketMenu status={rehearsal.world.ticket.status} onHappening={onHappening} />
        )}
      </div>
      {clocks.error ? (
        <ProblemNotice error={clocks.error} onRetry={clocks.retry} compact />
      ) : shown.length === 0 ? (
        <p className={styles.hint}>
          {say(clocks.foretold ? 'canvas.rehearse.clocksNone' : 'canvas.rehearse.clocksAsked')}
        </p>
      ) : (
        <InTime at={rehearsal.at} zone={week.zone}>
          <div className={styles.clocks}>
            {shown.map((clock) => (
              <ClockStrip key={clock.id} clock={clock} />
            ))}
          </div>
        </InTime>
      )}
    </section>
  );
};

/** What somebody does to the ticket beside its process. */
const TicketMenu = ({
  status,
  onHappening,
}: {
  readonly status: unknown;
  readonly onHappening: Props['onHappening'];
}) => {
  const { say } = useEditor();
  const fields = useFieldWords();
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button size="compact-xs" variant="default" rightSection={<IconChevronDown size={12} />}>
          {say('canvas.rehearse.onTicket')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onHappening({ type: 'reply', by: 'agent' })}>
          {say('canvas.rehearse.did.reply.agent')}
        </Menu.Item>
        <Menu.Item onClick={() => onHappening({ type: 'reply', by: 'requester' })}>
          {say('canvas.rehearse.did.reply.requester')}
        </Menu.Item>
        <Menu.Divider />
        {STATUSES.filter((one) => one !== status).map((one) => (
          <Menu.Item
            key={one}
            onClick={() => onHappening({ type: 'change', set: { status: one } })}
          >
            {say('canvas.rehearse.toStatus', { status: fields.value('status', one) })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};
