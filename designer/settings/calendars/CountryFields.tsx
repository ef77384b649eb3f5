/** A country, a region of it and a part of that, by name. */
import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { countriesQuery } from '#designer/client/calendars.ts';
import { useLocale, useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';

export type Place = { readonly country: string; readonly region?: string; readonly part?: string };

export function CountryFields({
  place,
  onChange,
}: {
  place: Place | null;
  onChange: (place: Place | null) => void;
}) {
  const t = useText();
  const { locale } = useLocale();
  const countries = useQuery(countriesQuery(locale));
  const country = countries.data?.find((one) => one.country === place?.country);
  const region = country?.regions.find((one) => one.region === place?.region);
  const whole = t('calendars.import.whole');
  return (
    <>
      {countries.isError && <ProblemNotice error={countries.error} compact />}
      <Select
        label={t('calendars.import.place')}
        data={(countries.data ?? []).map((one) => ({ value: one.country, label: one.name }))}
        value={place?.country ?? null}
        onChange={(value) => onChange(value === null ? null : { country: value })}
        searchable
        data-autofocus
      />
      {place && country && country.regions.length > 0 && (
        <Select
          label={t('calendars.import.region')}
          data={country.regions.map((one) => ({ value: one.region, label: one.name }))}
          value={place.region ?? null}
          onChange={(value) =>
            onChange({ country: place.country, ...(value === null ? {} : { region: value }) })
          }
          placeholder={whole}
          searchable
          clearable
        />
      )}
      {place && region && region.parts.length > 0 && (
        <Select
          label={t('calendars.import.part')}
          data={region.parts.map((one) => ({ value: one.part, label: one.name }))}
          value={place.part ?? null}
          onChange={(value) => {
            const { part: _, ...rest } = place;
            onChange(value === null ? rest : { ...rest, part: value });
          }}
          clearable
        />
      )}
    </>
  );
}
