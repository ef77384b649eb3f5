/** People, groups, roles and organizations. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { groupRoutes } from './groups.ts';
import { organizationRoutes } from './organizations.ts';
import { roleRoutes } from './roles.ts';
import { userRoutes } from './users.ts';

export const peopleRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(userRoutes);
  await app.register(groupRoutes);
  await app.register(roleRoutes);
  await app.register(organizationRoutes);
};
