/**
 * The promises of which a forecast can say something: of a resolution, by priority, with the usual beginning, pauses and end.
 * What depends on anything else of a ticket nobody can say of one that has not come yet; such policies are left out, by name.
 */
import type { ClockPolicy } from '#engine/clocks/policy.ts';
import type { ForecastPolicy } from '#engine/forecast/promise.ts';
import { chooseHours, targetSecondsOf } from '../clocks/choose-hours.ts';
import { dateIn } from '../clocks/clock-facts.ts';
import type { Configuration } from '../configuration.ts';
import { PRIORITIES, type TicketType } from '../tickets/values.ts';

export type Promises = {
  readonly policies: readonly (ForecastPolicy & { readonly name: string })[];
  readonly leftOut: readonly { readonly key: string; readonly name: string }[];
};

const NOBODY = { organization: null, requesterOrganization: null, requesterZone: null };

type InForce = Pick<Configuration, 'policies' | 'calendars' | 'organizations' | 'zone'>;

/** `times`: so many times the time that is promised. */
export function promisesOf(
  configuration: InForce,
  type: TicketType,
  times: number,
  now: Date,
): Promises {
  const today = dateIn(configuration.zone, now);
  const meant = configuration.policies
    .map(({ policy }) => policy)
    .filter(
      ({ active, measures, kind, ticketTypes, validFrom = today, validUntil = today }) =>
        active !== false &&
        measures === 'resolution' &&
        kind === 'sla' &&
        ticketTypes.includes(type) &&
        validFrom <= today &&
        today <= validUntil,
    );
  const leftOut: ClockPolicy[] = [];
  const taken = new Set<number>();
  const policies = meant.flatMap((policy): Promises['policies'] => {
    if (!isUsual(policy, configuration)) {
      leftOut.push(policy);
      return [];
    }
    const promised = PRIORITIES.flatMap((priority) => {
      const target = policy.targets.find(
        ({ priorities }) => !priorities || priorities.includes(priority),
      );
      // Where one before it holds, this one never does.
      if (!target || (!policy.beside && taken.has(priority))) return [];
      if (!policy.beside) taken.add(priority);
      const chosen = chooseHours(policy, target.within, NOBODY, configuration);
      const seconds = chosen && targetSecondsOf(target.within, chosen.hours, now);
      return seconds
        ? [{ priority, hours: chosen.hours, seconds: Math.round(seconds * times) }]
        : [];
    });
    const [first] = promised;
    if (!first) return [];
    const { key, name } = policy;
    const { hours } = first;
    const others = promised.filter((one) => one.hours !== hours);
    return [
      {
        key,
        name,
        hours,
        ...(others.length > 0
          ? { hoursOf: Object.fromEntries(others.map((one) => [one.priority, one.hours])) }
          : {}),
        targetSeconds: Object.fromEntries(promised.map((one) => [one.priority, one.seconds])),
      },
    ];
  });
  return { policies, leftOut: leftOut.map(({ key, name }) => ({ key, name })) };
}

const isUsual = (policy: ClockPolicy, { organizations }: InForce): boolean => {
  const { when, start, pause, resume, stop, reset, cancel } = policy;
  const served = [...organizations.values()];
  return (
    [when, start, pause, resume, stop, reset, cancel].every((one) => one === undefined) &&
    policy.countFrom === undefined &&
    policy.targets.every((target) => target.when === undefined) &&
    // In whose hours it counts is another thing that nobody knows of a ticket that has not come.
    !('of' in policy.calendar && served.some(({ calendar }) => calendar !== null)) &&
    policy.timeZone !== 'requester' &&
    !(policy.timeZone === 'organization' && served.some(({ timeZone }) => timeZone !== null))
  );
};
