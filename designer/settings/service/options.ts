/** What a policy, a ladder or a contract may name, by its name: people, groups, rotas, ladders and the rest. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { calendarsQuery } from '#designer/client/calendars.ts';
import { catalogQuery } from '#designer/client/catalog.ts';
import { contractsQuery } from '#designer/client/contracts.ts';
import { laddersQuery } from '#designer/client/ladders.ts';
import {
  groupsQuery,
  organizationsQuery,
  queuesQuery,
  rolesQuery,
  usersQuery,
} from '#designer/client/people.ts';
import { rotasQuery } from '#designer/client/rotas.ts';

export type Option = { readonly value: string; readonly label: string };

export type Options = {
  readonly user: readonly Option[];
  readonly group: readonly Option[];
  readonly role: readonly Option[];
  readonly rota: readonly Option[];
  readonly queue: readonly Option[];
  readonly calendar: readonly Option[];
  readonly ladder: readonly Option[];
  readonly organization: readonly Option[];
  readonly catalogItem: readonly Option[];
  readonly contract: readonly Option[];
  /** Contracts whose vendor can be reached. */
  readonly vendor: readonly Option[];
  readonly tier: readonly Option[];
};

export function useOptions(): Options {
  const users = useQuery(usersQuery()).data?.items;
  const groups = useQuery(groupsQuery()).data?.items;
  const roles = useQuery(rolesQuery()).data?.items;
  const rotas = useQuery(rotasQuery).data?.items;
  const queues = useQuery(queuesQuery()).data?.items;
  const calendars = useQuery(calendarsQuery).data;
  const ladders = useQuery(laddersQuery()).data?.items;
  const organizations = useQuery(organizationsQuery()).data?.items;
  const items = useQuery(catalogQuery()).data?.items;
  const contracts = useQuery(contractsQuery()).data?.items;
  return useMemo(
    () => ({
      user: (users ?? []).map(({ email, name }) => ({ value: email, label: name || email })),
      group: named(groups),
      role: named(roles),
      rota: named(rotas),
      queue: named(queues),
      calendar: named(calendars),
      ladder: named(ladders),
      organization: named(organizations),
      catalogItem: named(items),
      contract: named(contracts),
      vendor: (contracts ?? [])
        .filter(({ kind, vendorEmail }) => kind === 'underpinning' && vendorEmail !== null)
        .map(({ key, name, vendor }) => ({ value: key, label: vendor ?? name })),
      tier: [
        ...new Set((contracts ?? []).flatMap(({ tier }) => (tier === null ? [] : [tier]))),
      ].map((tier) => ({ value: tier, label: tier })),
    }),
    [users, groups, roles, rotas, queues, calendars, ladders, organizations, items, contracts],
  );
}

const named = (
  items: readonly { readonly key: string; readonly name: string }[] = [],
): readonly Option[] => items.map(({ key, name }) => ({ value: key, label: name || key }));

/** Its name; what is not known is called by its key. */
export const labelIn = (options: readonly Option[], value: string): string =>
  options.find((option) => option.value === value)?.label ?? value;

/** The options, and what is set although it is none of them, so that it can be seen. */
export const withSet = (options: readonly Option[], value: string | null): readonly Option[] =>
  value === null || value === '' || options.some((option) => option.value === value)
    ? options
    : [...options, { value, label: value }];
