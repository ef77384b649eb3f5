/** Before publishing: whether a colleague has approved this draft, and the address to send them while none has. */
import { Button, CopyButton, Skeleton } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconEye } from '@tabler/icons-react';
import { useMe } from '#designer/client/me.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import styles from './review.module.css';
import type { OwnReview } from './use-own-review.ts';

type Props = {
  readonly process: string;
  readonly published: number | null;
  readonly own: OwnReview;
};

export const ReviewState = ({ process, published, own }: Props) => {
  const say = useSay();
  const { user } = useMe();
  if (own.error)
    return <ProblemNotice error={own.error} onRetry={() => void own.refetch()} compact />;
  if (own.data === undefined) return <Skeleton height={40} />;
  const review = own.data?.review ?? null;
  const kind = review?.decision ?? 'waiting';
  const Icon = { approve: IconCircleCheck, reject: IconCircleX, waiting: IconEye }[kind];
  const from = published === null ? '' : `from=${published}&`;
  const address = `/processes/${encodeURIComponent(process)}/compare?${from}to=draft&author=${user.id}`;
  return (
    <div className={styles.state} data-kind={kind}>
      <Icon size={18} aria-hidden />
      <div className={styles.stateWords}>
        <p>
          {review
            ? say(`canvas.review.state.${review.decision}`, { name: review.reviewer.name })
            : say('canvas.review.state.waiting')}
        </p>
        {review?.comment && <p dir="auto">{review.comment}</p>}
        {kind !== 'approve' && (
          <CopyButton value={new URL(address, window.location.href).href}>
            {({ copied, copy }) => (
              <Button variant="default" size="compact-sm" onClick={copy}>
                {say(copied ? 'canvas.review.copied' : 'canvas.review.copy')}
              </Button>
            )}
          </CopyButton>
        )}
      </div>
    </div>
  );
};
