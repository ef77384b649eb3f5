/** The dialog in which a calendar is begun: with a name, a zone and usual hours, all of which are edited afterwards. */
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { createCalendar } from '#designer/client/calendars.ts';
import { useLocale, useText } from '#designer/ui/locale.ts';
import { SaveDialog } from '#designer/ui/SaveDialog.tsx';
import { toKey } from '#designer/ui/to-key.ts';
import { KeyField, NameField } from '../NameFields.tsx';
import { ZoneSelect } from '../ZoneSelect.tsx';

const USUAL_DAY = [['09:00', '17:00']];
const USUAL_WEEK = {
  mon: USUAL_DAY,
  tue: USUAL_DAY,
  wed: USUAL_DAY,
  thu: USUAL_DAY,
  fri: USUAL_DAY,
};

export function NewCalendar({ onClose }: { onClose: () => void }) {
  const t = useText();
  const navigate = useNavigate();
  const here = useLocale().timeZone;
  const [name, setName] = useState('');
  const [key, setKey] = useState('');
  const [timeZone, setTimeZone] = useState(here);
  const save = async (sendKey: string) => {
    const body = {
      key: key === '' ? toKey(name) : key,
      name: name.trim(),
      timeZone,
      week: USUAL_WEEK,
    };
    const made = await createCalendar(body, sendKey);
    await navigate({ to: '/settings/calendars/$calendar', params: { calendar: made.key } });
  };
  return (
    <SaveDialog
      title={t('calendars.add')}
      what={[name, key, timeZone]}
      touches={[['people']]}
      save={save}
      saved={t('calendars.saved')}
      submit={t('common.add')}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <NameField label={t('settings.name')} value={name} onChange={setName} problem={problem} />
          <KeyField name={name} value={key} onChange={setKey} problem={problem} />
          <ZoneSelect value={timeZone} onChange={setTimeZone} />
        </>
      )}
    </SaveDialog>
  );
}
