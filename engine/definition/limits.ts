/** The most a single definition may hold. Larger processes are split with call activities. */
export const LIMITS = {
  elements: 1_000,
  flows: 2_000,
  nameLength: 200,
  textLength: 20_000,
  conditionDepth: 10,
  /** How deeply sub-processes may lie in one another. */
  nesting: 10,
} as const;
