/** People, groups, roles, rotas, queues, calendars, catalog items, boards and rulesets as options for pickers and as names on the drawing. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { calendarsQuery } from '#designer/client/calendars.ts';
import { useMe } from '#designer/client/me.ts';
import { rotasQuery } from '#designer/client/rotas.ts';
import type { Names } from '#designer/ui/diagram/words.ts';
import { isObject } from '#engine/json.ts';
import type { LintContext } from '#engine/lint/index.ts';
import type { RulesetRecord } from '../queries.ts';
import {
  boardsQuery,
  catalogQuery,
  groupsQuery,
  processesQuery,
  queuesQuery,
  rolesQuery,
  rulesetsQuery,
  usersQuery,
} from '../queries.ts';

export type Option = {
  readonly value: string;
  readonly label: string;
  /** What else is known of it, beside its name: an address. */
  readonly hint?: string;
};

export type Directory = {
  readonly user: readonly Option[];
  readonly group: readonly Option[];
  readonly role: readonly Option[];
  readonly rota: readonly Option[];
  readonly queue: readonly Option[];
  readonly calendar: readonly Option[];
  readonly catalogItem: readonly Option[];
  readonly board: readonly Option[];
  readonly ruleset: readonly Option[];
  /** Published ones, which can be called. */
  readonly process: readonly Option[];
  readonly rulesets: readonly RulesetRecord[];
  readonly catalogForms: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

export const useDirectory = (): Directory => {
  const { data: users } = useQuery(usersQuery);
  const { data: groups } = useQuery(groupsQuery);
  const { data: roles } = useQuery(rolesQuery);
  const { data: rotas } = useQuery(rotasQuery);
  const { data: queues } = useQuery(queuesQuery);
  const { data: calendars } = useQuery(calendarsQuery);
  const { data: items } = useQuery(catalogQuery);
  const { data: boards } = useQuery(boardsQuery);
  const { data: rulesets } = useQuery(rulesetsQuery);
  const { data: processes } = useQuery(processesQuery);
  return useMemo(
    () => ({
      user: (users ?? []).map(({ email, name }) => ({
        value: email,
        label: name || email,
        ...(name ? { hint: email } : {}),
      })),
      group: toOptions(groups),
      role: toOptions(roles),
      rota: toOptions(rotas?.items),
      queue: toOptions(queues),
      calendar: toOptions(calendars),
      catalogItem: toOptions(items),
      board: toOptions(boards),
      ruleset: toOptions(rulesets),
      process: toOptions(processes?.filter(({ version }) => version !== null)),
      rulesets: rulesets ?? [],
      catalogForms: Object.fromEntries((items ?? []).map(({ key, schema }) => [key, schema])),
    }),
    [users, groups, roles, rotas, queues, calendars, items, boards, rulesets, processes],
  );
};

export const useNames = (): Names => {
  const { data: users } = useQuery(usersQuery);
  const directory = useDirectory();
  return useMemo(() => {
    const people = new Map((users ?? []).map(({ email, name }) => [email.toLowerCase(), name]));
    const named = (options: readonly Option[]) => {
      const labels = new Map(options.map(({ value, label }) => [value, label]));
      return (key: string) => labels.get(key);
    };
    return {
      person: (email) => people.get(email.toLowerCase()) || undefined,
      group: named(directory.group),
      queue: named(directory.queue),
      role: named(directory.role),
      rota: named(directory.rota),
      ruleset: named(directory.ruleset),
      board: named(directory.board),
      process: named(directory.process),
    };
  }, [users, directory]);
};

/**
 * What lint may hold a definition against. A list that could not be had (or is cut off at a page) is left out rather
 * than taken for empty: nothing is called unknown only because we were not told of it.
 */
export const useLintContext = (): LintContext => {
  const directory = useDirectory();
  const { data: processes } = useQuery(processesQuery);
  const { sendsMail } = useMe();
  return useMemo(
    () => ({
      sendsMail,
      triggers: (processes ?? []).flatMap(({ key, name, triggers }) =>
        triggers.map((trigger) => ({ process: key, name, trigger })),
      ),
      ...whole('users', directory.user),
      ...whole('groups', directory.group),
      ...whole('roles', directory.role),
      ...whole('rotas', directory.rota),
      ...whole('queues', directory.queue),
      ...whole('calendars', directory.calendar),
      ...whole('catalogItems', directory.catalogItem),
      ...whole('boards', directory.board),
      ...whole('rulesets', directory.ruleset),
      ...whole('processes', directory.process),
      ...wholeFields(directory),
    }),
    [directory, processes, sendsMail],
  );
};

const PAGE = 200;

const whole = (
  name: Exclude<keyof LintContext, 'customFields' | 'triggers' | 'sendsMail' | 'now'>,
  options: readonly Option[],
): LintContext =>
  options.length > 0 && options.length < PAGE ? { [name]: options.map(({ value }) => value) } : {};

const wholeFields = ({ catalogItem, catalogForms }: Directory): LintContext =>
  catalogItem.length > 0 && catalogItem.length < PAGE
    ? {
        customFields: Object.fromEntries(
          Object.entries(catalogForms).map(([key, { properties }]) => [
            key,
            Object.keys(isObject(properties) ? properties : {}),
          ]),
        ),
      }
    : {};

const toOptions = (
  items: readonly { readonly key: string; readonly name: string }[] = [],
): readonly Option[] => items.map(({ key, name }) => ({ value: key, label: name || key }));
