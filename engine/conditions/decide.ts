/** What a condition comes to when some of its comparisons are not known yet (null), by Kleene’s three values. */
import type { Condition, ConditionLeaf } from '../condition.ts';

export function decide(
  condition: Condition,
  answer: (leaf: ConditionLeaf) => boolean | null,
): boolean | null {
  if ('fact' in condition) return answer(condition);
  if ('not' in condition) {
    const inner = decide(condition.not, answer);
    return inner === null ? null : !inner;
  }
  const isAll = 'all' in condition;
  const members = isAll ? condition.all : condition.any;
  // A group that is empty holds, whichever it is.
  if (members.length === 0) return true;
  let isOpen = false;
  for (const member of members) {
    const one = decide(member, answer);
    if (one === !isAll) return !isAll;
    if (one === null) isOpen = true;
  }
  return isOpen ? null : isAll;
}
