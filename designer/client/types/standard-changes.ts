/** The catalog of standard changes, as the API answers with it. */
import type { ChangeTexts, Named, Risk, StepFields, StepPlaceNow } from './changes.ts';
import type { Person } from './people.ts';

export type StandardState =
  | 'proposed'
  | 'approved'
  | 'under_review'
  | 'suspended'
  | 'retired'
  | 'rejected';

/** What a step does not say is as usual. */
export type StandardStep = Pick<StepFields, 'title'> & Partial<StepFields>;
export type StandardPlan = ChangeTexts & { risk: Risk | null; steps: readonly StandardStep[] };

export type ListedStandard = {
  id: string;
  key: string;
  name: string;
  description: string;
  category: string | null;
  owner: Person;
  state: StandardState;
  reason: string;
  inForce: number | null;
  proposed: number | null;
  minutes: number;
  items: Named[];
  reviewMonths: number;
  reviewAfter: number;
  suspends: boolean;
  reviewOn: string | null;
  uses: number;
  done: number;
  wentWell: number;
  version: number;
  allowed: string[];
};

export type StandardVersion = {
  number: number;
  plan: Partial<StandardPlan>;
  /** Who does each of its steps, in their order. */
  stepPlaces: (StepPlaceNow | null)[];
  minutes: number;
  items: Named[];
  note: string;
  fromChange: string | null;
  state: 'proposed' | 'approved' | 'rejected';
  proposedBy: Person | null;
  proposedAt: string;
  decidedAt: string | null;
  reason: string;
  votes: { by: Person; decision: 'approve' | 'reject'; comment: string; at: string }[];
  uses: number;
};

export type StandardEvent = {
  id: string;
  at: string;
  type: string;
  actor: { kind: string; id: string | null; name: string | null };
  version: number | null;
  change: string | null;
  reason: string;
};

export type StandardChange = ListedStandard & {
  versions: StandardVersion[];
  history: StandardEvent[];
};
