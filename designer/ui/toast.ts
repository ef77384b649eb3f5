/** Short answers at the foot of the page: done, undone, refused. Never for what must not be missed. */
import { notifications } from '@mantine/notifications';
import { useMemo } from 'react';
import { describeProblem } from './describe-problem.ts';
import { useText } from './locale.ts';

export function useToast() {
  const t = useText();
  return useMemo(() => {
    const shared = {
      withBorder: true,
      closeButtonProps: { 'aria-label': t('common.close') },
    } as const;
    return {
      done: (message: string) => notifications.show({ ...shared, message, color: 'green' }),
      /** Nothing was done, and why. */
      refused: (message: string) =>
        notifications.show({ ...shared, message, color: 'yellow', role: 'alert' }),
      failed: (error: unknown) => {
        const words = describeProblem(error);
        const detail = words.text ?? (words.detail === undefined ? undefined : t(words.detail));
        notifications.show({
          ...shared,
          title: t(words.title),
          message: detail,
          color: 'red',
          autoClose: 8000,
          role: 'alert',
        });
      },
    };
  }, [t]);
}
