/** Whether a colleague must approve before anything of this process is published; for who may publish, and at once. */
import { Switch } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { keys } from '#designer/client/query.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import { useToast } from '#designer/ui/toast.ts';
import { processesQuery, processQuery, requireReview } from '../queries.ts';

export const ReviewSwitch = ({ process }: { readonly process: string }) => {
  const say = useSay();
  const toast = useToast();
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
  return (
    <Switch
      label={say('canvas.review.required')}
      description={say('canvas.review.requiredHint')}
      checked={record.reviewRequired}
      onChange={(event) => void set(event.currentTarget.checked)}
    />
  );
};
