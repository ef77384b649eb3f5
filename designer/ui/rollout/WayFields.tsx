/**
 * When and for whom a version is taken. Times are told in the reader's own zone; the hours of the desk offer the moments at
 * which work begins, and say so where the chosen one lies outside them.
 */
import { Button, NumberInput, SegmentedControl } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { useQuery } from '@tanstack/react-query';
import { calendarsQuery, usualIn } from '#designer/client/calendars.ts';
import { isOpen } from '#engine/calendar.ts';
import { LocalDates } from '../LocalDates.tsx';
import { useLocale, useText } from '../locale.ts';
import { useDueText, useNow } from '../time.ts';
import { fromWall, nextHour, toWall } from '../wall-time.ts';
import classes from './rollout.module.css';
import { type Chosen, mistakeIn, openings, SHARE_AT_FIRST } from './way.ts';

type Props = {
  readonly chosen: Chosen;
  /** What takes the others of a share; null: there is none, and so no share. */
  readonly rest: number | null;
  /** Its time has come already: only the share is still open. */
  readonly begun?: boolean;
  /** A share it must be. */
  readonly onlyShare?: boolean;
  readonly onChange: (chosen: Chosen) => void;
};

export function WayFields({ chosen, rest, begun = false, onlyShare = false, onChange }: Props) {
  return (
    <div className={classes.fields}>
      {!begun && !onlyShare && <When chosen={chosen} onChange={onChange} />}
      {rest !== null && (
        <Whom chosen={chosen} rest={rest} onlyShare={onlyShare} onChange={onChange} />
      )}
    </div>
  );
}

function When({ chosen, onChange }: Pick<Props, 'chosen' | 'onChange'>) {
  const t = useText();
  const dueText = useDueText();
  const now = useNow();
  const { timeZone } = useLocale();
  const calendars = useQuery(calendarsQuery).data ?? [];
  const calendar = usualIn(calendars);
  const offered = calendar ? openings(calendar, now) : [];
  const { from } = chosen;
  const mistake = mistakeIn({ from, share: null }, now);
  const isClosed = from !== null && calendar !== undefined && !isOpen(calendar, from);
  return (
    <div className={classes.field}>
      <span className={classes.label}>{t('rollout.when')}</span>
      <SegmentedControl
        aria-label={t('rollout.when')}
        value={from === null ? 'now' : 'later'}
        onChange={(value) =>
          onChange({
            ...chosen,
            from: value === 'now' ? null : (offered[0] ?? nextHour(timeZone, now)),
          })
        }
        data={[
          { value: 'now', label: t('rollout.when.now') },
          { value: 'later', label: t('rollout.when.later') },
        ]}
      />
      {from !== null && (
        <>
          <LocalDates>
            <DateTimePicker
              label={t('rollout.moment')}
              description={t('rollout.moment.zone', { zone: timeZone })}
              valueFormat="ddd DD MMM YYYY HH:mm"
              value={toWall(timeZone, from).replace('T', ' ') || null}
              error={
                mistake === null
                  ? undefined
                  : t(`rollout.moment.${mistake === 'far' ? 'far' : 'past'}`)
              }
              onChange={(value) => {
                const at = value === null ? undefined : fromWall(timeZone, value);
                if (at !== undefined) onChange({ ...chosen, from: at });
              }}
            />
          </LocalDates>
          {isClosed && mistake === null && (
            <p className={classes.hint}>
              {t('rollout.moment.closed', { calendar: calendar.name })}
            </p>
          )}
          <div className={classes.offers}>
            {offered.map((at) => (
              <Button
                key={at}
                size="compact-sm"
                variant="default"
                aria-pressed={at === from}
                onClick={() => onChange({ ...chosen, from: at })}
              >
                {t('rollout.opening', { when: dueText(at) })}
              </Button>
            ))}
          </div>
        </>
      )}
    </div>
  );
}

type WhomProps = Pick<Props, 'chosen' | 'onChange'> & {
  readonly rest: number;
  readonly onlyShare: boolean;
};

function Whom({ chosen, rest, onlyShare, onChange }: WhomProps) {
  const t = useText();
  const { share } = chosen;
  return (
    <div className={classes.field}>
      {!onlyShare && (
        <>
          <span className={classes.label}>{t('rollout.whom')}</span>
          <SegmentedControl
            aria-label={t('rollout.whom')}
            value={share === null ? 'everyone' : 'share'}
            onChange={(value) =>
              onChange({ ...chosen, share: value === 'everyone' ? null : SHARE_AT_FIRST })
            }
            data={[
              { value: 'everyone', label: t('rollout.whom.everyone') },
              { value: 'share', label: t('rollout.whom.share') },
            ]}
          />
        </>
      )}
      {share !== null && (
        <NumberInput
          label={t('rollout.percentage')}
          description={t('rollout.percentage.hint', { rest })}
          min={1}
          max={99}
          clampBehavior="none"
          allowDecimal={false}
          allowNegative={false}
          value={Number.isNaN(share) ? '' : share}
          error={
            mistakeIn({ from: null, share }, 0) === null ? undefined : t('rollout.percentage.wrong')
          }
          onChange={(value) =>
            onChange({ ...chosen, share: typeof value === 'number' ? value : Number.NaN })
          }
        />
      )}
    </div>
  );
}
