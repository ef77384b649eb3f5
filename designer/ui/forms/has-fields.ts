/** Whether a form's schema asks for anything at all. */
import type { JsonSchema } from '#designer/client/types/common.ts';

export function hasFields(schema: JsonSchema | null | undefined): boolean {
  const properties = schema?.properties;
  return (
    typeof properties === 'object' && properties !== null && Object.keys(properties).length > 0
  );
}
