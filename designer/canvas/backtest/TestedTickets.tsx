/** The tickets behind a number, each with what differs; one of them can be looked at on the drawing. */
import { UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Chip } from '#designer/ui/Chip.tsx';
import { useSay } from '#designer/ui/diagram/say.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import type { Definition } from '#engine/definition.ts';
import styles from './backtest.module.css';
import { type Backtest, type Shown, type Tested, testedQuery } from './backtests.ts';
import { TestedTicket } from './TestedTicket.tsx';
import { differenceWords, divergedWords } from './words.ts';

type Props = {
  readonly process: string;
  readonly test: Backtest;
  readonly drawing: Definition | undefined;
  readonly shown: Shown;
  readonly opened: string | undefined;
  readonly onOpen: (ticket: string | undefined) => void;
};

const TONES = { same: 'good', different: 'warn', diverged: 'info', unplayed: 'bad' } as const;

export const TestedTickets = ({ process, test, drawing, shown, opened, onOpen }: Props) => {
  const say = useSay();
  const query = useQuery(testedQuery(process, test.id, shown));
  const { refetch } = query;
  const { done } = test.progress;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what has been played since is read too.
  useEffect(() => void refetch(), [done, refetch]);
  if (query.error && !query.data)
    return <ProblemNotice error={query.error} onRetry={() => void refetch()} />;
  const { items = [], nextCursor = null } = query.data ?? {};
  if (query.data && items.length === 0)
    return <p className={styles.none}>{say('canvas.backtest.tickets.none')}</p>;
  const lines = (tested: Tested): readonly string[] => [
    ...(tested.unplayed ? [say(`canvas.backtest.unplayed.${tested.unplayed}`)] : []),
    ...[divergedWords(say, tested, drawing)].filter((line) => line !== null),
    ...tested.differences.map((difference) => differenceWords(say, difference, drawing)),
  ];
  return (
    <>
      <ul className={styles.tickets} aria-label={say('canvas.backtest.tickets')}>
        {items.map((tested) => (
          <li key={tested.ticket.id}>
            <UnstyledButton
              className={styles.ticket}
              aria-expanded={opened === tested.ticket.id}
              onClick={() => onOpen(opened === tested.ticket.id ? undefined : tested.ticket.id)}
            >
              <span className={styles.about}>
                <Chip tone={TONES[tested.result]}>{say(`canvas.backtest.${tested.result}`)}</Chip>
                <bdi className={styles.ticketNumber}>{tested.ticket.number}</bdi>
                <span dir="auto">{tested.ticket.title}</span>
              </span>
              {lines(tested).map((line) => (
                <span key={line} className={styles.line}>
                  {line}
                </span>
              ))}
            </UnstyledButton>
            {opened === tested.ticket.id && (
              <TestedTicket process={process} test={test.id} ticket={tested.ticket.id} />
            )}
          </li>
        ))}
      </ul>
      {nextCursor !== null && (
        <p className={styles.none}>
          {say('canvas.backtest.tickets.more', { count: items.length })}
        </p>
      )}
    </>
  );
};
