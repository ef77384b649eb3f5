/**
 * Conditions, comparison by comparison. In a group, what both say is left out; a comparison of the same fact is the same
 * one changed, and a group the same group; the rest came or went. Pairs are made by fact and by turn, so that a comparison
 * told backwards tells the same backwards.
 */
import { canonicalJson } from '../canonical.ts';
import type { Condition } from '../condition.ts';
import { isObject } from '../json.ts';
import type { Change } from './change.ts';
import { isSame, type Path, whole } from './tell.ts';

/** The path goes on with the groups that the comparison lies in: `['conditions', 'all', 'any']`. */
export function conditionChanges(path: Path, before: unknown, after: unknown): readonly Change[] {
  if (isSame(before, after)) return [];
  const found = inGroup(path, before, after);
  return found.length > 0 ? found : [changed(path, before, after)];
}

const changed = (path: Path, before: unknown, after: unknown): Change =>
  whole(path, before, after, 'condition');

function inGroup(path: Path, before: unknown, after: unknown): readonly Change[] {
  if (before === undefined || after === undefined) {
    const [all, only] = [membersIn('all', before ?? after), before === undefined];
    if (!all) return [];
    return all.map((member) =>
      changed([...path, 'all'], only ? undefined : member, only ? member : undefined),
    );
  }
  if (isObject(before) && isObject(after) && 'not' in before && 'not' in after)
    return conditionChanges([...path, 'not'], before.not, after.not);
  const [was, is] = [combinatorOf(before), combinatorOf(after)];
  const [one, other] = [was && membersIn(was, before), is && membersIn(is, after)];
  if (!one || !other) return [];
  if (was === is) return memberChanges([...path, is ?? ''], one, other);
  return [whole([...path, 'combinator'], was, is), ...memberChanges(path, one, other)];
}

function memberChanges(
  path: Path,
  before: readonly unknown[],
  after: readonly unknown[],
): readonly Change[] {
  const [one, other] = withoutCommon(before, after);
  const rest = [...other];
  const gone = one.flatMap((member): readonly Change[] => {
    const at = rest.findIndex((candidate) => kindOf(candidate) === kindOf(member));
    if (at < 0) return [changed(path, member, undefined)];
    const [partner] = rest.splice(at, 1);
    return conditionChanges(path, member, partner);
  });
  return [...gone, ...rest.map((member) => changed(path, undefined, member))];
}

/** Both lists without what they share, each as often as both have it. */
function withoutCommon(
  before: readonly unknown[],
  after: readonly unknown[],
): readonly [readonly unknown[], readonly unknown[]] {
  const rest = [...after];
  const texts = rest.map(canonicalJson);
  const gone = before.filter((member) => {
    const at = texts.indexOf(canonicalJson(member));
    if (at < 0) return true;
    rest.splice(at, 1);
    texts.splice(at, 1);
    return false;
  });
  return [gone, rest];
}

/** What may be the same thing changed: comparisons of one fact, groups of one combinator. */
const kindOf = (condition: unknown): string => {
  if (!isObject(condition)) return '';
  if (typeof condition.fact === 'string') return `fact ${condition.fact}`;
  return Object.keys(condition)[0] ?? '';
};

const combinatorOf = (condition: unknown): 'all' | 'any' | undefined => {
  if (!isObject(condition)) return undefined;
  if (Array.isArray(condition.all)) return 'all';
  return Array.isArray(condition.any) ? 'any' : undefined;
};

const membersIn = (combinator: 'all' | 'any', condition: unknown) => {
  const members = isObject(condition) ? condition[combinator] : undefined;
  return Array.isArray(members) ? (members as readonly Condition[]) : undefined;
};
