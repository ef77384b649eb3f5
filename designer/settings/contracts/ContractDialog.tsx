/** A contract: of which kind, with whom, at which tier, from when until when; and what becomes of tickets when it ends. */
import { Autocomplete, NumberInput, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  CONTRACT_KINDS,
  type Contract,
  type ContractFields,
  changeContract,
  contractUseQuery,
  createContract,
  removeContract,
} from '#designer/client/contracts.ts';
import { fieldError } from '#designer/client/problem.ts';
import { useText } from '#designer/ui/locale.ts';
import { SaveDialog } from '#designer/ui/SaveDialog.tsx';
import { toKey } from '#designer/ui/to-key.ts';
import { KeyField, NameField } from '../NameFields.tsx';
import { RemoveRecord } from '../RemoveRecord.tsx';
import { useOptions } from '../service/options.ts';
import classes from './Contracts.module.css';

const EMPTY: ContractFields = {
  name: '',
  kind: 'sla',
  vendor: null,
  vendorEmail: null,
  warnDays: 30,
  tier: null,
  validFrom: null,
  validUntil: null,
};

/** Fields that say themselves what is wrong with them. */
const SAID = ['name', 'key', 'organization', 'vendor', 'vendorEmail', 'validFrom', 'validUntil'];

export function ContractDialog({
  contract,
  onSaved,
  onClose,
}: {
  contract: Contract | null;
  /** With its name. */
  onSaved: (name: string) => void;
  onClose: () => void;
}) {
  const t = useText();
  const options = useOptions();
  const [fields, setFields] = useState<ContractFields>(() => fieldsOf(contract ?? EMPTY));
  const [key, setKey] = useState('');
  const [organization, setOrganization] = useState<string | null>(null);
  const put = (part: Partial<ContractFields>) => setFields((known) => ({ ...known, ...part }));
  const orNull = (value: string) => (value.trim() === '' ? null : value);
  const save = async (sendKey: string) => {
    const body = { ...fields, name: fields.name.trim() };
    const made = { key: key === '' ? toKey(fields.name) : key, organization: organization ?? '' };
    if (contract) await changeContract(contract.key, body, contract.version);
    else await createContract({ ...body, ...made }, sendKey);
    onSaved(body.name);
  };
  return (
    <SaveDialog
      title={contract ? t('contracts.edit', { name: contract.name }) : t('contracts.add')}
      what={[fields, key, organization]}
      touches={[['people']]}
      save={save}
      saved={t('settings.saved')}
      submit={t('common.save')}
      onClose={onClose}
      saysItself={(problem) => SAID.some((field) => fieldError(problem, `/${field}`))}
    >
      {(problem) => (
        <>
          <NameField
            label={t('settings.name')}
            value={fields.name}
            onChange={(name) => put({ name })}
            problem={problem}
          />
          {!contract && (
            <KeyField name={fields.name} value={key} onChange={setKey} problem={problem} />
          )}
          <Select
            label={t('contracts.kind')}
            data={CONTRACT_KINDS.map((value) => ({ value, label: t(`contracts.kind.${value}`) }))}
            value={fields.kind}
            allowDeselect={false}
            onChange={(next) =>
              put({ kind: CONTRACT_KINDS.find((one) => one === next) ?? fields.kind })
            }
          />
          {contract ? (
            <TextInput
              label={t('contracts.organization')}
              value={contract.organization.name}
              readOnly
            />
          ) : (
            <Select
              label={t('contracts.organization')}
              description={t('contracts.organization.help')}
              data={[...options.organization]}
              value={organization}
              searchable
              allowDeselect={false}
              onChange={setOrganization}
              error={fieldError(problem, '/organization')}
            />
          )}
          {fields.kind === 'underpinning' && (
            <>
              <TextInput
                label={t('contracts.vendor')}
                value={fields.vendor ?? ''}
                onChange={(event) => put({ vendor: orNull(event.currentTarget.value) })}
                error={fieldError(problem, '/vendor')}
              />
              <TextInput
                type="email"
                label={t('contracts.vendorEmail')}
                description={t('contracts.vendorEmail.help')}
                value={fields.vendorEmail ?? ''}
                onChange={(event) => put({ vendorEmail: orNull(event.currentTarget.value) })}
                error={fieldError(problem, '/vendorEmail')}
                dir="ltr"
              />
            </>
          )}
          <Autocomplete
            label={t('contracts.tier')}
            description={t('contracts.tier.help')}
            data={options.tier.map(({ value }) => value)}
            value={fields.tier ?? ''}
            onChange={(tier) => put({ tier: orNull(tier) })}
            error={fieldError(problem, '/tier')}
          />
          <div className={classes.dates}>
            <TextInput
              type="date"
              label={t('targets.validFrom')}
              value={fields.validFrom ?? ''}
              onChange={(event) => put({ validFrom: orNull(event.currentTarget.value) })}
              error={fieldError(problem, '/validFrom')}
            />
            <TextInput
              type="date"
              label={t('targets.validUntil')}
              value={fields.validUntil ?? ''}
              onChange={(event) => put({ validUntil: orNull(event.currentTarget.value) })}
              error={fieldError(problem, '/validUntil')}
            />
          </div>
          <NumberInput
            label={t('contracts.warnDays')}
            description={t('contracts.warnDays.help')}
            value={fields.warnDays}
            min={0}
            max={730}
            onChange={(warnDays) => put({ warnDays: Number(warnDays) || 0 })}
            error={fieldError(problem, '/warnDays')}
          />
          {contract && <WhenItEnds contract={contract} onClose={onClose} />}
        </>
      )}
    </SaveDialog>
  );
}

function WhenItEnds({ contract, onClose }: { contract: Contract; onClose: () => void }) {
  const t = useText();
  const use = useQuery(contractUseQuery(contract.key)).data;
  if (!use) return null;
  const { tickets, successor, policies, ladders } = use;
  return (
    <section className={classes.use} aria-label={t('contracts.after')}>
      <strong>{t('contracts.after')}</strong>
      <p>{t('contracts.after.tickets', { count: tickets })}</p>
      <p>
        {successor
          ? t('contracts.after.successor', { name: successor.name })
          : t('contracts.after.none')}
      </p>
      {policies.length > 0 && (
        <p>
          {t('contracts.after.policies', { names: policies.map(({ name }) => name).join(', ') })}
        </p>
      )}
      {ladders.length > 0 && (
        <p>{t('contracts.after.ladders', { names: ladders.map(({ name }) => name).join(', ') })}</p>
      )}
      <RemoveRecord
        label={t('contracts.remove')}
        name={contract.name}
        act={() => removeContract(contract.key, contract.version)}
        onGone={onClose}
      />
    </section>
  );
}

const fieldsOf = (fields: ContractFields): ContractFields => {
  const { name, kind, vendor, vendorEmail, warnDays, tier, validFrom, validUntil } = fields;
  return { name, kind, vendor, vendorEmail, warnDays, tier, validFrom, validUntil };
};
