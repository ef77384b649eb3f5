/** Stretches of time as they are given: the right way round, not without end, and whose they are. */
import { toInstant } from '#engine/instant.ts';
import { shiftsBetween } from '#engine/rota/shifts.ts';
import type { Rota as Planned, Span } from '#engine/rota.ts';
import { invalid } from '../errors.ts';

const DAY_MS = 86_400_000;
export const MOST_DAYS = 366;

/** @throws DomainError invalid_input at `<pointer>/from` or `<pointer>/to` */
export function demandSpan(pointer: string, span: Span): Span {
  const from = toInstant(span.from) ?? invalid(`${pointer}/from`, 'is no instant.');
  const to = toInstant(span.to) ?? invalid(`${pointer}/to`, 'is no instant.');
  if (from >= to) invalid(`${pointer}/to`, 'must come after `from`.');
  if (Date.parse(to) - Date.parse(from) > MOST_DAYS * DAY_MS)
    invalid(`${pointer}/to`, `At most ${MOST_DAYS} days may lie between \`from\` and \`to\`.`);
  return { from, to };
}

/** Whether somebody is on call all through a span, with nobody between. */
export function hasAllOf(rota: Planned, person: string, { from, to }: Span): boolean {
  const shifts = shiftsBetween(rota, from, to);
  const isWhole = shifts.every((shift, index) => shift.from === (shifts[index - 1]?.to ?? from));
  return isWhole && shifts.at(-1)?.to === to && shifts.every((shift) => shift.person === person);
}
