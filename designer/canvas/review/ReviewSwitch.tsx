/** Whether a colleague must approve before anything of this process is published; for who may publish. Doing without takes two of them. */
import { Button, Switch } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMe } from '#designer/client/me.ts';
import { keys } from '#designer/client/query.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import { Time } from '#designer/ui/Time.tsx';
import { useToast } from '#designer/ui/toast.ts';
import { processesQuery, processQuery, requireReview } from '../queries.ts';
import styles from './review.module.css';

export const ReviewSwitch = ({ process }: { readonly process: string }) => {
  const say = useSay();
  const toast = useToast();
  const { user } = useMe();
  const client = useQueryClient();
  const known = useQuery(processesQuery).data?.some(({ key }) => key === process) ?? false;
  const { data: record } = useQuery({ ...processQuery(process), enabled: known });
  if (!record?.allowed.includes('publish')) return null;
  const set = async (required: boolean) => {
    try {
      client.setQueryData(keys.process(process), await requireReview(process, required));
    } catch (error) {
      toast.failed(error);
    }
  };
  const askedBy = record.reviewOffAskedBy;
  const isOwnWish = askedBy?.id === user.id;
  return (
    <div>
      <Switch
        label={say('canvas.review.required')}
        description={say('canvas.review.requiredHint')}
        checked={record.reviewRequired}
        disabled={isOwnWish}
        onChange={(event) => void set(event.currentTarget.checked)}
      />
      {askedBy && (
        <div className={styles.askedOff}>
          <p role="status">
            {isOwnWish
              ? say('canvas.review.offAsked.own')
              : say('canvas.review.offAsked', { name: askedBy.name })}
          </p>
          {record.reviewOffAskedAt && <Time at={record.reviewOffAskedAt} />}
          <Button variant="default" size="compact-sm" onClick={() => void set(true)}>
            {say(isOwnWish ? 'canvas.review.withdraw' : 'canvas.review.keep')}
          </Button>
        </div>
      )}
    </div>
  );
};
