/**
 * The plan of a standard change: what the plan of a change has beside its times, its kind and its result. A further field
 * that plans come to have is part of it by a line in `USUAL`.
 */
import { canonicalJson } from '#engine/canonical.ts';
import type { Change, FollowedStandard } from '../changes/change.ts';
import type { StepWish } from '../changes/step-wish.ts';
import { DomainError } from '../errors.ts';

/** Of a plan of which nothing is said. */
const USUAL = {
  impact: '',
  implementation: '',
  testPlan: '',
  communication: '',
  backOut: '',
  risk: null,
  steps: [],
};

export type TemplateField = keyof typeof USUAL;
export type Template = Pick<Change, Exclude<TemplateField, 'steps'>> & {
  readonly steps: readonly StepWish[];
};
export const TEMPLATE_FIELDS = Object.keys(USUAL) as readonly TemplateField[];

/** Of a plan, of a document that was kept before plans had all they have now, or of what somebody proposes. */
export const templateOf = (plan: Partial<Template>): Template =>
  Object.fromEntries(
    TEMPLATE_FIELDS.map((field) => [field, plan[field] ?? USUAL[field]]),
  ) as Template;

/** What of this would make a plan another than its standard change says. */
const alteredIn = (plan: Template, patch: Partial<Template>): readonly TemplateField[] =>
  TEMPLATE_FIELDS.filter(
    (field) =>
      patch[field] !== undefined && canonicalJson(patch[field]) !== canonicalJson(plan[field]),
  );

/** `plan`: what the standard change says. @throws DomainError plan_fixed */
export function demandUnaltered(
  standard: FollowedStandard,
  plan: Template,
  patch: Partial<Template>,
  pointer = '',
): void {
  const fields = alteredIn(plan, patch);
  if (fields.length > 0) refuseAltered(standard, fields, pointer);
}

/** @throws DomainError plan_fixed */
export function refuseAltered(
  { key, name, version }: FollowedStandard,
  fields: readonly string[],
  pointer = '',
): never {
  const detail = `The standard change “${name}” (version ${version}) says this. Make it a normal change, or propose a new version of the standard change.`;
  throw new DomainError('plan_fixed', detail, {
    errors: fields.map((field) => ({ pointer: `${pointer}/${field}`, detail })),
    values: { fields: [...fields], standard: key, version },
  });
}
