/** What a colleague has said of the draft at hand. What is unsaved is saved first, because they read what the server holds. */
import { useQuery } from '@tanstack/react-query';
import { useMe } from '#designer/client/me.ts';
import { isProblem } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import type { Autosave } from '../editor/autosave.ts';
import { authorsDraft } from '../queries.ts';

export const useOwnReview = (process: string, autosave: Autosave, enabled: boolean) => {
  const { user } = useMe();
  return useQuery({
    queryKey: keys.process(process, 'own-review'),
    enabled,
    staleTime: 0,
    gcTime: 0,
    // Somebody may decide while the dialog is open.
    refetchOnWindowFocus: true,
    queryFn: async ({ signal }) => {
      await autosave.ensureDraft();
      try {
        return await authorsDraft(process, user.id, signal);
      } catch (error) {
        if (isProblem(error) && error.status === 404) return null;
        throw error;
      }
    },
  });
};

export type OwnReview = ReturnType<typeof useOwnReview>;
