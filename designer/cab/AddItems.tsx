/** Puts changes on the agenda by hand: one after the other, each taken or refused by itself. */
import { useState } from 'react';
import { addToAgenda } from '#designer/client/cab.ts';
import { fieldError } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import type { Meeting } from '#designer/client/types/cab.ts';
import { useText } from '#designer/ui/locale.ts';
import { SaveDialog } from '#designer/ui/SaveDialog.tsx';
import { ChangesPick } from './ChangesPick.tsx';
import { useTakeMeeting } from './use-act.ts';

const AT_ONCE = 20;

export function AddItemsDialog({ meeting, onClose }: { meeting: Meeting; onClose: () => void }) {
  const t = useText();
  const take = useTakeMeeting();
  const [chosen, setChosen] = useState<string[]>([]);
  const add = async (key: string) => {
    for (const number of chosen) {
      take(await addToAgenda(meeting.id, number, `${key} ${number}`));
      // What is on it already is not put there again where a later one is refused.
      setChosen((before) => before.filter((one) => one !== number));
    }
  };
  return (
    <SaveDialog
      title={t('cab.add')}
      submit={t('cab.add.submit')}
      what={chosen}
      save={add}
      saved={t('cab.add.done')}
      touches={[keys.cab()]}
      disabled={chosen.length === 0}
      onClose={onClose}
    >
      {(problem) => (
        <ChangesPick
          label={t('cab.changes')}
          value={chosen}
          onChange={setChosen}
          except={meeting.items.map(({ ticket }) => ticket.number)}
          max={AT_ONCE}
          error={fieldError(problem, '/change')}
        />
      )}
    </SaveDialog>
  );
}
