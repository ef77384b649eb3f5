/** /rulesets: read, save, try out. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Static } from 'typebox';
import { may, type Principal } from '#domain/people/access.ts';
import {
  getRuleset,
  listRulesets,
  listRulesetVersions,
  type RulesetRecord,
} from '#domain/rulesets/read.ts';
import { saveRuleset } from '#domain/rulesets/save.ts';
import { evaluateRuleset } from '#rules/evaluate.ts';
import { lintRuleset } from '#rules/lint-ruleset.ts';
import { keyPlaceOf, numberPlaceOf } from '../filters.ts';
import { toIso } from '../instants.ts';
import { pageOf, toPage } from '../pages.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { KeyParams } from '../schemas.ts';
import { compareRulesetRoutes } from './compare.ts';
import {
  Answer,
  CheckedRuleset,
  Question,
  Ruleset,
  RulesetBody,
  RulesetQuery,
  Rulesets,
  RulesetVersionParams,
  RulesetVersions,
} from './schemas.ts';

const tags = ['rulesets'];
const READ = { permission: 'process.read' } as const;

export const rulesetRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(compareRulesetRoutes);

  app.get(
    '/rulesets',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Rulesets, by key',
        querystring: RulesetQuery,
        response: { 200: Rulesets },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 1);
      return inWork(request, async (work, principal) => {
        const rows = await listRulesets(work, { take, after: keyPlaceOf(after) });
        return toPage(
          rows,
          limit,
          (row) => present(row, principal),
          (row) => [row.key],
        );
      });
    },
  );

  app.get(
    '/rulesets/:key',
    {
      config: READ,
      schema: {
        tags,
        summary: 'A ruleset in its present version',
        params: KeyParams,
        response: { 200: CheckedRuleset },
      },
    },
    async (request, reply) => {
      const shown = await inWork(request, async (work, principal) =>
        checked(await getRuleset(work, request.params.key), principal),
      );
      etag(reply, shown.version);
      return shown;
    },
  );

  app.put(
    '/rulesets/:key',
    {
      config: { permission: 'ruleset.author' },
      schema: {
        tags,
        summary: 'Save a ruleset; it is in force at once',
        params: KeyParams,
        body: RulesetBody,
        response: { 200: CheckedRuleset },
      },
    },
    async (request, reply) => {
      const { key } = request.params;
      const saved = await inWork(request, async (work, principal) => {
        await saveRuleset(work, principal, key, request.body, ifMatch(request));
        return checked(await getRuleset(work, key), principal);
      });
      etag(reply, saved.version);
      return saved;
    },
  );

  app.get(
    '/rulesets/:key/versions',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Its versions, the latest first',
        params: KeyParams,
        querystring: RulesetQuery,
        response: { 200: RulesetVersions },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 1);
      return inWork(request, async (work) => {
        await getRuleset(work, request.params.key);
        const rows = await listRulesetVersions(work, request.params.key, {
          take,
          before: numberPlaceOf(after),
        });
        return toPage(
          rows,
          limit,
          ({ version, name, sha256, savedAt, savedBy }) => ({
            version,
            name,
            sha256,
            savedAt: toIso(savedAt),
            savedBy,
          }),
          (row) => [row.version],
        );
      });
    },
  );

  app.get(
    '/rulesets/:key/versions/:number',
    {
      config: READ,
      schema: {
        tags,
        summary: 'One version',
        params: RulesetVersionParams,
        response: { 200: Ruleset },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) =>
        present(await getRuleset(work, request.params.key, request.params.number), principal),
      ),
  );

  app.post(
    '/rulesets/:key/evaluate',
    {
      config: READ,
      schema: {
        tags,
        summary: 'What it says for these facts, and why; nothing is changed',
        params: KeyParams,
        body: Question,
        response: { 200: Answer },
      },
    },
    async (request) =>
      inWork(request, async (work) => {
        const { ruleset, version } = await getRuleset(
          work,
          request.params.key,
          request.body.version,
        );
        const { variables, matched, trace } = await evaluateRuleset(
          ruleset,
          request.body.facts ?? {},
        );
        return {
          version,
          variables: { ...variables },
          matched: [...matched],
          trace: trace.map((one) => ({
            rule: one.rule,
            result: one.result,
            trace: { ...one.trace },
          })),
        };
      }),
  );
};

function present(
  { key, name, version, savedAt, savedBy, ruleset }: RulesetRecord,
  principal: Principal,
): Static<typeof Ruleset> {
  const allowed = ['evaluate', ...(may(principal, 'ruleset.author') ? ['edit'] : [])];
  return { key, name, version, savedAt: toIso(savedAt), savedBy, ruleset: { ...ruleset }, allowed };
}

/** With what the lint says of it. */
function checked(record: RulesetRecord, principal: Principal): Static<typeof CheckedRuleset> {
  const findings = lintRuleset(record.ruleset).map(({ example, values, ...finding }) => ({
    ...finding,
    values: { ...values },
    ...(example === undefined ? {} : { example: { ...example } }),
  }));
  return { ...present(record, principal), findings };
}
