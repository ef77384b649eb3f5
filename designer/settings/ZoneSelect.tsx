/** One of the zones the browser knows, beside the one that is kept: some go by names that browsers leave out of their list. */
import { Select } from '@mantine/core';
import { useText } from '#designer/ui/locale.ts';

type Props = { error?: string | undefined } & (
  | { value: string; onChange: (zone: string) => void; otherwise?: undefined }
  | {
      value: string | null;
      onChange: (zone: string | null) => void;
      /** What holds where none is chosen; without it one must be. */
      otherwise: string;
    }
);

export function ZoneSelect({ error, ...props }: Props) {
  const t = useText();
  const { value } = props;
  const known = [...Intl.supportedValuesOf('timeZone'), 'Etc/UTC', ...(value ? [value] : [])];
  const isFree = props.otherwise !== undefined;
  return (
    <Select
      label={t('calendars.zone')}
      data={[...new Set(known)].sort()}
      value={value}
      onChange={(zone) => {
        if (props.otherwise !== undefined) props.onChange(zone);
        else if (zone !== null) props.onChange(zone);
      }}
      placeholder={props.otherwise}
      searchable
      clearable={isFree}
      allowDeselect={isFree}
      error={error}
    />
  );
}
