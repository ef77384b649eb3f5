/** /rulesets/{key}/compare: what two versions differ in, and for which facts they say something else. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { getRuleset } from '#domain/rulesets/read.ts';
import { compareRulesets } from '#rules/compare-rulesets.ts';
import { leadsElsewhere } from '#rules/leads-elsewhere.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { Choice, Input, JsonObject, Key, KeyParams } from '../schemas.ts';

const version = (description: string) =>
  Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647, description }));
const Query = Input({ from: version('The one before `to`.'), to: version('The present one.') });

const Change = Type.Object({
  path: Type.Array(Type.String()),
  kind: Type.String({ description: '`value`, `condition` or `order`.' }),
  before: Type.Optional(Type.Unknown({ description: 'Absent where there was nothing.' })),
  after: Type.Optional(Type.Unknown()),
});

const Compared = Type.Object({
  key: Key,
  from: Type.Integer(),
  to: Type.Integer(),
  ruleset: Type.Array(Change, {
    description: 'Its name, which rules count, what holds otherwise, the order of the rules.',
  }),
  rules: Type.Array(
    Type.Object({
      id: Type.String(),
      kind: Choice(['added', 'removed', 'changed']),
      changes: Type.Array(Change),
    }),
  ),
  elsewhere: Type.Array(
    Type.Object({
      facts: JsonObject,
      before: JsonObject,
      after: JsonObject,
    }),
    {
      description: 'Facts for which they say something else: one example for each pair of answers.',
    },
  ),
  whole: Type.Boolean({
    description: 'Whether every mixture of facts was tried; else there may be other examples.',
  }),
});

export const compareRulesetRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/rulesets/:key/compare',
    {
      config: { permission: 'process.read' },
      schema: {
        tags: ['rulesets'],
        summary: 'What two versions differ in, and which facts lead elsewhere',
        params: KeyParams,
        querystring: Query,
        response: { 200: Compared },
      },
    },
    async (request) => {
      const { key } = request.params;
      const [before, after] = await inWork(request, async (work) => {
        const to = await getRuleset(work, key, request.query.to);
        const from = request.query.from ?? Math.max(1, to.version - 1);
        return [await getRuleset(work, key, from), to];
      });
      const { ruleset, rules } = compareRulesets(before.ruleset, after.ruleset);
      const { examples, isWhole } = leadsElsewhere(before.ruleset, after.ruleset);
      return {
        key,
        from: before.version,
        to: after.version,
        ruleset: ruleset.map(present),
        rules: rules.map(({ id, kind, changes }) => ({
          id,
          // A rule lies nowhere, so none is only moved.
          kind: kind === 'moved' ? ('changed' as const) : kind,
          changes: changes.map(present),
        })),
        elsewhere: examples.map((one) => ({
          facts: { ...one.facts },
          before: { ...one.before },
          after: { ...one.after },
        })),
        whole: isWhole,
      };
    },
  );
};

type Told = {
  readonly path: readonly string[];
  readonly kind: string;
  readonly before?: unknown;
  readonly after?: unknown;
};

const present = ({ path, kind, ...change }: Told) => ({
  path: [...path],
  kind,
  ...('before' in change ? { before: change.before } : {}),
  ...('after' in change ? { after: change.after } : {}),
});
