/**
 * Numbers of PostgreSQL's advisory locks, one for each thing that is done by one at a time: two that shared a number would wait
 * for each other, and for ever where one of them is held as long as a worker lives.
 */
export const ADVISORY_LOCKS = {
  migrate: 7_245_001,
  /** The database that tests are cloned from. */
  testTemplate: 7_245_002,
  /** Written out in the migration that makes `outbox_take`. */
  outboxTake: 7_245_003,
  /** Held by the worker that looks after the others. */
  reconciler: 7_245_004,
  installShipped: 7_245_005,
  tenantRecord: 7_245_006,
} as const;
