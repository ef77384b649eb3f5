/** Which version is looked at, each with how many runs are open on it. */
import { Select } from '@mantine/core';
import type { VersionFigures } from '#designer/client/runs.ts';
import { useText } from '#designer/ui/locale.ts';

type Props = {
  label: string;
  versions: readonly VersionFigures[];
  value: number | null;
  onChange: (version: number) => void;
};

export const openOn = ({ running, waiting, faulted }: VersionFigures): number =>
  running + waiting + faulted;

export function VersionPick({ label, versions, value, onChange }: Props) {
  const t = useText();
  return (
    <Select
      label={label}
      value={value === null ? null : String(value)}
      onChange={(next) => next !== null && onChange(Number(next))}
      allowDeselect={false}
      data={versions.map((one) => ({
        value: String(one.version),
        label: t(one.active ? 'runs.version.active' : 'runs.version.open', {
          version: one.version,
          count: openOn(one),
        }),
      }))}
    />
  );
}
