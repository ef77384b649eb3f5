/** Items as they leave: with what the caller may do with each. */
import type { ConfigItem } from '#domain/config-items/config-item.ts';
import type { Reached } from '#domain/config-items/impact.ts';
import type { Principal } from '#domain/people/access.ts';
import { mayManageItems } from './policy.ts';

export const presentItem = (item: ConfigItem, principal: Principal) => ({
  ...item,
  dependsOn: [...item.dependsOn],
  allowed: mayManageItems(principal) ? ['read', 'update', 'delete'] : ['read'],
});

export const presentReached = ({ items, total }: Reached) => ({
  items: items.map((item) => ({ ...item, path: [...item.path] })),
  total,
  nextCursor: null,
});
