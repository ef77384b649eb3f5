/** What a service task declares a ticket to be: how bad it is, what everybody reads, and who leads. */
import { Select } from '@mantine/core';
import { useEditor } from '../../editor/editor.tsx';
import { useDirectory } from '../../panel/directory.ts';
import { TextField } from '../../panel/fields.tsx';
import { TypeOrPick } from '../../panel/TypeOrPick.tsx';
import { said } from '../../panel/update.ts';
import type { FormProps } from './form-props.ts';

const SEVERITIES = [1, 2, 3] as const;

export const MajorForm = ({ action, set }: FormProps<'declareMajorIncident'>) => {
  const { say, readOnly } = useEditor();
  const directory = useDirectory();
  const { commander } = action;
  const lead = (named: string | undefined, by: 'user' | 'rota') => {
    const chosen = by === 'user' ? { user: named ?? '' } : { rota: named ?? '' };
    set({ commander: named === undefined ? undefined : chosen }, 'commander');
  };
  return (
    <>
      <Select
        label={say('canvas.major.severity')}
        data={SEVERITIES.map((value) => ({
          value: String(value),
          label: say(`canvas.major.severity.${value}`),
        }))}
        value={String(action.severity)}
        readOnly={readOnly}
        allowDeselect={false}
        onChange={(next) =>
          set({ severity: SEVERITIES.find((one) => String(one) === next) ?? 1 }, 'severity')
        }
      />
      <TextField
        label={say('canvas.major.headline')}
        description={say('canvas.major.headlineHint')}
        value={action.headline ?? ''}
        maxLength={300}
        onChange={(headline) => set({ headline: said(headline) }, 'headline')}
      />
      <TypeOrPick
        label={say('canvas.major.commander')}
        description={say('canvas.major.commanderHint')}
        options={directory.user}
        value={commander && 'user' in commander ? commander.user : ''}
        onChange={(user) => lead(said(user), 'user')}
      />
      <TextField
        label={say('canvas.major.rota')}
        description={say('canvas.major.rotaHint')}
        value={commander && 'rota' in commander ? commander.rota : ''}
        maxLength={64}
        onChange={(rota) => lead(said(rota.toLowerCase().replace(/[^a-z0-9-]/g, '')), 'rota')}
      />
    </>
  );
};
