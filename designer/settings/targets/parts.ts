/** What every part of the page about a policy is given. */
import type { Fact } from '#designer/ui/conditions/facts.ts';
import type { Names } from '#designer/ui/diagram/words.ts';
import type { ClockPolicy } from '#engine/clocks/policy.ts';
import type { Options } from '../service/options.ts';

export type PartProps = {
  readonly policy: ClockPolicy;
  readonly onEdit: (policy: ClockPolicy) => void;
  readonly problem: unknown;
  readonly options: Options;
  readonly known: { readonly facts: readonly Fact[]; readonly names: Names };
};
