/**
 * How answers are written. present.ts is the only way out, so the plain JSON of it is right and quick; with `check` each
 * answer is also held against what its route declares, so that the published document is what is served.
 */
import type { FastifyInstance, FastifySerializerCompiler } from 'fastify';
import fp from 'fastify-plugin';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Value } from 'typebox/value';

export const answers = fp<{ check: boolean }>(
  async (app: FastifyInstance, { check }) => {
    app.setSerializerCompiler(check ? checkedSerializer : () => JSON.stringify);
    if (check) {
      app.addHook('preSerialization', async (request, reply, payload) => {
        const declared = request.routeOptions.schema?.response;
        const isDeclared =
          typeof declared === 'object' && declared !== null && String(reply.statusCode) in declared;
        if (
          !isDeclared &&
          reply.statusCode < 400 &&
          request.routeOptions.url?.startsWith('/api/v1')
        ) {
          throw new Error(
            `${request.method} ${request.routeOptions.url} answers ${reply.statusCode} and does not declare it.`,
          );
        }
        return payload;
      });
    }
  },
  { name: 'answers' },
);

const checkedSerializer: FastifySerializerCompiler<TSchema> = ({
  schema,
  method,
  url,
  httpStatus,
}) => {
  const validator = Compile(schema);
  return (data: unknown) => {
    const text = JSON.stringify(data);
    const sent: unknown = JSON.parse(text);
    const place = `${method} ${url} ${httpStatus}`;
    if (!validator.Check(sent)) {
      const errors = validator
        .Errors(sent)
        .map((error) => `${error.instancePath} ${error.message}`);
      throw new Error(
        `${place} answers what it does not declare: ${errors.join('; ')} in ${text.slice(0, 500)}`,
      );
    }
    const cleaned = JSON.stringify(Value.Clean(schema, structuredClone(sent)));
    if (cleaned.length !== JSON.stringify(sent).length) {
      throw new Error(
        `${place} answers fields it does not declare: ${text.slice(0, 500)} (declared: ${cleaned.slice(0, 500)})`,
      );
    }
    return text;
  };
};
