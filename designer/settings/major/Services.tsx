/** The services by name: what major incidents affect and the status page shows. */
import { TextInput } from '@mantine/core';
import { IconServer } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { addService, changeService, removeService, servicesQuery } from '#designer/client/major.ts';
import type { Service } from '#designer/client/types/major.ts';
import { useText } from '#designer/ui/locale.ts';
import { SaveDialog } from '#designer/ui/SaveDialog.tsx';
import { toKey } from '#designer/ui/to-key.ts';
import { KeyField, NameField } from '../NameFields.tsx';
import type { Column } from '../parts.tsx';
import { RecordList } from '../RecordList.tsx';
import { RemoveRecord } from '../RemoveRecord.tsx';
import classes from './settings-major.module.css';

export function Services() {
  const t = useText();
  const services = useQuery(servicesQuery);
  const columns: Column<Service>[] = [
    { key: 'name', head: t('settings.name'), cell: ({ name }) => <strong>{name}</strong> },
    { key: 'key', head: t('settings.key'), cell: ({ key }) => <code>{key}</code> },
    {
      key: 'description',
      head: t('majors.description'),
      cell: ({ description }) => description,
      wide: true,
    },
  ];
  return (
    <section className={classes.wide}>
      <h2 className={classes.heading}>{t('majors.services')}</h2>
      <RecordList
        lead={t('majors.services.text')}
        caption={t('majors.services')}
        query={services}
        columns={columns}
        none={{
          icon: IconServer,
          title: t('majors.services.none.title'),
          text: t('majors.services.none.text'),
        }}
        addLabel={t('majors.services.add')}
        editLabel={({ name }) => t('queues.edit', { name })}
        dialog={(service, onClose) => <ServiceDialog service={service} onClose={onClose} />}
      />
    </section>
  );
}

function ServiceDialog({ service, onClose }: { service: Service | null; onClose: () => void }) {
  const t = useText();
  const [name, setName] = useState(service?.name ?? '');
  const [key, setKey] = useState('');
  const [description, setDescription] = useState(service?.description ?? '');
  const save = (sendKey: string) =>
    service === null
      ? addService({ key: key === '' ? toKey(name) : key, name, description }, sendKey)
      : changeService(service, { name, description });
  return (
    <SaveDialog
      title={service === null ? t('majors.services.add') : service.name}
      what={[name, key, description]}
      touches={[['people']]}
      save={save}
      saved={t('settings.saved')}
      submit={t('common.save')}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <NameField label={t('settings.name')} value={name} onChange={setName} problem={problem} />
          {service === null && (
            <KeyField name={name} value={key} onChange={setKey} problem={problem} />
          )}
          <TextInput
            label={t('majors.description')}
            value={description}
            maxLength={500}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
          {service !== null && (
            <RemoveRecord
              label={t('majors.remove')}
              name={service.name}
              act={() => removeService(service)}
              onGone={onClose}
            />
          )}
        </>
      )}
    </SaveDialog>
  );
}
