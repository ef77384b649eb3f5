/** A list in which one thing has moved by a step; at its end it stays. */
export function moved<T>(list: readonly T[], index: number, by: 1 | -1): readonly T[] {
  const order = [...list];
  const [one] = order.splice(index, 1);
  if (one !== undefined) order.splice(Math.max(0, index + by), 0, one);
  return order;
}
