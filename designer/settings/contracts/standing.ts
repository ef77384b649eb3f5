/** How many days a contract has left, the last one included as 0; below it is over. Pure. */
import type { Contract } from '#designer/client/contracts.ts';

const DAY_MS = 86_400_000;

export const daysLeft = (
  { validUntil }: Pick<Contract, 'validUntil'>,
  today: string,
): number | null =>
  validUntil === null ? null : Math.round((Date.parse(validUntil) - Date.parse(today)) / DAY_MS);
